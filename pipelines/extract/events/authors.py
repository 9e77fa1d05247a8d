"""Who says "I" outside quotations: the person whose statement a text is by its title ("Statement by Ana Paz on …")."""

from __future__ import annotations

from pipelines.extract.dependencies import Tree
from pipelines.extract.facts import ActorMention, Facts
from pipelines.lexicon import words

_STATEMENTS = words("events", "statements-of-persons")
_BY = frozenset({"by", "from", "of"})
_OPENING = 2  # sentences in which a title and what it goes on with stand


def author(tree: Tree, facts: Facts) -> int | None:
    """The actor, one with a name rather than an office; None where no statement of a person is announced."""
    end = tree.sentence_span[min(_OPENING, len(tree.sentence_span)) - 1][1] if tree.sentence_span else 0
    said = next((i for i in range(end - 1) if tree.lemma[i] in _STATEMENTS and tree.lower[i + 1] in _BY), None)
    if said is None:
        return None
    last = tree.sentence_span[tree.sentence[said]][1]
    people = [m for m in facts.actor_mentions if said < m.root < last and _is_person(facts, m)]
    named = [m for m in people if not facts.actors[m.actor].is_generic]
    return next((m.actor for m in (*named, *people)), None)


def _is_person(facts: Facts, mention: ActorMention) -> bool:
    return facts.actors[mention.actor].actor_type == "person" and mention.mention_type != "pronoun"
