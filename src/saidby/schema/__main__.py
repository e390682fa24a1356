"""`python -m saidby.schema`: prints the JSON Schema of a reading."""

from saidby.schema import schema_text

print(schema_text(), end="")
