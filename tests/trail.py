"""The trail in tests: what factories stored past the actions is told of, as if it had come the usual way."""

from agencies import trail
from agencies.models import Event


def tell_of_everything() -> None:
    """One event that names every row under the chain that no event named yet."""
    told = {label for rows in Event.objects.values_list("data__rows", flat=True) for label in rows or ()}
    rows = [row for model in trail.covered_models() for row in model._default_manager.all()]
    trail.record("seed", None, rows=[row for row in rows if trail.label_of(row) not in told])
