"""Words of nobody named: hedging adverbs ("reportedly") and reports without an owner ("rumours that …")."""

from __future__ import annotations

from spacy.tokens import Token

from pipelines.extract.attributions import cue_syntax as syntax
from pipelines.extract.attributions.cues import Stance
from pipelines.extract.attributions.passage import Found, Passage

_FEWEST_WORDS = 3


def attribute_hedge(passage: Passage, adverb: Token) -> Found | None:
    """The clause that a hedging adverb qualifies; None where it qualifies a word ("the allegedly stolen car")."""
    clause = adverb.head
    predicate = clause.pos_ == "VERB" or bool(syntax.children(clause, "cop"))
    if adverb.dep_ != "advmod" or not predicate or clause.dep_ == "amod":
        return None
    start, end = syntax.subtree(clause)
    bounds = passage.bounds(adverb.i)
    content = syntax.trim(passage.doc, (max(start, bounds[0]), min(end, bounds[1])))
    if content[0] == adverb.i:
        content = syntax.trim(passage.doc, (adverb.i + 1, content[1]))
    elif content[1] == adverb.i + 1:
        content = syntax.trim(passage.doc, (content[0], adverb.i))
    if content[0] >= content[1] or passage.words(*passage.chars(content)) < _FEWEST_WORDS:
        return None
    return Found(passage.chars(content), passage.chars((adverb.i, adverb.i + 1)), None, None, "assert")


def attribute_hearsay(passage: Passage, noun: Token, content: syntax.Range, stance: Stance) -> Found | None:
    """As in "There were reports that …", "amid rumours that …": the content of a noun that nobody owns."""
    if noun.lemma_.lower() not in passage.lexicon.words.hearsay_nouns or not _behind_that(passage, content[0]):
        return None
    return Found(passage.chars(content), passage.chars((noun.i, noun.i + 1)), None, None, stance)


def _behind_that(passage: Passage, start: int) -> bool:
    """Whether the word before a content, or the one that opens it, is "that"."""
    return "that" in (passage.doc[start - 1].lower_, passage.doc[start].lower_)
