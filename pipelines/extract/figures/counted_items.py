"""What a number counts: the noun phrase behind it, from the parse, with its unit and modifier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipelines.extract.figures.measures import (
    counted,
    demonyms,
    group_of,
    is_person,
    noun_of,
    singular,
    state_words,
    verb_of,
)
from pipelines.extract.figures.pieces import DASHES, Piece
from pipelines.extract.figures.quantities import Quantity
from pipelines.lexicon import words

NOUNS = frozenset({"NOUN", "PROPN"})
_BEHIND_HYPHEN = words("figures", "tails-of-compounds")
_CHANGING = words("figures", "verbs-of-rising-and-falling")
_MEASURE_WORDS = words("figures", "singulars-that-measure")


@dataclass(frozen=True, slots=True)
class Item:
    """The noun phrase behind a number: head token, text, modifier, where it ends."""

    head: Token
    compound: str
    text: str | None
    unit: str
    modifier: str | None
    end: int


def counted_item(doc: Doc, pieces: Sequence[Piece], quantity: Quantity, anchor: Token, limit: int) -> Item | None:
    """The noun phrase that a number counts, from the parse, else from the words that follow it."""
    if quantity.unit is not None:
        if quantity.unit.dimension not in {"ratio", "mass", "volume"}:
            return None
        unit_token = token_at(doc, pieces[quantity.unit_last - 1].start)
        head = _behind_of(doc, unit_token, limit)
        return None if head is None else _noun_phrase(doc, head, unit_token)
    head = _counted_head(doc, anchor, limit)
    if head is None:
        return _predicate(doc, anchor, limit) or _numbered(anchor)
    return _noun_phrase(doc, head, anchor)


def _numbered(anchor: Token) -> Item | None:
    """What a bare number is the number of: "the number of attackers at about 150", "the number of dead rose to 9"."""
    verb = anchor
    for _ in range(4):
        if verb.head.i == verb.i or (verb.pos_ == "VERB" and verb.dep_ != "acl"):
            break
        verb = verb.head if verb.dep_ != "acl" else _verb_above(verb)
    risen = next((c for c in verb.children if c.dep_ == "nsubj" and _has_risen(c, anchor)), None)
    if risen is not None:
        return _noun_phrase(risen.doc, risen, risen.left_edge.nbor(-1) if risen.left_edge.i else risen.left_edge)
    told = (c for c in verb.children if c.dep_ in _NUMBERED and c.i < anchor.i and c.lemma_.lower() in _NUMBERS)
    of = next((c for noun in told for c in noun.children if c.dep_ == "nmod" and c.left_edge.lower_ == "of"), None)
    if of is None or of.i > anchor.i or of.pos_ not in NOUNS:
        return None
    return _noun_phrase(of.doc, of, of.left_edge)


def _has_risen(subject: Token, anchor: Token) -> bool:
    """As in "Cholera cases rose to 4,312": things that are counted by themselves, and the number that they came to."""
    group = group_of(noun_of(subject))
    counted_alone = subject.tag_ == "NNS" and group is not None and group.unit is None
    to = any(child.dep_ == "case" and child.lower_ == "to" for child in anchor.lefts)
    return counted_alone and to and anchor.head.i == subject.head.i and verb_of(anchor.head) in _CHANGING


def _verb_above(participle: Token) -> Token:
    """The verb of "put the number of people arrested at 45" from the participle that the reader hangs the number on."""
    node = participle.head
    while node.dep_ in {"nmod", "conj"} and node.head.i < node.i:
        node = node.head
    return node.head


_NUMBERED = frozenset({"nsubj", "nsubj:pass", "obj"})
_NUMBERS = frozenset({"number", "count"})


def _predicate(doc: Doc, anchor: Token, limit: int) -> Item | None:
    """What a bare number is said to be: "312 are unaccompanied minors"."""
    noun = anchor.head
    copula = next((child for child in noun.lefts if child.dep_ == "cop" and child.i > anchor.i), None)
    counts = anchor.dep_ == "nsubj" and noun.tag_ in {"NNS", "NNPS"} and noun.idx < limit
    return _noun_phrase(doc, noun, copula) if counts and copula is not None else None


def _counted_head(doc: Doc, anchor: Token, limit: int) -> Token | None:
    """The counted noun: the head that a numeral modifies, or the noun behind "of"; it stands before the next figure."""
    token = anchor
    for _ in range(4):
        if (
            token.dep_ in {"nummod", "compound", "amod", "advmod", "det", "nmod", "flat", "dep"}
            and token.head.i > token.i
            and (token.head.idx < limit or _is_sized(doc, token.head, limit))
        ):
            token = token.head
            if token.lower_ in _MEASURE_WORDS and (herd := _behind_of(doc, token, limit)) is not None:
                return herd
            if token.pos_ in NOUNS and token.lower_ not in counted().transparent:
                return token
            continue
        break
    partitive = _behind_of(doc, anchor, limit)
    if partitive is not None:
        return partitive
    return _scan(doc, anchor, limit)


def _is_sized(doc: Doc, thing: Token, limit: int) -> bool:
    """As in "two 500-pound bombs": the next number is a size, written onto its unit before the thing counted."""
    size = token_at(doc, limit)
    unit = size.nbor(2) if size.i + 2 < thing.i else size
    return _is_hyphened_on(unit) and unit.i + 1 == thing.i and unit.head.i == thing.i


def _behind_of(doc: Doc, anchor: Token, limit: int) -> Token | None:
    """As in "Dozens of weapons", "a quarter of the residents", "12 of the passengers"."""
    if anchor.i + 1 >= len(doc) or doc[anchor.i + 1].lower_ != "of":
        return None
    for token in doc[anchor.i + 2 : anchor.i + 9]:
        if token.is_punct or token.pos_ in {"VERB", "ADP", "AUX"}:
            return None
        if token.lower_ in state_words() and token.pos_ == "ADJ" and _word_after(doc, token).pos_ not in NOUNS:
            return token
        after = _word_after(doc, token)
        if token.pos_ in NOUNS and after.pos_ not in NOUNS and after.tag_ != "POS":
            return token
    return None


def _word_after(doc: Doc, token: Token) -> Token:
    """The next token that is not white space; at the end of the text a mark, which is never a noun."""
    following = next((t for t in doc[token.i + 1 : token.i + 4] if not t.is_space), None)
    return following if following is not None else doc[len(doc) - 1]


def _scan(doc: Doc, anchor: Token, limit: int) -> Token | None:
    """The last noun of the run of adjectives and nouns that follows a number."""
    last: Token | None = None
    for token in doc[anchor.i + 1 : anchor.i + 8]:
        if token.idx >= limit or token.is_sent_start:
            break
        if token.pos_ in NOUNS:
            last = token
        elif last is not None or not _describes(token):
            break
    return last


def _describes(token: Token) -> bool:
    """Whether a word may stand between a number and the noun that it counts."""
    if token.is_punct:
        return token.text in DASHES
    return token.pos_ in {"ADJ", "NUM"} or token.tag_ in {"VBN", "VBG"}


def _noun_phrase(doc: Doc, head: Token, anchor: Token) -> Item | None:
    """Item (nouns of the name of the thing, as written), canonical unit and modifier of what is counted."""
    between = [token for token in doc[anchor.i + 1 : head.i] if not token.is_space] if head.i > anchor.i else []
    if between and between[0].lower_ == "of":
        between = [token for token in between[1:] if token.pos_ not in {"DET", "PRON"}]
    first = head.i - _is_people_of_two_words(doc, head)
    while first - 1 > anchor.i and _belongs(doc[first - 1]) and not _is_hyphened_on(doc[first - 1]):
        first -= 1
    modifiers = [
        token
        for token in between
        if token.i < first and token.pos_ not in {"DET", "NUM"} and token.lower_ not in {"of", ",", *_MEASURE_WORDS}
    ]
    while modifiers and modifiers[0].is_punct:
        modifiers.pop(0)
    last = _hyphened(doc, head)
    start = modifiers[0].i if modifiers else head.i
    while modifiers and start - 2 > anchor.i and _is_hyphened_on(doc[start]):
        start -= 2
    text = str(doc[first : last + 1].text)
    noun = noun_of(head) if last == head.i else singular(str(doc[head.i : last + 1].text))
    compound = " ".join([token.lower_ for token in doc[first : head.i]] + [noun])
    modifier = str(doc[start : modifiers[-1].i + 1].text) if modifiers else None
    group = group_of(noun, compound, modifier)
    strong = any(token.lower_ == "strong" for token in modifiers[:1])
    if strong or (group is not None and group.unit == "person") or (group is None and is_person(head, noun, compound)):
        unit = "person"
    elif group is not None and group.unit is not None:
        unit = group.unit
    else:
        unit = compound
    return Item(head, compound, text, unit, modifier, doc[last].idx + len(doc[last].text))


def _is_people_of_two_words(doc: Doc, head: Token) -> bool:
    """As in "South Sudanese", "Sri Lankans": the name of a people with the word before it."""
    return head.text[0].isupper() and head.i > 0 and f"{doc[head.i - 1].lower_} {head.lower_}" in demonyms()


def _is_hyphened_on(token: Token) -> bool:
    """Whether a word ends another: the "range" of "short-range missiles" is no part of the thing's name."""
    if token.i < 2:
        return False
    dash, before = token.nbor(-1), token.nbor(-2)
    return dash.text in DASHES and not (dash.whitespace_ or before.whitespace_)


def _hyphened(doc: Doc, head: Token) -> int:
    """The last token of a noun that goes on behind hyphens: "passers-by", "sisters-in-law"."""
    last = head.i
    while (
        last + 2 < len(doc) and doc[last + 1].text in DASHES and not doc[last].whitespace_ + doc[last + 1].whitespace_
    ):
        if doc[last + 2].lower_ not in _BEHIND_HYPHEN:
            break
        last += 2
    return last


def _belongs(token: Token) -> bool:
    """Whether a word before the head noun is part of the thing's name rather than a modifier of it."""
    if token.pos_ == "NOUN" or token.lower_ in counted().classifying:
        return token.text not in DASHES and not token.text[0].isupper()
    return token.tag_ == "VBG" and token.dep_ in {"compound", "amod"} and not token.text[0].isupper()


def token_at(doc: Doc, offset: int) -> Token:
    """The token that holds a character."""
    low, high = 0, len(doc)
    while high - low > 1:
        middle = (low + high) // 2
        if doc[middle].idx <= offset:
            low = middle
        else:
            high = middle
    return doc[low]
