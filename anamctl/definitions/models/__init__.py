"""
The shape of the files that people write: pydantic models, the only hand-written source of it.

From them `anamctl.definitions.schema` makes the JSON Schemas for editors, and ``scripts/generate_schemas.py`` the table
that the linter reads (`anamctl.definitions.shape_data`). Nothing is imported here: the linter starts without pydantic,
and `voice_ranges` is plain data for it.
"""
