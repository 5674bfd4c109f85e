"""Content → data: JSON with its JSON Schema, one an edition, and CSV with one row a cell.

Money is text in JSON, so that every decimal survives; a blank is null, or nothing. The same content gives the same
bytes.
"""

from reports.rendering.data.flat import as_csv
from reports.rendering.data.json_schema import schema, schema_file, schema_name
from reports.rendering.data.nested import as_json

__all__ = ["as_csv", "as_json", "schema", "schema_file", "schema_name"]
