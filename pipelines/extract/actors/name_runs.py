"""Runs of proper nouns that only their own words or their place in the clause show to be names."""

from __future__ import annotations

import re

from pipelines.extract.actors.lexicon import ActorLexicon
from pipelines.extract.actors.name_spans import Name
from pipelines.extract.parsed_tokens import Tokens
from pipelines.lexicon import words

_TIES = words("actors", "ties-behind-names")
_INSIDE_RUN = words("actors", "words-within-names")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,7}(?:-[A-Z0-9]{1,4})?$")


def find_runs(tokens: Tokens, lexicon: ActorLexicon, covered: bytearray) -> list[Name]:
    """Runs of proper nouns that no other vote covers and whose words or place say that they name somebody."""
    out: list[Name] = []
    i = 0
    while i < tokens.n:
        if not _starts_run(tokens, covered, i):
            i += 1
            continue
        end = i + 1
        while (
            end < tokens.n
            and not covered[end]
            and tokens.sent[end] == tokens.sent[i]
            and _continues(tokens, covered, end)
        ):
            end += 1
        while end > i + 1 and tokens.pos[end - 1] != "PROPN":
            end -= 1
        start = _behind_own_title(tokens, lexicon, i, end)
        kind = "person" if start > i else _run_kind(tokens, lexicon, i, end)
        if kind:
            out.append(Name(start, end, tokens.root(start, end), kind))
        i = end
    return out


def _behind_own_title(tokens: Tokens, lexicon: ActorLexicon, start: int, end: int) -> int:
    """Where a person's name starts in a run that begins with a title ("Colonel Rivas"), else the run's start."""
    for stop in range(min(end - 1, start + 4), start, -1):
        rest = range(stop, end)
        if tokens.join(start, stop) in lexicon.titles and len(rest) <= 3:
            plain = all(tokens.pos[i] == "PROPN" and tokens.low[i].isalpha() and len(tokens.low[i]) > 2 for i in rest)
            tables = (lexicon.name_cues, lexicon.agents, lexicon.organs, lexicon.titles)
            common = any(word in table for i in rest for word in (tokens.low[i], tokens.lemma[i]) for table in tables)
            return stop if plain and not common and tokens.dep[stop - 1] in _TITLE_DEPS else start
    return start


_TITLE_DEPS = frozenset({"nmod:desc", "compound", "flat", "appos"})


def _starts_run(tokens: Tokens, covered: bytearray, i: int) -> bool:
    return (
        not covered[i]
        and tokens.pos[i] == "PROPN"
        and tokens.text[i][:1].isupper()
        and not is_tie(tokens.low[i])
        and not tokens.silent[tokens.sent[i]]
        and tokens.caps[tokens.sent[i]] in {"mixed", "upper"}
    )


def is_tie(word: str) -> bool:
    """Whether a word with a hyphen tells whose friend or client somebody is ("U.S.-backed")."""
    owner, _, tie = word.rpartition("-")
    return bool(owner) and tie in _TIES


def is_currency(tokens: Tokens, start: int, end: int) -> bool:
    """Whether three capitals before a number are a currency's ("BDT 1.2 billion")."""
    code = end - start == 1 and len(tokens.text[start]) == 3 and tokens.text[start].isupper()
    return code and end < tokens.n and tokens.text[end][:1].isdigit() and tokens.sent[end] == tokens.sent[start]


def behind_title(tokens: Tokens, lexicon: ActorLexicon, start: int) -> bool:
    """Whether a title that only persons bear stands right before a token."""
    before = start - 1
    if before < tokens.bounds[tokens.sent[start]][0]:
        return False
    group = lexicon.titles.get(tokens.low[before])
    return group is not None and tokens.dep[start] != "nmod:poss" and tokens.pos[before] in {"PROPN", "NOUN"}


def _continues(tokens: Tokens, covered: bytearray, i: int) -> bool:
    if tokens.pos[i] == "PROPN":
        return True
    after = i + 1
    return (
        tokens.low[i] in _INSIDE_RUN - {"and"}
        and after < tokens.n
        and not covered[after]
        and tokens.pos[after] == "PROPN"
        and tokens.text[after][:1].isupper()
    )


def _run_kind(tokens: Tokens, lexicon: ActorLexicon, start: int, end: int) -> str:
    words = [tokens.low[i] for i in range(start, end)]
    phrase = tokens.join(start, end)
    common = phrase in lexicon.titles or phrase in lexicon.organs or phrase in lexicon.agents
    if common or all(word in lexicon.words["not_names"] for word in words):
        return ""
    title_alone = end - start == 1 and words[0] in lexicon.titles
    if end - start <= 4 and not title_alone and behind_title(tokens, lexicon, start):
        return "person"
    if tokens.caps[tokens.sent[start]] == "upper":
        return ""
    if words[-1] in lexicon.name_cues or tokens.lemma[end - 1] in lexicon.name_cues or _cued_of(lexicon, words):
        return "org"
    if len(words) > 1 and words[0] in _ON_AIR:
        return "org"
    return _acting_run(tokens, lexicon, start, end)


_ON_AIR = words("actors", "openers-of-stations")


def _acting_run(tokens: Tokens, lexicon: ActorLexicon, start: int, end: int) -> str:
    """The kind of a run that only its part in the clause shows to be somebody's name."""
    root = tokens.root(start, end)
    dep = tokens.dep[root]
    says = dep == "nsubj" and tokens.lemma[tokens.head[root]] in lexicon.words["speech_verbs"]
    if end - start == 1 and _ACRONYM.match(tokens.text[start]) and not is_currency(tokens, start, end):
        return "org" if says or dep in {"nsubj", "obl:agent", "nmod:poss", "nsubj:pass"} else ""
    person = says and 2 <= end - start <= 4 and tokens.low[end - 1] not in lexicon.titles
    return "person" if person and all(tokens.low[i].isalpha() for i in range(start, end)) else ""


def _cued_of(lexicon: ActorLexicon, words: list[str]) -> bool:
    """Whether the word before "of" says what a name is ("University of …", "Ministry of …")."""
    return "of" in words[1:] and words[words.index("of", 1) - 1] in lexicon.name_cues
