"""Years and longer: "2011", "1980-88", "the 1990s", "the 19th century"."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extract.times import timex
from pipelines.extract.times.rules.grammar import Context, Rules, first_of, number_of
from pipelines.extract.times.timelex import Token
from pipelines.extract.times.timex import Meaning
from pipelines.extract.times.vocabulary import UnitWords, lexicon
from pipelines.lexicon import words

RULES = Rules()


@RULES.on(r"t? ~? y", r"t? y U")
def _year(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """A bare year; `pipelines.extract.times.times` has checked that the number is one. "Year" may stand before it."""
    if tokens[-1].symbol != "y" or len(tokens) > 1:
        return None
    return timex.year_meaning(tokens[-1].number)


@RULES.on(r"t? ~ -? U? y", r"t? ~ -? U? y [-/] [dy](?![-/.]?[dy])")
def _fiscal_year(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "Fiscal year 2018", "FY2018-19": when it begins differs by state and school, so it has no days."""
    word = next(t.lower for t in tokens if t.symbol == "~")
    unit, years = first_of(tokens, "U"), [t for t in tokens if t.symbol in "yd"]
    named = unit is not None and isinstance(unit.value, UnitWords) and unit.value.form == "Y"
    if not (word in _OWN_YEARS if named else unit is None and word in {"fy", "fiscal"}):
        return None
    value = f"FY{years[0].number}" + (f"/{years[1].lower}" if len(years) > 1 else "")
    return Meaning("DATE", value, precision="year")


@RULES.on(r"~ d(?:[-/]d)?(?![-/.]?[dy])")
def _short_fiscal_year(_context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "FY25", "FY24/25"."""
    years = [t for t in tokens if t.symbol == "d"]
    if tokens[0].lower != "fy" or years[0].spaced or any(t.end - t.start != 2 for t in years):
        return None
    value = f"FY{timex.two_digit_year(years[0].number)}" + (f"/{years[1].lower}" if len(years) > 1 else "")
    return Meaning("DATE", value, precision="year")


@RULES.on(r"t? y ~ U", r"t? y [-/] [dy] ~ U")
def _year_of_its_own(_context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "The 2023-24 fiscal year"."""
    unit, years = tokens[-1].value, [t for t in tokens if t.symbol in "yd"]
    if tokens[-2].lower not in _OWN_YEARS or not isinstance(unit, UnitWords) or unit.form != "Y" or unit.count > 1:
        return None
    return Meaning("DATE", f"FY{years[0].number}" + (f"/{years[1].lower}" if len(years) > 1 else ""), precision="year")


@RULES.on(r"[dxy] ~", r"~ [dxy]")
def _year_of_an_era(_context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "476 AD", "AD 79", "146 BC"; a year before Christ has a value and, out of the calendar's range, no days."""
    digits, era = (tokens[0], tokens[1]) if tokens[1].symbol == "~" else (tokens[1], tokens[0])
    if era.lower not in _ERAS or not era.capital or not digits.lower.isdecimal() or len(digits.lower) > 4:
        return None
    year = int(digits.lower)
    if era.lower.startswith("b"):
        return Meaning("DATE", f"BC{year:04d}", precision="year") if digits is tokens[0] else None
    return timex.year_meaning(year) if 1 <= year <= 2100 else None


_ERAS = words("times", "eras")
_OWN_YEARS = words("times", "years-of-their-own")


@RULES.on(r"t? U [dx]")
def _early_year(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "The year 622"."""
    unit, digits = tokens[-2], tokens[-1]
    if unit.lower != "year" or not digits.lower.isdecimal() or digits.end - digits.start != 3:
        return None
    return timex.year_meaning(int(digits.lower))


@RULES.on(r"[if<t]' d(?!['%!])")
def _short_year(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "in '98", "the war of '73"."""
    mark, year = tokens[-2], tokens[-1]
    if year.spaced or not mark.spaced or year.end - year.start != 2:
        return None
    return timex.year_meaning(timex.two_digit_year(year.number))


@RULES.on(r"t? U y")
def _named_year(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    unit = tokens[-2].value
    if isinstance(unit, UnitWords) and unit.form == "Y" and unit.count == 1:
        return timex.year_meaning(tokens[-1].number)
    return None


@RULES.on(r"(?:t?~?U)? y - d(?![-/.]?[dy])", r"y - [y](?!-)", r"(?:t?~?U)? y/d(?![-/.]?[dy])")
def _year_range(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "1980-88", "2014–2018", "fiscal year 2023/24"."""
    opener, tokens = tokens[:-3], tokens[-3:]
    if opener and opener[-1].lower != "year":
        return None
    if tokens[1].symbol == "/" and (tokens[0].number + 1) % 100 != tokens[2].number:
        return None
    first, second = tokens[0].number, tokens[2].number
    last = first // 100 * 100 + second if tokens[2].symbol == "d" else second
    if (
        (tokens[2].symbol == "d" and tokens[2].end - tokens[2].start != 2)
        or not first < last <= 2100
        or not first >= 1000
    ):
        return None
    if tokens[2].symbol == "d" and second <= 12 and last - first > 50:
        return None
    return timex.span_of_years(f"{first}/{last}", first, last)


@RULES.on(r"t? [BDZ]?-? '?G", r"t? [BDZ] - '? G")
def _decade(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    first = tokens[-1].number
    if tokens[-1].end - tokens[-1].start == 3 and first < 1950 and tokens[0].symbol != "t":
        return None
    if first % 100 == 0:
        return timex.span_of_years(f"{first // 100:02d}", first, first + 99)
    part = first_of(tokens, "BDZ")
    low, high = {"B": (0, 3), "D": (4, 6), "Z": (7, 9)}[part.symbol] if part else (0, 9)
    return timex.span_of_years(f"{first // 10}", first + low, first + high)


@RULES.on(r"t? [BDZ]?-? o -? U", r"t? [BDZ] - o -? U")
def _century(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    unit, nth = tokens[-1].value, number_of(tokens, "o") or 0
    if not isinstance(unit, UnitWords) or unit.count != 100 or not 1 <= nth <= 30:
        return None
    part = first_of(tokens, "BDZ")
    low, high = {"B": (0, 49), "D": (34, 66), "Z": (50, 99)}[part.symbol] if part else (0, 99)
    first = (nth - 1) * 100
    return timex.span_of_years(f"{nth - 1:02d}", max(1, first + low), first + high)


def year_openers() -> frozenset[str]:
    """Words that make the four digits behind them a year."""
    return frozenset(lexicon().year_openers)
