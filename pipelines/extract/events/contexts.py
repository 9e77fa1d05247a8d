"""PLOVER's contexts of an event, from cue words in its sentence."""

from __future__ import annotations

from functools import cache

from pipelines import lexicon
from pipelines.extract.dependencies import Tree
from pipelines.extract.events.frames import Words


@cache
def _cues() -> tuple[dict[str, tuple[str, ...]], tuple[tuple[tuple[str, ...], str], ...]]:
    """Single words with their contexts, and phrases as tuples of words."""
    single: dict[str, list[str]] = {}
    phrases: list[tuple[tuple[str, ...], str]] = []
    for context, cues in lexicon.load("contexts.yaml", dict[str, Words]).items():
        for cue in cues:
            words = tuple(cue.replace("-", " - ").split())
            if len(words) == 1:
                single.setdefault(words[0], []).append(context)
            else:
                phrases.append((words, context))
    return {word: tuple(found) for word, found in single.items()}, tuple(phrases)


@cache
def _phrases_by_first() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, context in _cues()[1]:
        table.setdefault(words[0], []).append((words, context))
    return {first: tuple(found) for first, found in table.items()}


def sentence_contexts(tree: Tree, first: int, last: int) -> tuple[str, ...]:
    """The contexts that the words of tokens [first, last) put an event into, sorted."""
    single, phrases = _cues()[0], _phrases_by_first()
    found: set[str] = set()
    for i in range(first, last):
        for key in {tree.lemma[i], tree.lower[i]}:
            found.update(single.get(key, ()))
            for words, context in phrases.get(key, ()):
                if all(
                    i + k < last and word in (tree.lemma[i + k], tree.lower[i + k]) for k, word in enumerate(words) if k
                ):
                    found.add(context)
    return tuple(sorted(found))
