"""What spaCy says of the tokens of a document as plain lists, fetched once for all extractors."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from operator import add

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
    keys, (heads, start, length) = table[:, :6].T.tolist(), table[:, 6:].T.astype("int64").tolist()
    strings = doc.vocab.strings
    words = {key: strings[key] for key in set().union(*keys)}
    text, lower, lemma, pos, tag, dep = (list(map(words.__getitem__, column)) for column in keys)
    return Columns(
        raw=doc.text,
        text=text,
        lower=lower,
        lemma=lemma,
        pos=pos,
        tag=tag,
        dep=dep,
        head=[i + offset if dep[i] else i for i, offset in enumerate(heads)],
        start=start,
        end=list(map(add, start, length)),
    )
