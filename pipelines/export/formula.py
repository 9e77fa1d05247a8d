"""What a spreadsheet takes for a formula: a CSV cell that begins so gets an apostrophe before it, as OWASP advises."""

from typing import Final

FORMULA: Final = r"^[\s\x00]*[=+\-@\t\r]"
