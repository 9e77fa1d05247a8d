"""Times of day: "11:30 p.m.", "from 3 to 5 pm", "in the morning", "noon"."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extract.times import timex
from pipelines.extract.times.rules.grammar import Context, Rules, first_of, is_compact, number_of
from pipelines.extract.times.timelex import Token
from pipelines.extract.times.timex import Meaning
from pipelines.lexicon import words

RULES = Rules()


def clock(hour: int, minute: int = 0, half: str | None = None) -> str | None:
    """The suffix of a time of day, None if there is no such time."""
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    if hour > 24 or minute > 59:
        return None
    return f"T{hour:02d}:{minute:02d}"


@RULES.on(
    r"d : d (?: : d)? p? z?", r"d \. d p z?", r"d p z?", r"d c", r"w c", r"w p", r"[yx] z z?", r"[yx] \( [yx] z \)"
)
def _clock(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    half = next((str(t.value) for t in tokens if t.symbol == "p"), None)
    if tokens[0].symbol in "yx":
        digits = tokens[0].end - tokens[0].start
        count = tokens[0].number
        value = clock(*divmod(count, 100)) if digits == 4 and isinstance(tokens[0].value, int | float) else None
        return None if value is None else Meaning("TIME", value)
    numbers = [t.number for t in tokens if t.symbol in "dw"]
    if any(t.symbol == "d" and t.end - t.start < 2 for t in tokens[1:]):
        return None
    if tokens[0].symbol == "d" and len(numbers) > 1 and tokens[1].symbol in ":." and not is_compact(tokens[:3]):
        return None
    value = clock(numbers[0], numbers[1] if len(numbers) > 1 else 0, half)
    if value is None or (half and numbers[0] > 12 and numbers[0] > 24):
        return None
    return Meaning("TIME", value)


@RULES.on(r"d H d")
def _french_clock(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "12h30"."""
    if tokens[1].lower != "h" or not is_compact(tokens) or tokens[2].end - tokens[2].start != 2:
        return None
    value = clock(tokens[0].number, tokens[2].number)
    return None if value is None else Meaning("TIME", value)


