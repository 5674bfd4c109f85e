"""导入、核对 and 核对门户: the pages for reports that exist already.

In: files that people hand in, their word on doubtful places, a page of a portal. Out: uploads with what was read of
them, a draft or a published report made from one, the differences between a portal and what was published.
"""
