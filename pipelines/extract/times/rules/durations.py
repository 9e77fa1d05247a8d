"""Durations and sets: "45 minutes", "a three-year", "every Monday", "twice a week", "daily"."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extract.times.rules.clock import clock
from pipelines.extract.times.rules.counts import COUNT, count_of, counted_unit, iso_duration
from pipelines.extract.times.rules.grammar import Context, Rules, all_of, first_of
from pipelines.extract.times.timelex import Token
from pipelines.extract.times.timex import Meaning
from pipelines.extract.times.vocabulary import UnitWords
from pipelines.lexicon import words

RULES = Rules()


@RULES.on(rf"{COUNT} -? [UH] (?: & a? h)?", rf"{COUNT} ~ [UH]", rf"{COUNT} -? [UH] ,?&? {COUNT} [UH]")
def _duration(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "Two decades", "45 minutes", "a 10-day", "four long years". A lone "a year" is `_article_duration`."""
    count, unit = counted_unit(tokens)
    middle = [t for t in tokens if t.symbol == "~"]
    if tokens[0].symbol == "a" and len(tokens) == 2 + (tokens[1].symbol == "-"):
        return None
    if [token.lower for token in tokens] in (["one", "day"], ["one", "night"]):
        return None
    if middle and middle[0].lower not in _BETWEEN:
        return None
    if not isinstance(unit.value, UnitWords) or (
        tokens[0].symbol == "y" and tokens[0].number >= 1900 and not unit.lower.endswith("s")
    ):
        return None
    units = all_of(tokens, "UH")
    value = iso_duration(unit, count)
    if len(units) == 2 and units[1] is not unit:
        at = tokens.index(unit)
        second = iso_duration(units[1], count_of(tokens[at + 1 :]))
        rate = units[0].symbol == "H" and units[1].symbol == "U"
        if rate or (units[0].symbol == units[1].symbol and units[0].value is units[1].value):
            return None
        joint = second[1:] if units[0].symbol == "U" else second[2:]
        value += joint
    elif first_of(tokens, "h") and tokens[-1].symbol == "h":
        value = iso_duration(unit, (count or 1.0) + (0.5 if count is not None and count == int(count) else 0.0))
    return Meaning("DURATION", value)


_BETWEEN = words("times", "words-within-durations")


@RULES.on(r"[dxw] [->] [dxw] -? [UH]", r"[dxw] ~ [dxw] -? [UH]")
def _duration_range(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "Two to three weeks", "six or seven hours", "10-15 years"."""
    unit, counts = tokens[-1], [count_of([token]) for token in all_of(tokens, "dxw")]
    if tokens[1].symbol == "~" and tokens[1].lower != "or":
        return None
    if len(counts) != 2 or counts[0] is None or counts[1] is None or counts[0] >= counts[1]:
        return None
    return Meaning("DURATION", f"{iso_duration(unit, counts[0])}/{iso_duration(unit, counts[1])}")


@RULES.on(r"~ a -? [UH](?![AEO])", r"~ U(?![AEO])")
def _article_duration(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "For a year", "over a month", "for years": a preposition must make it one ("a day" alone is a rate)."""
    unit = tokens[-1]
    openers = {"for", "within", "than", "nearly", "almost", "about", "over", "under", "around", "lasting", "lasted"}
    if tokens[0].lower not in openers or not isinstance(unit.value, UnitWords):
        return None
    if len(tokens) == 2 and (tokens[0].lower != "for" or not unit.lower.endswith("s")):
        return None
    return Meaning("DURATION", iso_duration(unit, 1.0 if len(tokens) == 3 else None))


@RULES.on(r"V [UP] i? d (?::d)? p?", r"V [UP] i? w c")
def _set_at(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "Every day at 7:13 p.m."."""
    unit, numbers = tokens[1], [t.number for t in tokens if t.symbol in "dw"]
    half = first_of(tokens, "p")
    timed = half is not None or len(numbers) > 1 or tokens[-1].symbol == "c"
    daily = unit.symbol == "P" or (isinstance(unit.value, UnitWords) and unit.value.form == "D")
    value = clock(numbers[0], numbers[1] if len(numbers) > 1 else 0, str(half.value) if half else None)
    return Meaning("SET", value) if timed and daily and value is not None else None


@RULES.on(r"V [UHWPM]", r"V (?:o|~|d|w) [UHW]s?", r"v", r"[dwag]? ~ a [UH]", r"V W i? d?p?", r"V W (?:,W)* ,?& W", r"U")
def _set(context: Context, tokens: Sequence[Token]) -> Meaning | None:  # noqa: PLR0911 - a decision list
    """As in "Every Monday", "each week", "daily", "twice a week"."""
    last = tokens[-1]
    if tokens[0].symbol == "U":
        return Meaning("SET", "XXXX-WXX-WE") if last.lower in {"weekends"} else None
    if tokens[0].symbol == "v":
        return Meaning("SET", str(tokens[0].value))
    if tokens[0].symbol != "V":
        adverb = tokens[-3].lower
        if adverb not in {"once", "twice", "thrice", "times"}:
            return None
        return Meaning("SET", iso_duration(last, 1.0))
    weekdays = [f"XXXX-WXX-{token.number}" for token in all_of(tokens, "W")]
    if weekdays:
        return Meaning("SET", ",".join(weekdays))
    if last.symbol == "M":
        return Meaning("SET", f"XXXX-{last.number:02d}")
    if last.symbol == "P":
        return Meaning("SET", f"T{last.value}")
    middle = tokens[1]
    count = (
        2.0
        if middle.lower in {"other", "second"}
        else float(middle.number)
        if middle.symbol in "dwo" and middle.value
        else 1.0
    )
    if middle.symbol == "~" and middle.lower not in {"other", "few", "single", "couple"}:
        return None
    return Meaning("SET", iso_duration(last, count))
