"""What a person may be at an agency. A leaf: imports nothing of ours."""

from django.db.models import TextChoices


class Role(TextChoices):
    """The order is the way of a report: written, reviewed three times, published; then who looks after it all."""

    DRAFTER = "drafter", "填报人"
    FIRST_REVIEWER = "first_reviewer", "一审"
    SECOND_REVIEWER = "second_reviewer", "二审"
    FINAL_REVIEWER = "final_reviewer", "三审"
    PUBLISHER = "publisher", "发布人"
    MANAGER = "manager", "管理员"
    SUPERVISOR = "supervisor", "主管"
