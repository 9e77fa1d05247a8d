"""Who is meant by surnames, bracketed acronyms, appositions, offices, "the group", "both countries" and pronouns.

Resolution goes through the text once, from left to right, with the mentions so far as history. It is conservative:
where no antecedent fits within reach, a description stays an actor of its own and a pronoun no mention at all.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.extract.actors.across_borders import is_across_border, on_this_side
from pipelines.extract.actors.candidates import Candidate
from pipelines.extract.actors.countries import (
    Settings,
    place_by_clause,
    place_by_document,
    place_known_persons,
    place_presumed,
    settings_of,
)
from pipelines.extract.actors.descriptions import (
    by_title,
    resolve_both,
    resolve_bureau,
    resolve_noun,
    resolve_office,
    resolve_organ,
)
from pipelines.extract.actors.entities import Entities
from pipelines.extract.actors.helping_states import only_helps
from pipelines.extract.actors.history import History
from pipelines.extract.actors.home_state import home_state, unless_others_lead
from pipelines.extract.actors.lexicon import ActorLexicon
from pipelines.extract.actors.office_holders import link_office_holders, place_in_order
from pipelines.extract.actors.pronouns import (
    find_both,
    find_former_and_latter,
    find_pronouns,
    resolve_couple,
    resolve_former_or_latter,
    resolve_pronoun,
    subject_to_come,
)
from pipelines.extract.actors.same_names import (
    link_acronyms,
    link_appositions,
    link_first_words,
    link_persons,
    link_short_names,
    link_surnames,
)
from pipelines.extract.actors.same_people import link_described, link_headline
from pipelines.extract.actors.talking_pairs import states_that_met, those_to_meet, those_who_met
from pipelines.extract.parsed_tokens import Tokens


def resolve(
    tokens: Tokens,
    lexicon: ActorLexicon,
    entities: Entities,
    found: list[Candidate],
    *,
    dateline: str | None,
    located: Mapping[int, str],
) -> list[Candidate]:
    """Give every mention its entities and add the pronouns that can be resolved.

    `dateline`: the state that the report was filed from; `located`: the state of the place at a token, if it is one.
    """
    found.sort(key=lambda mention: (mention.start, -mention.end))
    link_first_words(entities, found)
    link_persons(entities, found)
    link_surnames(entities, found)
    link_short_names(entities, found)
    link_acronyms(tokens, entities, found)
    link_appositions(tokens, lexicon, entities, found)
    link_office_holders(tokens, lexicon, entities, found)
    place_in_order(tokens, entities, found)
    link_headline(tokens, entities, found)
    link_described(tokens, entities, found)
    place_known_persons(entities)
    located = on_this_side(tokens, located)
    inside = [m for m in found if not (is_across_border(tokens, m.start) or only_helps(tokens, m))]
    home = home_state(tokens, entities, inside, located, dateline)
    place_presumed(entities, found, located.values(), home or dateline)
    focus = home or (unless_others_lead(tokens, entities, found, dateline) if dateline else None)
    history = History(tokens, entities)
    settings = settings_of(tokens, located, entities, found)
    pronouns = [*find_pronouns(tokens), *find_former_and_latter(tokens), *find_both(tokens)]
    mentions = sorted([*found, *pronouns], key=lambda mention: (_told_at(tokens, mention), -mention.end))
    titles = by_title(entities)
    for mention in mentions:
        _resolve(history, lexicon, mention, titles, focus, settings)
        if mention.entities and not is_across_border(tokens, mention.start):
            history.add(mention)
    for mention in mentions:
        mention.entities = those_to_meet(history, mention) or mention.entities
    place_by_clause(entities, found, settings)
    place_by_document(tokens, entities, inside, located.values(), home)
    kept = [mention for mention in mentions if mention.entities]
    return sorted(kept, key=lambda mention: (mention.start, -mention.end))


def _told_at(tokens: Tokens, mention: Candidate) -> int:
    """Where it is known who is meant: for a pronoun in front of its clause only behind the subject."""
    subject = subject_to_come(tokens, mention.root) if mention.mention_type == "pronoun" else None
    return mention.start if subject is None else subject + 1


def _resolve(  # noqa: PLR0917 - what is known of the text
    history: History,
    lexicon: ActorLexicon,
    mention: Candidate,
    titles: dict[str, list[int]],
    focus: str | None,
    settings: Settings,
) -> None:
    kind, _, word = mention.anaphor.partition(":")
    if kind == "couple":
        resolve_couple(history, mention)
        two = [] if mention.entities else those_who_met(history, mention)
        mention.entities += two if len(two) == _COUPLE else []
    elif kind not in _PAIRS and (parties := those_who_met(history, mention)):
        mention.entities = parties
    elif kind in {"former", "latter"}:
        resolve_former_or_latter(history, mention, former=kind == "former")
    elif mention.mention_type == "pronoun":
        resolve_pronoun(history, lexicon, mention)
    elif kind == "organ":
        resolve_organ(history, lexicon, mention, word, focus, settings)
    elif kind == "office":
        resolve_office(history, lexicon, mention, word, titles, focus)
    elif kind in _PAIRS:
        resolve_both(history, mention, word, only=kind == "pair")
        if len(mention.entities) < 2:
            met = states_that_met if word == "state" else those_who_met
            mention.entities = met(history, mention) or mention.entities
    elif kind == "bureau":
        resolve_bureau(history, mention, int(word))
    elif kind == "noun":
        resolve_noun(history, lexicon, mention, word)


_PAIRS = frozenset({"both", "pair"})
_COUPLE = 2
