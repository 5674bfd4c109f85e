"""The yearly report (政府信息公开工作年度报告), from its official format to the published paper."""
