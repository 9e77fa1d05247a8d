"""Lemmas: irregular verbs, then a table of forms, then rules of English inflection that know the verbs of both."""

from __future__ import annotations

import gzip
import re
from collections.abc import Set as AbstractSet
from functools import cache
from pathlib import Path

from pipelines import lexicon

_VOWELS = "aeiouy"
_SINGULAR_S = ("ss", "us", "is")
_WANTS_E = re.compile(
    r"(?:[^aeo]at|[^aeiou]{2,}at|[^eo]ad|[gv]nit|[pfxmtw]il|ncil|cr?eat|iz|ys|[^i]c|[aei][^aeiou]?c|[vuz]|[dlr]g|[aei]ng|[bcdfgkpstz]l|[^aeiou][aiou]s"
    r"|[ae]ns|[ou]rs|grad|lin|unit|lut|tum|writh|twin|ous|eas|(?:qu|p|s|t|v|m)[aiu]r|ov[io]d|[cslv]id"
    r"|[ctb]ut|[^ae]im|in[eo]|tor|nor|por)$"
)
"""Ends of verbs that have lost an e before -ed or -ing."""


class VerbForms(lexicon.Entry):
    """Verbs whose forms the rules cannot know; `verbs.yaml` says what each list is for."""

    irregular: dict[str, list[str]]
    prefixes: list[str]
    regular: list[str]


@cache
def _verb_forms() -> VerbForms:
    return lexicon.load("language/verbs.yaml", VerbForms)


@cache
def irregular_forms() -> dict[str, str]:
    """Bases by irregular form, prefixed verbs included ("overthrew": "overthrow")."""
    verbs = _verb_forms()
    plain = {form: base for base, forms in verbs.irregular.items() for form in forms}
    prefixed = {prefix + form: prefix + base for prefix in verbs.prefixes for form, base in plain.items()}
    return prefixed | plain


@cache
def listed_verbs() -> frozenset[str]:
    """Bases of verbs that the lexicon lists; a prefixed one must not look like a participle ("re" + "sting")."""
    verbs = _verb_forms()
    prefixed = {base for base in irregular_forms().values() if not base.endswith("ing")}
    return frozenset({*verbs.regular, *verbs.irregular, *prefixed})


class LemmaTable:
    """Lemmas by lower-cased form and universal part of speech."""

    def __init__(self, path: Path) -> None:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows = (line.rstrip("\n").split("\t") for line in lines)
            self._table = {(form, upos): lemma for form, upos, lemma in rows}
        self._verbs = listed_verbs() | {lemma for (_, upos), lemma in self._table.items() if upos == "VERB"}

    def lemma(self, form: str, upos: str, xpos: str) -> str:
        """The lemma of a form by its parts of speech, universal and the treebank's."""
        lowered = normalised(form)
        if upos == "VERB" and xpos in {"VBD", "VBN", "VBG"} and lowered in irregular_forms():
            return irregular_forms()[lowered]
        found = self._table.get((lowered, upos))
        if found is None and upos in {"VERB", "AUX"}:
            found = self._table.get((lowered, "AUX" if upos == "VERB" else "VERB"))
        return found if found is not None else lemma_by_rule(form, upos, xpos, self._verbs)


def normalised(form: str) -> str:
    """A form as the table has it: lower-cased, with a straight apostrophe."""
    return form.lower().replace("’", "'")


def lemma_by_rule(form: str, upos: str, xpos: str, verbs: AbstractSet[str]) -> str:
    """The lemma by the rules alone; ``xpos`` may be empty, ``verbs`` are known lemmas of verbs."""
    lowered = normalised(form)
    if upos == "PROPN":
        return form
    if upos == "PRON" and lowered == "her":
        return "she" if xpos == "PRP" else "her"
    if upos == "NOUN":
        return lowered if xpos == "NN" else _singular(lowered)
    if upos == "VERB":
        return lowered if xpos in {"VB", "VBP"} else _base(lowered, verbs)
    if upos in {"ADJ", "ADV"} and xpos in {"JJR", "JJS", "RBR", "RBS"}:
        return _positive(lowered)
    return lowered


def _singular(form: str) -> str:
    if len(form) < 4 or not form.endswith("s") or form.endswith(_SINGULAR_S):
        return form
    if form.endswith("ies") and len(form) > 4:
        return form[:-3] + "y"
    if form.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return form[:-2]
    return form[:-1]


def _base(form: str, verbs: AbstractSet[str]) -> str:
    if form in irregular_forms():
        return irregular_forms()[form]
    if form in verbs:
        return form
    if form.endswith("s") and len(form) > 3 and not form.endswith(_SINGULAR_S):
        return form[:-1] if form[:-1] in verbs else _third_person(form)
    for ending in ("ing", "ed"):
        stem = form[: -len(ending)]
        if form.endswith(ending) and len(stem) > 1 and any(char in _VOWELS for char in stem):
            options = _bases_of_stem(stem, ending)
            return next((option for option in options if option in verbs), options[0])
    return form


def _third_person(form: str) -> str:
    if form.endswith("ies") and len(form) > 4:
        return form[:-3] + "y"
    return form[:-2] if form.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")) else form[:-1]


def _bases_of_stem(stem: str, ending: str) -> list[str]:
    """What a form's stem may come from, likeliest first."""
    if stem.endswith("ick"):
        return [stem, stem[:-1]]
    if stem.endswith("i") and ending == "ed":
        return [stem[:-1] + "y", stem + "e"]
    if stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        plain = [stem, stem[:-1]]
        return plain if stem.endswith(("ll", "ss", "zz", "ff")) else plain[::-1]
    vowels = sum(char in _VOWELS and (index == 0 or stem[index - 1] not in _VOWELS) for index, char in enumerate(stem))
    short = (
        vowels == 1
        and len(stem) > 1
        and stem[-2] in _VOWELS
        and stem[-1] not in "wxy"
        and stem[-3:-2] not in set("aeiou")
    )
    if stem[-1] == "e":
        return [stem + "e", stem] if ending == "ed" else [stem, stem + "e"]
    with_e = stem[-1] not in "aio" and (short or bool(_WANTS_E.search(stem)))
    return [stem + "e", stem] if with_e else [stem, stem + "e"]


def _positive(form: str) -> str:
    for ending in ("er", "est"):
        stem = form[: -len(ending)]
        if form.endswith(ending) and len(stem) > 2:
            if stem.endswith("i"):
                return stem[:-1] + "y"
            if stem[-1] == stem[-2] and stem[-1] in "bdgmnt":
                return stem[:-1]
            return stem + "e" if stem.endswith(("c", "g", "v", "us", "bl", "pl", "fr", "at", "ut")) else stem
    return form
