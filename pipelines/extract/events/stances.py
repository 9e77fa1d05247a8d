"""Whom an act is aimed at that answers something told before: who did, demanded or offered it.

"Belarus condemned the measures" answers whoever took them, "the minister rejected the demand" whoever made it,
"prison authorities refused" whoever asked; "used rubber bullets" those who had rioted, and a threat beside a demand
those who are to meet it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.extract.dependencies import Tree
from pipelines.extract.events.arguments import Parties
from pipelines.extract.events.drafts import Mention
from pipelines.extract.events.frames import word_classes
from pipelines.extract.facts import Facts
from pipelines.lexicon import words

_STANCES = frozenset({"ACCUSE", "REJECT", "SUPPORT"})
_ANSWERS = frozenset({"AGREE", "REJECT", "CONCEDE"})
_REACH = 4
"""Sentences back in which the act is looked for."""
_STEM = 5
"""Letters that a noun and the verb of the same act share: "offer" and "offered", "expulsion" and "expelled" do not."""

_PRONOUNS = frozenset({"it", "this", "that"})
_KINDS = (
    (words("events", "nouns-of-demands"), "REQUEST THREATEN"),
    (words("events", "nouns-of-offers"), "AGREE CONCEDE"),
    (words("events", "nouns-of-pardons"), "CONCEDE"),
    (words("events", "nouns-of-threats"), "THREATEN"),
    (words("events", "nouns-of-sanctions"), "SANCTION COERCE"),
    (words("events", "nouns-of-coercion"), "COERCE"),
    (words("events", "nouns-of-sentences"), "SANCTION"),
    (words("events", "nouns-of-violence"), "ASSAULT"),
    (words("events", "nouns-of-accusations"), "ACCUSE"),
    (words("events", "nouns-of-mobilization"), "MOBILIZE"),
    (_PRONOUNS, "ASSAULT COERCE SANCTION CONCEDE"),
)
_TYPES_OF = {noun: frozenset(types.split()) for nouns, types in _KINDS for noun in nouns}
_POINTING = frozenset({"the", "this", "that", "these", "those", "such"})


def settle_blame(tree: Tree, facts: Facts, found: Sequence[Mention]) -> None:
    """Tell, in place, those who are blamed for a deed from those to whom it was done."""
    _spare_victims(tree, facts, found)
    _name_the_blamed(tree, facts, found)


def _spare_victims(tree: Tree, facts: Facts, found: Sequence[Mention]) -> None:
    """Who condemns what was done to somebody is against those who did it: "condemned the killing of two nuns"."""
    for position, f in enumerate(found):
        if f.event_type not in ("ACCUSE", "THREATEN") or not f.parties.recipients:
            continue
        aimed_at = {facts.actor_mentions[m].actor for m in f.parties.recipients}
        for told in found[position + 1 : position + 1 + _LOOKED_AT]:
            if f.predicate.root not in tree.ancestors(told.predicate.root):
                break
            hit = {facts.actor_mentions[m].actor for m in told.parties.recipients}
            if told.event_type in _HARMING and aimed_at <= hit - set(_actors(facts, told)):
                others = tuple(m for m in told.parties.actors if m not in f.parties.actors)
                f.parties = Parties(f.parties.actors, others, f.parties.mutual)
                break


def _name_the_blamed(tree: Tree, facts: Facts, found: Sequence[Mention]) -> None:
    """Who is condemned over what nobody is told to have done did it, in place: "condemned Burundi over the arrest".

    A government or its police may be blamed for not preventing violence, and did none by that.
    """
    at = {f.predicate.root: f for f in found}
    for told in found:
        noun = told.predicate.root
        blame = at.get(tree.head[noun])
        if told.parties.actors or told.event_type not in _HARMING or tree.preposition(noun) not in _FOR:
            continue
        if blame is None or blame.event_type not in _BLAMING or blame is told:
            continue
        hit = {facts.actor_mentions[m].actor for m in told.parties.recipients}
        kinds = _FIGHTING if told.event_type == "ASSAULT" else _RULING
        blamed = [facts.actor_mentions[m].actor for m in blame.parties.recipients]
        if blamed and hit.isdisjoint(blamed) and all(facts.actors[a].actor_type in kinds for a in blamed):
            told.parties = Parties(blame.parties.recipients, told.parties.recipients, told.parties.mutual)


_HARMING = frozenset({"ASSAULT", "COERCE", "SANCTION"})
_BLAMING = frozenset({"ACCUSE", "SANCTION"})
_FOR = frozenset({"over", "for"})
_FIGHTING = frozenset({"country", "military", "armed_group"})
_RULING = frozenset({"country", "government", "military", "police", "armed_group"})


def aim_at_doers(tree: Tree, facts: Facts, found: Sequence[Mention]) -> None:
    """Give stances and answers without recipients, in place, those who did or asked; nobody where nothing tells."""
    told_by = {token: f for f in found for token in f.predicate.tokens}
    for position, f in enumerate(found):
        if f.predicate.frame.part != "verb":
            continue
        before, mine = found[max(0, position - _LOOKED_AT) : position], set(_actors(facts, f))
        if not f.parties.recipients and "recipient" not in f.carried:
            opposed = [a for a in _opposed(tree, facts, f, before) if a not in mine]
            if opposed:
                f.carried["recipient"] = opposed
        told = _answered(tree, facts, f, before, mine) or _named_itself(tree, facts, f, told_by)
        told = told or _taken_up(tree, f, before)
        if told is None:
            continue
        if f.event_type == "REJECT" and f.mode is None and told.event_type == "REQUEST":
            f.mode = told.mode
        others = [a for a in _actors(facts, told) if a not in mine]
        if others and not f.parties.recipients and "recipient" not in f.carried:
            f.carried["recipient"] = others


_LOOKED_AT = 20
"""Mentions before a stance among which the act is looked for: cost stays in proportion to the text."""


def _named_itself(tree: Tree, facts: Facts, f: Mention, told_by: Mapping[int, Mention]) -> Mention | None:
    """The act that the object of a stance is a mention of, where its doers are known: "condemned the strikes"."""
    if f.event_type not in _STANCES:
        return None
    for noun in tree.logical_object(f.predicate.root):
        told = told_by.get(noun)
        if told is not None and told is not f and tree.lemma[noun] in _TYPES_OF and _points_back(tree, noun):
            return told if _actors(facts, told) else None
    return None


def _taken_up(tree: Tree, f: Mention, before: Sequence[Mention]) -> Mention | None:
    """The act that the object of a stance names again ("the attack"), by its word first, else by its kind."""
    if f.event_type not in _STANCES:
        return None
    for noun in tree.logical_object(f.predicate.root):
        types = _TYPES_OF.get(tree.lemma[noun])
        if types is None or not _points_back(tree, noun):
            continue
        near = [t for t in reversed(before) if 0 < tree.sentence[noun] - tree.sentence[t.predicate.root] <= _REACH]
        near = [t for t in near if t.event_type in types and t.reality.modality != "negated"]
        if tree.lower[noun] in _PRONOUNS:
            near = [t for t in near if tree.sentence[noun] - tree.sentence[t.predicate.root] == 1]
        same = [t for t in near if any(tree.lemma[x][:_STEM] == tree.lemma[noun][:_STEM] for x in t.predicate.tokens)]
        if same or near:
            return (same or near)[0]
    return None


def _points_back(tree: Tree, noun: int) -> bool:
    """A bare noun with a pointing word or a pronoun; what is told more closely may be something else."""
    if tree.lower[noun] in _PRONOUNS:
        return True
    if not any(tree.lower[c] in _POINTING for c in tree.kids(noun, "det")):
        return False
    for c in tree.kids(noun, "nmod"):
        uttered = tree.preposition(c) == "in" and tree.lemma[c] in word_classes()["utterance"]
        if tree.preposition(c) != "as" and not uttered:
            return False
    return not tree.has(noun, "nmod:poss", "acl:relcl", "amod", "compound")


def _answered(tree: Tree, facts: Facts, f: Mention, before: Sequence[Mention], mine: set[int]) -> Mention | None:
    """The request just told that somebody agrees to or refuses: one made to them, or any where nothing else is."""
    if f.event_type not in _ANSWERS:
        return None
    root = f.predicate.root
    bare = f.event_type == "REJECT" and not tree.has(root, "obj", "xcomp", "ccomp", "obl", "nsubj:pass", "advcl")
    for told in reversed(before):
        if tree.sentence[root] - tree.sentence[told.predicate.root] > 1:
            break
        if told.event_type != "REQUEST" or told.reality.modality != "actual":
            continue
        asked = {facts.actor_mentions[m].actor for m in told.parties.recipients}
        if asked & mine or (bare and not set(_actors(facts, told)) & mine):
            return told
    return None


def _opposed(tree: Tree, facts: Facts, f: Mention, before: Sequence[Mention]) -> list[int]:
    """The protesters on whom police act, and those of whom something is demanded under a threat."""
    for told in reversed(before):
        distance = tree.sentence[f.predicate.root] - tree.sentence[told.predicate.root]
        if distance > 1:
            break
        if told.reality.modality != "actual":
            continue
        if f.event_type == "ASSAULT" and f.mode == "crowd-control" and told.event_type == "PROTEST":
            return _actors(facts, told)
        same = set(_actors(facts, f)) & set(_actors(facts, told))
        if f.event_type == "THREATEN" and told.event_type == "REQUEST" and distance == 0 and same:
            return [facts.actor_mentions[m].actor for m in told.parties.recipients]
    return []


def _actors(facts: Facts, f: Mention) -> list[int]:
    named = [facts.actor_mentions[m].actor for m in f.parties.actors]
    return named or list(f.carried.get("actor", ()))
