"""An agency as people name it on a command line or in a list."""

from agencies.models import Agency


class NotFound(LookupError):
    """What was named does not exist, or not only once; the message is a sentence for the terminal."""


def find_agency(name: str) -> Agency:
    """The agency with this code, full name or short name. Raises NotFound."""
    for field in ("code", "name", "short_name"):
        agencies = list(Agency.objects.filter(**{field: name})[:2])
        if len(agencies) == 1:
            return agencies[0]
        if agencies:
            raise NotFound(f"名为“{name}”的机关不止一个，请改用代码。")
    raise NotFound(f"没有代码或名称为“{name}”的机关。")
