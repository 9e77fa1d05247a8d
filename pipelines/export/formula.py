"""What a spreadsheet takes for a formula: a CSV cell that begins so gets an apostrophe before it, as OWASP advises."""

from typing import Final

FORMULA: Final = r"^[\s\x00]*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]"
"""The last four are the first four full-width, which East Asian spreadsheets take for them."""
