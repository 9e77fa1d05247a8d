"""Where sentences end within a paragraph.

Rules find the candidates and decide most of them; what only the words around it can tell is asked of a judge, which
sees a short window, so a sentence's end never depends on text far away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import Enum

Judge = Callable[[Sequence[tuple[str, int]]], list[bool]]
"""Given texts and an offset in each, says of each whether a sentence ends there."""


class Verdict(Enum):
    """What the rules make of a candidate."""

    END = 1
    NO_END = 2
    ASK = 3


_NOTE = r"\[(?:\d{1,3}|(?:citation|better source) needed)\]"
_CANDIDATE = re.compile(
    rf"""(?P<mark>[.?!…‼⁇⁈⁉。！？]+)(?P<close>["'”“’»)\]]*(?:\s?{_NOTE})*)(?P<space>\s+)(?P<next>\S)"""
    r"""|(?P<mark2>[.?!]["”’)]*)(?P<note>(?:\[\d{1,3}\])+)(?=[A-Z"“])"""
)
_WORD_BEFORE = re.compile(r"[^\s(\[\"“‘]*$")
_WORD_AFTER = re.compile(r"[\"“‘(\[]*([\w’']+)")
_INITIAL = re.compile(r"[A-Z]$")
_INITIALISM = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]$")
_SAID = re.compile(
    r"(?:[A-Z][\w.’'-]+ ){1,4}(?:said|says|asked|asks|told|added|replied|wrote|writes|shouted|cried|exclaimed)\b"
)

_OPENER = re.compile(
    r"(?:The|A|An|In|On|At|It|He|She|They|We|But|And|This|That|These|Those|His|Her|Its|Their|There|When|While|As|If|For"
    r"|After|Before|Since|However|Meanwhile|According|Some|Many|Most|Such|By|With|From|To|You|What|Why|How|Who)\s"
)
"""Words that in mixed case are capitalised for no other reason than that a sentence starts."""

_BEFORE_NAMES_WORDS = """
mr mrs ms dr gen lt col sgt maj capt cmdr cdr adm brig cpl pvt spc pfc sen rep reps sens gov rev prof hon pres
supt insp det const msgr fr st mt ft mme mlle messrs amb atty sec vice-adm ret rt engr asst vs v cf viz e.g i.e approx
div ca fig figs eq op vol pp ed eds al-
"""
BEFORE_NAMES = frozenset(_BEFORE_NAMES_WORDS.split())
"""Abbreviations that stand before what they belong to, so never end a sentence."""

_MAY_END_WORDS = """
jr sr inc corp co ltd bros llc plc etc al a.m p.m am pm no nos jan feb mar apr jun jul aug sep sept oct nov dec
mon tue tues wed thu thurs fri sat sun ave blvd rd sq calif fla va pa tex ariz ark colo conn del ga ill ind kan ky
la mass md mich minn miss mo mont neb nev okla ore tenn vt wash wis wyo ala ont que assn dept univ govt ph.d m.d
b.a m.a est p art sect
"""
MAY_END = frozenset(_MAY_END_WORDS.split())
"""Abbreviations that may stand at the end of a sentence."""

_NUMBERED_WORDS = """
no nos art sect p pp jan feb mar apr jun jul aug sep sept oct nov dec vol fig para sec ch fr tk
rs re ksh kshs tsh ush shs bs dh dhs rp php
"""
NUMBERED = frozenset(_NUMBERED_WORDS.split())
"""Abbreviations that belong to a number behind them."""


def sentence_starts(texts: Sequence[str], judge: Judge) -> list[list[int]]:
    """For each text (a paragraph), the offsets at which its sentences start; the first is 0."""
    starts: list[list[int]] = [[0] for _ in texts]
    asked: list[tuple[int, int, int]] = []
    for index, text in enumerate(texts):
        for match in _CANDIDATE.finditer(text):
            end = match.end("close") if match["mark"] else match.end("note")
            following = match.start("next") if match["mark"] else end
            verdict = rule(text, match) if match["mark"] else Verdict.END
            if verdict is Verdict.END:
                starts[index].append(following)
            elif verdict is Verdict.ASK:
                asked.append((index, end, following))
    answers = judge([(texts[index], end) for index, end, _ in asked]) if asked else []
    for (index, _, following), ends in zip(asked, answers, strict=True):
        if ends:
            starts[index].append(following)
    return [sorted(item) for item in starts]


def rule(text: str, match: re.Match[str]) -> Verdict:
    """What the rules say of one candidate."""
    mark, close, following = match["mark"], match["close"], match["next"]
    if following.islower() or following in ",;:)]%":
        return Verdict.NO_END
    if following in "–—-" and "\n" not in match["space"]:
        return Verdict.NO_END if close else Verdict.ASK
    if mark == ".":
        return _full_stop(text, match)
    if mark == "…" or set(mark) == {"."}:
        return Verdict.ASK
    asks_then_speaks = close and _SAID.match(text, match.start("next"))
    return Verdict.NO_END if asks_then_speaks else Verdict.END


def _full_stop(text: str, match: re.Match[str]) -> Verdict:
    start = match.start("mark")
    found = _WORD_BEFORE.search(text, max(0, start - 40), start)
    word = found.group() if found else ""
    if match["close"].lstrip()[:1] not in {"", ")", "]"}:
        return Verdict.END
    if not word:
        return Verdict.END if start and text[start - 1] in '"”“’)]' else Verdict.NO_END
    if _belongs_to_number(word, match):
        return Verdict.NO_END
    if _INITIAL.fullmatch(word):
        return _initial(text, match, start)
    return _abbreviation(text, match, word)


def _belongs_to_number(word: str, match: re.Match[str]) -> bool:
    """Whether a word with a full stop belongs to the number behind it ("No. 4", "c. 1200"), or is a list's number."""
    if word.isdigit():
        return len(word) <= 3 and _is_list_number(match.string, match.start("mark") - len(word))
    short = len(word) == 1 and word.islower()
    return match["next"].isdigit() and not match["close"] and (short or word.lower() in NUMBERED)


def _abbreviation(text: str, match: re.Match[str], word: str) -> Verdict:
    lowered = word.lower()
    if lowered == "no":
        return Verdict.END
    if lowered in BEFORE_NAMES and (word[0].isupper() or lowered not in {"ed", "det", "sec", "fig"}):
        return Verdict.NO_END
    if _INITIALISM.fullmatch(word) or lowered in MAY_END:
        return Verdict.END if _OPENER.match(text, match.start("next")) else Verdict.ASK
    return Verdict.END


def _initial(text: str, match: re.Match[str], start: int) -> Verdict:
    before = text[max(0, start - 30) : start - 1].split()
    after = _WORD_AFTER.match(text, match.start("next"))
    named = not before or before[-1][0].isupper() or before[-1].endswith(".")
    pronoun = text[start - 1] == "I" or (before and before[-1].lower() in {"plan", "vitamin", "group"})
    return Verdict.NO_END if named and not pronoun and after and after[1][0].isupper() else Verdict.ASK


def _is_list_number(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] == "\n"
