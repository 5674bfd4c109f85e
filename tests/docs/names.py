"""A dotted name → whether it exists: a package, a module, or something in one."""

import importlib
import importlib.util
from typing import Any


def resolve(name: str) -> Any:
    """What the name stands for. Raises LookupError where there is nothing of that name."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        module = ".".join(parts[:end])
        try:
            part: Any = importlib.import_module(module)
        except ModuleNotFoundError as error:
            if error.name and (module == error.name or module.startswith(f"{error.name}.")):
                continue
            raise
        for attribute in parts[end:]:
            part = _attribute(part, attribute, name)
        return part
    raise LookupError(f"nothing is called {name}")


def _attribute(holder: Any, attribute: str, name: str) -> Any:
    """An attribute, or a field of a pydantic model, which keeps its fields elsewhere."""
    fields = getattr(holder, "model_fields", {})
    if isinstance(holder, type) and attribute in fields:
        return fields[attribute]
    try:
        return getattr(holder, attribute)
    except AttributeError:
        raise LookupError(f"nothing is called {name}") from None
