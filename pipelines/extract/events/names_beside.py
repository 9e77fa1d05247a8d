"""The name that stands beside a description of the same actor: "her mother, Ana Paz", "a man named Luis Rey"."""

from __future__ import annotations

from pipelines.extract.dependencies import Tree
from pipelines.extract.facts import Facts

_REACH = 8
"""Words between a description and the name in apposition to it."""


def names_beside(tree: Tree, facts: Facts) -> dict[int, int]:
    """Mention of a description → mention of the name beside it, both positions in `Facts.actor_mentions`.

    The name is the better evidence of who takes part, and what a list of names is counted by.
    """
    out: dict[int, int] = {}
    described: dict[int, int] = {}
    for number in sorted(range(len(facts.actor_mentions)), key=lambda n: (facts.actor_mentions[n].start, n)):
        mention = facts.actor_mentions[number]
        if mention.mention_type == "nominal":
            described[mention.actor] = number
        elif mention.mention_type == "name" and (before := described.get(mention.actor)) is not None:
            other = facts.actor_mentions[before]
            near = other.sentence == mention.sentence and 0 < mention.root - other.root <= _REACH
            if near and other.root in tree.ancestors(mention.root, 2):
                out.setdefault(before, number)
    return out
