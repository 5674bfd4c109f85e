"""ReviewSettings: how an agency's reviews run."""

from typing import ClassVar

from django.db import models

from agencies.models import Agency


class ReviewSettings(models.Model):
    """`office_check`: the competent office looks at each report before it is published (only the office sets it).

    `checklists`: the agency's own lists of what a proof looks at, by stage; a stage without one has the usual list.
    """

    agency = models.OneToOneField(Agency, models.PROTECT, related_name="review_settings", verbose_name="机关")
    office_check = models.BooleanField("发布前由主管部门审核", default=False)
    checklists = models.JSONField("校对清单", default=dict, blank=True)

    under_chain: ClassVar = (("agency_id", "office_check", "checklists"),)

    class Meta:
        verbose_name = "审核设置"
        verbose_name_plural = "审核设置"
        ordering: ClassVar = ["agency"]

    def __str__(self) -> str:
        return str(self.agency)
