"""What spaCy says of the tokens of a document as plain lists, fetched once for all extractors."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from spacy.attrs import DEP, HEAD, IDX, LEMMA, LENGTH, LOWER, ORTH, POS, TAG
from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Columns:
    """Lists over the tokens, index i is token i: strings, character offsets, and the index of the head.

    Blanks hang from nothing and are heads of themselves, as roots are. `raw` is the whole text, which spaCy puts
    together anew from all tokens wherever it is asked for.
    """

    raw: str
    text: list[str]
    lower: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    start: list[int]
    end: list[int]


@lru_cache(maxsize=2)
def columns_of(doc: Doc) -> Columns:
    """The columns of a document, kept while extractors work on it. They share the lists: who changes one copies it."""
    table = doc.to_array([ORTH, LOWER, LEMMA, POS, TAG, DEP, HEAD, IDX, LENGTH])
    words = {key: doc.vocab.strings[int(key)] if key else "" for key in set(table[:, :6].ravel().tolist())}
    text, lower, lemma, pos, tag, dep = ([words[key] for key in table[:, column].tolist()] for column in range(6))
    start = table[:, 7].tolist()
    return Columns(
        raw=doc.text,
        text=text,
        lower=lower,
        lemma=lemma,
        pos=pos,
        tag=tag,
        dep=dep,
        head=[i + (offset if dep[i] else 0) for i, offset in enumerate(table[:, 6].astype("int64").tolist())],
        start=start,
        end=[first + length for first, length in zip(start, table[:, 8].tolist(), strict=True)],
    )
