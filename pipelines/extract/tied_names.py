"""Names whose words a Persian or Arabic particle ties together: "Jamiat-ul-Ansar", "Zia-ur-Rehman"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

_PARTICLES = frozenset({"e", "i", "ul", "ur", "us", "ud", "un", "uz", "ut"})
_PERSON = "PER"
_BODY = "ORG"


def goes_on(text: Sequence[str], start: Sequence[int], end: Sequence[int], at: int) -> int:
    """Where the word tied to the one before token `at` ends, `at` where none is: "Majlis-e-Amal", "Jamiat-e Islami"."""
    if at < 1 or at + 3 >= len(text) or text[at] != "-" or text[at + 1].lower() not in _PARTICLES:
        return at
    joined = end[at - 1] == start[at] and end[at] == start[at + 1]
    last = at + 3 if text[at + 2] == "-" and end[at + 1] == start[at + 2] and end[at + 2] == start[at + 3] else at + 2
    capitals = text[at - 1][:1].isupper() and text[last][:1].isupper()
    return last + 1 if joined and capitals else at


def tied_entities(
    doc: Doc, text: Sequence[str], start: Sequence[int], end: Sequence[int]
) -> list[tuple[int, int, str]]:
    """The reader's entities, those joined that a particle ties together; "-e-" and "-i-" make no person."""
    out: list[tuple[int, int, str]] = []
    for entity in doc.ents:
        first, last, label = entity.start, entity.end, entity.label_
        if out and first < out[-1][1]:
            if last > out[-1][1]:
                out[-1] = (out[-1][0], last, out[-1][2])
            continue
        while (tied := goes_on(text, start, end, last)) > last:
            label = _PERSON if label == _PERSON and text[last + 1].lower() not in "ei" else _BODY
            last = tied
        out.append((first, last, label))
    return out
