"""The version of the schema: raised whenever tables written before can no longer be read as the schema now says."""

from typing import Final

SCHEMA_VERSION: Final = "2"