@RULES.on(r"y-d-d ~ d:d (?::d)? z?")
def _iso_moment(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "2016-04-22T15:30Z"."""
    year, month, day, hour, minute = [t.number for t in tokens if t.symbol in "yd"][:5]
    date, value = timex.safe_date(year, month, day), clock(hour, minute)
    if tokens[5].lower != "t" or not is_compact(tokens[:9]) or date is None or value is None:
        return None
    return timex.day_meaning(date, suffix=value)


@RULES.on(r"[dw] i t P", r"d P")
def _hour_of_part(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "At five in the morning", "12 noon"."""
    hour, part = tokens[0].number, tokens[-1]
    if len(tokens) == 2:
        named = {"noon": "T12:00", "midday": "T12:00", "midnight": "T00:00"}.get(part.lower)
        return Meaning("TIME", named) if named and hour == 12 else None
    if tokens[1].lower != "in" or part.lower not in {"morning", "afternoon", "evening"} or not 1 <= hour <= 12:
        return None
    value = clock(hour, 0, "am" if part.lower == "morning" else "pm")
    return None if value is None else Meaning("TIME", value)


@RULES.on(r"[dw] L [dw] c?p?")
def _minutes_past(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "Ten past three"."""
    half = first_of(tokens, "p")
    value = clock(tokens[2].number, tokens[0].number, str(half.value) if half else None)
    if tokens[1].lower != "past" or tokens[0].number not in {5, 10, 20, 25} or not 1 <= tokens[2].number <= 12:
        return None
    return None if value is None else Meaning("TIME", value)


@RULES.on(r"[<j] d (?::d)? [&>-] d (?::d)? (?=[YW])", r"(?<=[YW]) [<j] d (?::d)? [&>-] d (?::d)? (?!\.d|[~:/dp-])")
def _hours_of_day(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "From 5 to 6 tomorrow", "on Monday between 9 and 11"."""
    at = next(k for k, t in enumerate(tokens) if t.symbol in "->&")
    sides = ([t.number for t in part if t.symbol == "d"] for part in (tokens[:at], tokens[at:]))
    values = [clock(side[0], side[1] if len(side) > 1 else 0) for side in sides]
    return None if None in values else Meaning("TIME", "/".join(str(value) for value in values))


@RULES.on(r"w P")
def _some_part(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "One morning", whichever it was."""
    return Meaning("TIME", f"T{tokens[1].value}") if tokens[0].lower == "one" else None


@RULES.on(r"h [~L] [dw] c?p?", r"[ta]? U [L>] [dw] c?p?", r"[dw] H [L>] [dw] c?p?")
def _spoken_clock(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "Half past eight", "a quarter to nine", "20 minutes past four"."""
    link = next((t.lower for t in tokens if t.symbol in "~>L"), "")
    hour, half = number_of(tokens[-3:] if len(tokens) > 3 else tokens[1:], "dw"), first_of(tokens, "p")
    if link not in {"past", "to"} or hour is None or not 1 <= hour <= 12:
        return None
    opener = next((t for t in tokens if t.symbol in "hUdw"), tokens[0])
    if opener.symbol == "U" and opener.lower != "quarter":
        return None
    if opener.symbol in "dw" and (first_of(tokens, "H") is None or first_of(tokens, "H").lower[:3] != "min"):  # type: ignore[union-attr]
        return None
    minutes = 30 if opener.symbol == "h" else 15 if opener.symbol == "U" else opener.number
    if not 0 < minutes < 60:
        return None
    before = link == "to"
    value = clock(hour - before or 12, 60 - minutes if before else minutes, str(half.value) if half else None)
    return None if value is None else Meaning("TIME", value)


@RULES.on(
    r"d [->] d p",
    r"d (?::d)? p? [->] d (?::d)? p",
    r"d:d[->]d:d",
    r"j d (?::d)? p? [&>] d (?::d)? p",
    r"[<j] d (?::d)? [&>] d:d",
)
def _clock_range(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    at = next(k for k, t in enumerate(tokens) if t.symbol in "->&")
    sides = (tokens[:at], tokens[at:])
    last = next((str(t.value) for t in sides[1] if t.symbol == "p"), None)
    first = next((str(t.value) for t in sides[0] if t.symbol == "p"), last)
    values = []
    for side, half in zip(sides, (first, last), strict=True):
        numbers = [t.number for t in side if t.symbol == "d"]
        values.append(clock(numbers[0], numbers[1] if len(numbers) > 1 else 0, half))
    return None if None in values else Meaning("TIME", "/".join(str(v) for v in values))


@RULES.on(r"[i~]? [xyk] H")
def _military_clock(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "0430 hours", "at 1500 hours": four digits, with a leading zero or behind a preposition."""
    digits, unit = tokens[-2], tokens[-1]
    opened = tokens[0].lower in {"at", "by", "around", "about", "circa", "approximately"} or digits.lower.startswith(
        "0"
    )
    if digits.end - digits.start != 4 or unit.lower not in {"hours", "hrs", "hour"} or not opened:
        return None
    value = clock(*divmod(digits.number, 100))
    return None if value is None else Meaning("TIME", value)


@RULES.on(r"k z?", r"k \( [kyx] z \)", r"[<j]? k [->&] k z?")
def _four_digits(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "at 2130", "between 0200 and 0300": `pipelines.extract.times.military` knows them from years."""
    times = [clock(*divmod(int(token.lower), 100)) for token in tokens if token.symbol == "k"]
    bracketed = any(token.symbol == "(" for token in tokens)
    return Meaning("TIME", "/".join(str(time) for time in times[: 1 if bracketed else 2]))


@RULES.on(r"x z M\.? [dy]")
def _date_time_group(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "051430Z JAN 24": day, hour and minute in one, as armies write it."""
    digits, year = tokens[0], tokens[-1]
    if digits.end - digits.start != 6 or tokens[1].lower != "z" or year.end - year.start not in {2, 4}:
        return None
    day, hour = divmod(digits.number, 10000)
    full = year.number if year.symbol == "y" else timex.two_digit_year(year.number)
    found, suffix = timex.safe_date(full, number_of(tokens, "M") or 0, day), clock(*divmod(hour, 100))
    return None if found is None or suffix is None else timex.day_meaning(found, suffix=suffix)


@RULES.on(
    r"i t? [BZ]? P",
    r"t? [BZ] -? P",
    r"[BZ] i t P",
    r"t [BZ]? U? f? P",
    r"t [LN] P",
    r"V P",
    r"P(?=f)",
    r"t P(?=f)",
    r"t? [BZ] H(?=f)",
)
def _part_of_day(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "In the morning", "late afternoon", "every evening"; "the early hours of" leans on the day behind it."""
    part = first_of(tokens, "P")
    if part is None:
        return Meaning("TIME", "TNI") if tokens[-1].lower == "hours" else None
    if first_of(tokens, "V"):
        return Meaning("SET", f"T{part.value}")
    if part.lower in {"night", "dawn"} and tokens[0].symbol == "t" and tokens[-1] is part and len(tokens) == 2:
        return None
    return Meaning("TIME", f"T{part.value}")


@RULES.on(r"P")
def _bare_part(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    return Meaning("TIME", f"T{tokens[0].value}") if tokens[0].lower in _ALONE else None


_ALONE = words("times", "parts-of-days-alone")
