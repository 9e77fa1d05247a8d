"""How the words begin by which actors and places are called: what "Turkey" and "Turkish" have in common."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pycountry

BEGINNING = 4  # letters


@cache
def countries() -> dict[str | None, str]:
    """ISO 3166-1 alpha-3 code → name."""
    return {country.alpha_3: country.name for country in pycountry.countries}


def beginnings(names: Iterable[str], country: str | None) -> frozenset[str]:
    """The first letters of all words of some names and of a country's, folded."""
    told = (*names, countries().get(country, ""))
    return frozenset(word[:BEGINNING] for name in told for word in name.casefold().split())
