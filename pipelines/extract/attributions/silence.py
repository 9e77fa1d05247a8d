"""Words that say nothing: of no voice ("no group claimed …"), of voices that keep silent ("declined to comment")."""

from __future__ import annotations

from spacy.tokens import Token

from pipelines.extract.attributions.cues import Stance, cues
from pipelines.lexicon import words

_NOBODY = frozenset({"nobody", "none", "neither", "nothing", "noone", "no-one", "little", "anyone", "anybody"})
_WHOLES = frozenset({"one", "everyone", "everybody"})
_NO = frozenset({"no", "neither", "nor"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never"})
_DECLINING = frozenset({"refuse", "decline"})


def is_nobody(head: Token) -> bool:
    """Whether a phrase names no one: "no group", "neither side", "none of the parties", "not one of them", "anyone".

    Nor does "you" in a question or an advice: "do you know …", "you could consider …"; nor "us" in "let's say".
    """
    if head.lower_ in _NOBODY or (head.lower_ == "you" and _is_advised(head)):
        return True
    if head.lower_ in ("'s", "’s", "us") and head.i and head.nbor(-1).lower_ == "let":
        return True
    for child in head.lefts:
        following = child.nbor()
        counts = following.pos_ == "NUM" and following.lower_ != "one"
        if child.lower_ in _NO and child.dep_ in ("det", "cc:preconj", "cc") and not counts:
            return True
        if child.lower_ == "not" and (head.lower_ in _WHOLES or following.lower_ in ("a", "one")):
            return True
    return False


def _is_advised(subject: Token) -> bool:
    """Whether a clause asks its subject something or tells what he may or should do."""
    helpers = [child for child in subject.head.lefts if child.dep_ == "aux"]
    return any(helper.i < subject.i or helper.tag_ == "MD" for helper in helpers)


def is_unsaid(verb: Token) -> bool:
    """Whether somebody does something and does not say: "left without saying that he would return"."""
    return any(child.dep_ == "mark" and child.lower_ == "without" for child in verb.lefts)


def is_negated(verb: Token) -> bool:
    """Whether a verb has "not" or "never" before it."""
    return any(child.lower_ in _NEGATIONS for child in verb.lefts)


def keeps_silent(verb: Token, frame: str, stance: Stance) -> bool:
    """Whether a cue tells that nothing was said: "did not respond to …", "declined to comment on …"."""
    answering = cues().words
    if _asks_for_cover(verb):
        return True
    if verb.lemma_ in ("seek", "request") and any(c.lower_ == "comment" for c in verb.rights):
        return True  # "calls seeking comment"
    if is_negated(verb):
        answers = frame == "preposition" and verb.lemma_.lower() in answering.answers
        return stance == "assert" and (frame == "object" or answers)
    if frame != "infinitive" or verb.lemma_.lower() not in _DECLINING:
        return False
    return any(child.dep_ in ("xcomp", "advcl", "ccomp") and _is_answer(child) for child in verb.rights)


def _asks_for_cover(verb: Token) -> bool:
    """Whether a voice wants to stay unnamed: "did not want to be identified", "asked not to be named"."""
    acts = [child for child in verb.rights if child.dep_ in ("xcomp", "advcl")]
    for act in acts:
        named = act.lemma_.lower() in cues().words.namings and any(c.dep_ == "aux:pass" for c in act.children)
        if named and (is_negated(verb) or is_negated(act)):
            return True
    sought = [c for word in (verb, *acts) for c in word.rights if c.dep_ in ("obj", "xcomp")]
    return any(word.lower_ in _HIDDEN for word in (*acts, *sought)) and not is_negated(verb)


_HIDDEN = words("attributions", "words-for-unnamed")


def is_withheld(verb: Token) -> bool:
    """Whether a cue is what somebody does not do: "declined to comment on the raid", "neither confirm nor deny it"."""
    if any(child.lower_ in ("nor", "neither") and child.i < verb.i for child in verb.lefts):
        return True
    return verb.dep_ in ("xcomp", "ccomp") and verb.head.lemma_.lower() in _DECLINING and _is_answer(verb)


def _is_answer(act: Token) -> bool:
    """Whether what is declined is to speak, to answer or to be named."""
    answering, lemma = cues().words, act.lemma_.lower()
    if any(child.dep_ == "aux:pass" for child in act.children):
        return lemma in answering.namings
    objects = {child.lemma_.lower() for child in act.rights if child.dep_ == "obj"}
    return lemma in answering.answers or (lemma in answering.light_verbs and bool(objects & answering.answer_nouns))
