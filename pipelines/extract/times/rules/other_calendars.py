"""Days and months of the Islamic and the Persian calendar: found, never converted."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extract.times.rules.grammar import Context, Rules, first_of
from pipelines.extract.times.timelex import Token
from pipelines.extract.times.timex import Meaning

RULES = Rules()


@RULES.on(r"d?o?f? m ,? [dyx]?", r"d m y")
def _other_calendar(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """A day or month of the Islamic or the Persian calendar, in a capital and with a number: found, not converted."""
    month = first_of(tokens, "m")
    if month is None or not month.capital or len(tokens) < 2 or not first_of(tokens, "dyx"):
        return None
    return Meaning(
        "DATE",
        "XXXX-XX-XX" if first_of(tokens, "d") else "XXXX-XX",
        precision="day" if first_of(tokens, "d") else "month",
    )
