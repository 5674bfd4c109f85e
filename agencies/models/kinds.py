"""What sort of body an agency is: its level in the state (层级) and its kind (类别)."""

from django.db import models


class AdministrativeLevel(models.TextChoices):
    """层级, the highest first."""

    NATION = "nation", "国家"
    PROVINCE = "province", "省级"
    PREFECTURE = "prefecture", "市级"
    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡级"


class AgencyKind(models.TextChoices):
    """类别: what sort of body it is; the date a report is due depends on it (条例 第四十九条)."""

    GOVERNMENT = "government", "政府"
    DEPARTMENT = "department", "部门"
    TOWNSHIP = "township", "乡镇街道"
    OFFICE = "office", "办公厅（室）"
