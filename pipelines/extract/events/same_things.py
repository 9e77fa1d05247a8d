"""Things that the mentions of one event name again: "a car bomb exploded … the bomb … the device" is one instrument.

Every mention of the event keeps its argument; a later phrase for a thing stands for the phrase that told it first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pipelines import lexicon
from pipelines.extract.dependencies import Tree
from pipelines.extract.events.drafts import Mention
from pipelines.extract.events.frames import Words
from pipelines.extract.facts import EventArgument
from pipelines.extract.parsed_tokens import singular

_POINTING = re.compile(r"\b(?:the|this|that|these|those|its|his|her|their|said)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:an?other|other|second|third|fourth|more|different|further)\s*$", re.IGNORECASE)
_REACH = 24  # characters before a phrase in which its determiner stands


@cache
def _kinds() -> dict[str, frozenset[str]]:
    """General words for things ("vehicle", "device") → what they may stand for ("car", "dynamite")."""
    table = lexicon.load("same_things.yaml", dict[str, Words])
    return {general: frozenset(words) | {general} for general, words in table.items()}


def join_things(tree: Tree, found: Sequence[Mention], numbers: Sequence[int]) -> None:
    """Let arguments that name a thing again point to the phrase that named it first, in place.

    `numbers`: the event of every mention.
    """
    known: dict[tuple[int, str], list[EventArgument]] = {}
    for f, number in zip(found, numbers, strict=True):
        if not f.arguments:
            continue
        joined: list[EventArgument] = []
        for argument in f.arguments:
            before = known.setdefault((number, argument.role), [])
            first = next((other for other in reversed(before) if _is_again(tree.text, argument, other)), None)
            if first is None:
                before.append(argument)
            joined.append(argument if first is None else replace(first, role=argument.role))
        f.arguments = tuple(dict.fromkeys(joined))


def _is_again(text: str, later: EventArgument, earlier: EventArgument) -> bool:
    if later.start == earlier.start:
        return True
    context = text[max(0, later.start - _REACH) : later.start]
    if _OTHER.search(context) or _OTHER.search(text[later.start : later.end].split(maxsplit=1)[0]):
        return False
    words, others = _words(later.text), _words(earlier.text)
    if later.head == earlier.head and _is_plural(later) == _is_plural(earlier):
        return words <= others or others <= words
    bare = len(words) == 1 and _POINTING.search(context) is not None
    return bare and earlier.head in _kinds().get(later.head, ())


def _words(phrase: str) -> frozenset[str]:
    return frozenset(singular(word) for word in phrase.lower().split())


def _is_plural(argument: EventArgument) -> bool:
    return argument.text.lower().split()[-1] != argument.head
