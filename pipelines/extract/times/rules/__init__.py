"""The grammar of time: which sequences of tokens are an expression, and what it means beside a date of speaking.

A rule is a regular expression over token symbols (`pipelines.extract.times.timelex`) and a function from the tokens
matched to a `Meaning`, or None where the words make no sense ("32-2015"). The longest match wins, the earlier one
among equals. One module for each kind of expression; `grammar` has what they are made of.
"""

from __future__ import annotations

from pipelines.extract.times.rules import (
    clock,
    day_ranges,
    days,
    durations,
    holidays,
    months,
    offsets,
    other_calendars,
    parts_of_periods,
    relative,
    weekdays,
    years,
)
from pipelines.extract.times.rules.grammar import Rule

RULES: tuple[Rule, ...] = (
    *days.RULES,
    *months.RULES,
    *years.RULES,
    *parts_of_periods.RULES,
    *relative.RULES,
    *offsets.RULES,
    *weekdays.RULES,
    *other_calendars.RULES,
    *holidays.RULES,
    *day_ranges.RULES,
    *clock.RULES,
    *durations.RULES,
)
