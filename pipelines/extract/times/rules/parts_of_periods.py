"""Parts of periods: "the third quarter of 2011", "the last week of July", "early 2016", "the end of the month"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.times import timex
from pipelines.extract.times.rules.counts import iso_duration, moved_by
from pipelines.extract.times.rules.days import day_of_some_month, partial_day
from pipelines.extract.times.rules.grammar import PRECISIONS, Context, Rules, first_of, number_of
from pipelines.extract.times.rules.months import partial_month
from pipelines.extract.times.rules.relative import relative_unit
from pipelines.extract.times.timelex import Token
from pipelines.extract.times.timex import Meaning
from pipelines.extract.times.vocabulary import UnitWords
from pipelines.lexicon import words

RULES = Rules()


@RULES.on(r"t? o U ,?f? [LNT]?[yU]", r"t? [LNT]? o U", r"Q ,?f?-? y", r"y ,?-? Q", r"Q")
def _quarter(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "The first quarter of 2018", "Q3 2017"; "the last week of July" is `_week_of`."""
    unit = next((t.value for t in tokens if t.symbol == "U"), None)
    nth = number_of(tokens, "Qo") or 0
    if unit is not None and not (isinstance(unit, UnitWords) and unit.form == "Q"):
        return None
    year = number_of(tokens, "y") or context.year or _year_meant(context, tokens)
    if not 1 <= nth <= (4 if unit is not None else 6):
        return None
    if year is None:
        return Meaning("DATE", f"XXXX-Q{nth}", precision="month")
    return timex.quarter_meaning(year, nth, anchored=first_of(tokens, "y") is None)


def _year_meant(context: Context, tokens: Sequence[Token]) -> int | None:
    """The year of "the fourth quarter of last year", else that of the document, if a unit is told."""
    if context.anchor is None or first_of(tokens, "TU") is None:
        return None
    of = next((k for k, t in enumerate(tokens) if t.symbol == "f"), len(tokens))
    relative = first_of(tokens[of:], "LNT")
    return context.anchor.year + ({"L": -1, "T": 0, "N": 1}[relative.symbol] if relative is not None else 0)


@RULES.on(r"t? o h f y", r"t? o h f? [LNT]U", r"t? [oLN] U f M\.? ,?y?", r"t? [oLN] U f y", r"t? [oL] U f [tLNT] U")
def _part_of(context: Context, tokens: Sequence[Token]) -> Meaning | None:  # noqa: PLR0911 - a decision list
    """As in "The first half of 2018", "the last week of July", "the first week of 2019"."""
    nth = number_of(tokens, "o")
    if first_of(tokens, "h"):
        whole = whole_period(context, tokens[-2:] if tokens[-1].symbol == "U" else tokens[-1:])
        return None if whole is None or nth not in (1, 2) else part_of_period(whole, "B" if nth == 1 else "Z")
    unit = next(t.value for t in tokens if t.symbol == "U")
    if (
        not isinstance(unit, UnitWords)
        or unit.form not in {"W", "D", "WE"}
        or (nth is None and not first_of(tokens[:2], "L"))
    ):
        return None
    at = next(k for k, t in enumerate(tokens) if t.symbol == "f")
    whole = whole_period(context, tokens[at + 1 :])
    if whole is None or (tokens[-1].symbol == "U" and not _is_longer(tokens[-1], unit)):
        return None
    if whole.start is None or whole.end is None:
        return replace(whole, value=f"{whole.value}-W{nth or 5:02d}", precision=PRECISIONS[unit.form])
    if unit.form == "D":
        day = whole.end if nth is None else timex.add_days(whole.start, nth - 1)
    else:
        day = _week_within(whole.start, whole.end, nth)
    if day is None or not 0 < (nth or 1) < 366:
        return None
    if unit.form == "D":
        return timex.day_meaning(day, anchored=whole.anchored)
    return (timex.week_meaning if unit.form == "W" else timex.weekend_meaning)(day, anchored=whole.anchored)


def _is_longer(whole: Token, unit: UnitWords) -> bool:
    """Whether a period is a month or a year, one of them, and longer than the unit that is its part."""
    words = whole.value
    return isinstance(words, UnitWords) and words.form in {"M", "Y"} and words.count == 1 and words.form != unit.form


@RULES.on(r"t? U f (?:M\.?[do],?y?|t?[do]f?M\.?,?y?)")
def _weekend_of(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "The weekend of 3 May": the one nearest to that day."""
    unit = first_of(tokens, "U")
    if unit is None or not isinstance(unit.value, UnitWords) or unit.value.form != "WE":
        return None
    inner = partial_day(
        replace(context, year=number_of(tokens, "y") or context.year),
        number_of(tokens, "M") or 0,
        number_of(tokens, "do") or 0,
    )
    if inner.start is None:
        return Meaning("DATE", "XXXX-WXX-WE", precision="day")
    back = 7 if inner.start.isoweekday() <= 2 else 0
    return timex.weekend_meaning(inner.start - dt.timedelta(days=back), anchored=inner.anchored)


@RULES.on(r"t? ~ f t? T? U")
def _rest(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "The rest of the week": from the day of speaking on."""
    unit = tokens[-1]
    if next(t.lower for t in tokens if t.symbol == "~") not in {"rest", "remainder"} or tokens[-2].symbol == "f":
        return None
    if not isinstance(unit.value, UnitWords) or unit.lower.endswith("s") or unit.value.count > 1:
        return None
    whole = relative_unit(context, unit.value, "T", "this")
    if whole is None or whole.start is None or context.anchor is None:
        return whole
    return replace(whole, start=max(whole.start, context.anchor))


@RULES.on(r"e (?: ,?f? y)?", r"t? [LNT]? U Z")
def _end_of(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "EOM", "year-end 2015", "next month's end"."""
    unit, year = first_of(tokens, "eU"), number_of(tokens, "y")
    if unit is None:
        return None
    if unit.symbol == "U" and (tokens[-1].lower != "end" or tokens[-1].start - unit.end < 2):
        return None
    words = unit.value if isinstance(unit.value, UnitWords) else UnitWords(form=str(unit.value), words=[])
    if year is not None:
        return part_of_period(timex.year_meaning(year), "Z") if words.form == "Y" else None
    relative = first_of(tokens, "LNT")
    whole = relative_unit(context, words, relative.symbol if relative else "T", relative.lower if relative else "this")
    return whole if whole is None or words.form == "D" else part_of_period(whole, "Z")


@RULES.on(r"t? [oL] [dwx] U f (?:M\.?,?y?|y|[LNT]U|t U)")
def _several_of(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "The first two weeks of 2021", "the last four months of this year"; weeks are those of ISO 8601."""
    unit, count = next(t for t in tokens if t.symbol == "U"), number_of(tokens, "dwx") or 0
    at = next(k for k, t in enumerate(tokens) if t.symbol == "f")
    whole = whole_period(context, [t for t in tokens[at + 1 :] if t.symbol != "t"])
    is_first, ranked = number_of(tokens, "o") == 1, first_of(tokens, "o")
    if whole is None or not isinstance(unit.value, UnitWords) or count < 1 or (ranked is not None and not is_first):
        return None
    value = iso_duration(unit, float(count))
    if whole.start is None or whole.end is None or count * unit.value.count > 400:
        return Meaning("DURATION", value, precision=PRECISIONS[unit.value.form])
    start, end = _run_of(whole.start, whole.end, unit.value, count * unit.value.count, from_start=is_first)
    if start is None or end is None or start > end:
        return None
    return Meaning("DURATION", value, start, end, PRECISIONS[unit.value.form], whole.anchored)


def _run_of(
    start: dt.date, end: dt.date, unit: UnitWords, count: int, *, from_start: bool
) -> tuple[dt.date | None, dt.date | None]:
    """The first or the last so many units of a period, first and last day."""
    if unit.form in {"W", "WE"}:
        day = _week_within(start, end, 1 if from_start else None)
        week = timex.week_meaning(day) if day is not None else None
        if week is None or week.start is None or week.end is None:
            return None, None
        return (
            (week.start, timex.add_days(week.start, 7 * count - 1))
            if from_start
            else (timex.add_days(week.end, 1 - 7 * count), week.end)
        )
    if from_start:
        behind = moved_by(start, unit, count)
        return start, timex.add_days(behind, -1) if behind is not None else None
    behind = timex.add_days(end, 1)
    return (moved_by(behind, unit, -count) if behind is not None else None), end


def _week_within(start: dt.date, end: dt.date, nth: int | None) -> dt.date | None:
    """A day of the nth (None: last) week of a period; as in ISO 8601 a week belongs to where its Thursday falls."""
    if nth is None:
        return end - dt.timedelta(days=(end.isoweekday() - 4) % 7)
    return timex.add_days(start, (4 - start.isoweekday()) % 7 + 7 * (nth - 1))


def whole_period(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """The month, year or relative unit that ends a longer expression."""
    month, year = number_of(tokens, "M"), number_of(tokens, "y")
    if month and year:
        return timex.month_meaning(year, month)
    if month:
        return partial_month(context, month, first_of(tokens, "LNT"))
    if year:
        return timex.year_meaning(year)
    unit, relative = first_of(tokens, "U"), first_of(tokens, "LNT")
    if unit is None or not isinstance(unit.value, UnitWords):
        return None
    return relative_unit(context, unit.value, relative.symbol if relative else "T", relative.lower if relative else "")


@RULES.on(
    r"O [LNT] U",
    r"E [LNT] U",
    r"[EO] i? t? U(?!~*[A])",
    r"[BDZ] i? [LNT] U",
    r"[BZD] f? [LNT] U",
    r"t? [BDZ] f t? [LNT]? U",
)
def _within_unit(context: Context, tokens: Sequence[Token]) -> Meaning | None:  # noqa: PLR0911 - a decision list
    """As in "Earlier this week": up to the day before; "later this year": from today on; "the end of the month"."""
    unit, relative, side = (
        first_of(tokens, "U"),
        first_of(tokens, "LNT"),
        tokens[0] if tokens[0].symbol != "t" else tokens[1],
    )
    if unit is None or not isinstance(unit.value, UnitWords) or unit.lower.endswith("s"):
        return None
    if side.lower not in _SIDES:
        return None
    if side.symbol in "BDZ" and not is_part(side, tokens):
        return None
    whole = relative_unit(context, unit.value, relative.symbol if relative else "T", "")
    if whole is None or whole.start is None or whole.end is None or context.anchor is None:
        return whole
    if unit.value.form == "D" and unit.value.count == 1:
        return whole
    if side.symbol in "EO" and whole.start <= context.anchor <= whole.end:
        yesterday = timex.add_days(context.anchor, -1) or whole.start
        return (
            replace(whole, end=max(whole.start, yesterday))
            if side.symbol == "E"
            else replace(whole, start=context.anchor)
        )
    return part_of_period(whole, {"E": "B", "O": "Z"}.get(side.symbol, side.symbol))


_SIDES = words("times", "words-for-parts-of-units")


@RULES.on(r"t? [BDZ] -? f? M\.? ,?f? y?", r"[BDZ] - M\.? ,?y?", r"t? [BDZ] -? f? i? y", r"[BDZ] [LN] M\.?")
def _early(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "Early September", "mid-2016", "the end of May 2012": the half or the middle third of it."""
    at = next(k for k, t in enumerate(tokens) if t.symbol in "MyLN")
    whole = whole_period(context, tokens[at:])
    side = first_of(tokens, "BDZ")
    if whole is None or side is None or side.lower == "final" or not is_part(side, tokens):
        return None
    return part_of_period(whole, side.symbol)


def is_part(side: Token, tokens: Sequence[Token]) -> bool:
    """Whether a word names a part of what follows: "early May", "the end of May", but not "talks that end May 5"."""
    return side.lower in _PARTS or any(token.symbol in "f-" for token in tokens)


_PARTS = words("times", "words-for-parts-of-dates")


def part_of_period(whole: Meaning, side: str) -> Meaning:
    """The early (B), middle (D) or late (Z) part of a period."""
    if whole.start is None or whole.end is None:
        return whole
    fixed = _fixed_part(whole.start, whole.precision, side)
    if fixed is not None:
        return replace(whole, start=fixed[0], end=min(fixed[1], whole.end))
    days = (whole.end - whole.start).days + 1
    if side == "D":
        return replace(
            whole, start=whole.start + dt.timedelta(days=days // 3), end=whole.end - dt.timedelta(days=days // 3)
        )
    middle = whole.start + dt.timedelta(days=days // 2)
    return replace(whole, end=middle - dt.timedelta(days=1)) if side == "B" else replace(whole, start=middle)


def _fixed_part(start: dt.date, precision: str, side: str) -> tuple[dt.date, dt.date] | None:
    """Early, mid and late of a calendar year (by June, May to August, from July) and month (1-15, 10-20, 16-)."""
    if precision == "year" and (start.month, start.day) == (1, 1):
        months = {"B": (1, 6, 30), "D": (5, 8, 31), "Z": (7, 12, 31)}[side]
        return dt.date(start.year, months[0], 1), dt.date(start.year, months[1], months[2])
    if precision == "month" and start.day == 1:
        first, last = {"B": (1, 15), "D": (10, 20), "Z": (16, 28)}[side]
        final = timex.month_meaning(start.year, start.month).end if side == "Z" else start.replace(day=last)
        return start.replace(day=first), final or start
    return None


@RULES.on(r"t? [oL] W P? [fi] (?:M\.?,?y?|[LNT]U)")
def _nth_weekday(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    at = next(k for k, t in enumerate(tokens) if t.symbol in "fi")
    whole = whole_period(context, tokens[at:])
    weekday, nth = number_of(tokens, "W") or 1, number_of(tokens, "o") or -1
    ranked = first_of(tokens, "oL")
    if whole is None or whole.precision != "month" or nth > 5 or ranked is None or ranked.lower in {"past", "previous"}:
        return None
    if whole.start is None:
        return Meaning("DATE", f"{whole.value}-WXX-{weekday}-#{nth}", precision="day")
    day = timex.nth_weekday(whole.start.year, whole.start.month, nth, weekday)
    return None if day is None else timex.day_meaning(day, anchored=whole.anchored)


@RULES.on(r"t? [oL] W [fi] V U")
def _weekday_each_month(_context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "The first Monday of every month"."""
    unit = tokens[-1].value
    return Meaning("SET", f"P1{unit.form}") if isinstance(unit, UnitWords) and unit.count == 1 else None


@RULES.on(r"t? U [~B] i? (?:M\.?[do],?y?|t?[do]f?M\.?,?y?|y-d-d)")
def _week_from(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "The week starting February 4", "the week ending 12 May": seven days from or up to the one told."""
    at = next(k for k, t in enumerate(tokens) if t.symbol == "U")
    word, days = tokens[at + 1].lower, [t.number for t in tokens[at + 2 :] if t.symbol in "do"]
    side = 1 if word in {"starting", "beginning", "commencing"} else -1 if word == "ending" else 0
    if tokens[at].lower not in {"week", "wk"} or not side:
        return None
    month = number_of(tokens, "M") or days[0]
    inner = partial_day(replace(context, year=number_of(tokens, "y") or context.year), month, days[-1])
    other = timex.add_days(inner.start, 6 * side) if inner.start is not None else None
    if inner.start is None or other is None:
        return replace(inner, value="XXXX-WXX", precision="week")
    iso = timex.week_meaning(min(inner.start, other))
    return replace(iso, start=min(inner.start, other), end=max(inner.start, other), anchored=inner.anchored)


@RULES.on(r"U d f? y?", r"U f t? M\.?[do],?y?", r"t U f t? M\.?[do],?y?", r"t U f t? [do]M\.?y?", r"t? U f t? o")
def _week_number(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "Week 31", "the week of March 5"."""
    unit = first_of(tokens, "U")
    if unit is None or unit.lower not in {"week", "wk"}:
        return None
    month, day, year = number_of(tokens, "M"), number_of(tokens, "do") or 0, number_of(tokens, "y")
    if month:
        inner = partial_day(replace(context, year=year or context.year), month, day)
        return (
            timex.week_meaning(inner.start, anchored=inner.anchored)
            if inner.start
            else replace(inner, value="XXXX-WXX", precision="week")
        )
    if tokens[-1].symbol == "o" and context.anchor is not None:
        near = day_of_some_month(context, tokens[-1].number)
        return None if near is None else timex.week_meaning(near, anchored=True)
    given = year or (context.anchor.year if context.anchor is not None else None)
    if tokens[1].symbol != "d" or given is None or not 1 <= day <= 52:
        return None
    return timex.week_meaning(dt.date.fromisocalendar(given, day, 1), anchored=year is None)
