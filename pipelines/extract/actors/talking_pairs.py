"""Those who met, where a later clause tells what they talked about: "The ministers discussed", "They also agreed"."""

from __future__ import annotations

from pipelines.extract.actors.candidates import Candidate
from pipelines.extract.actors.history import History
from pipelines.extract.actors.phrases import chain_head
from pipelines.extract.parsed_tokens import Tokens
from pipelines.lexicon import words

_REACH = 4  # sentences from the meeting to what was said there
_SPEAKERS = frozenset({"person", "government"})
_MEETING = words("actors", "verbs-of-meeting")
_TALKING = words("actors", "verbs-of-talking-together")
_PARTIES = words("actors", "nouns-for-those-who-meet")


def those_who_met(history: History, mention: Candidate) -> list[int]:
    """The parties of the latest meeting within reach, if a plural without a name can mean them; else nobody."""
    return _latest_meeting(history, mention) if _may_mean_them(history.tokens, mention) else []


def states_that_met(history: History, mention: Candidate) -> list[int]:
    """The two states whose officials met within reach, as "both countries"; else none."""
    entities, tokens = history.entities, history.tokens
    if tokens.dep[mention.root] != "nsubj":
        return []
    states = {entities.all[n].country for n in _latest_meeting(history, mention)} - {None}
    return sorted(entities.country(iso) for iso in states if iso) if len(states) == 2 else []


def those_to_meet(history: History, mention: Candidate) -> list[int]:
    """The same for a line above the text, "Ministers discussed trade", of those who meet in the sentences below."""
    tokens = history.tokens
    sentence = tokens.sent[mention.start]
    if sentence >= _REACH or not _may_mean_them(tokens, mention):
        return []
    ahead = (_parties_of(history, sentence + further, tokens.n) for further in range(1, _REACH + 1))
    return next((parties for parties in ahead if len(parties) > 1), [])


def _latest_meeting(history: History, mention: Candidate) -> list[int]:
    sentence = history.tokens.sent[mention.start]
    back = (_parties_of(history, sentence - further, mention.start) for further in range(_REACH + 1))
    return next((parties for parties in back if len(parties) > 1), [])


def _may_mean_them(tokens: Tokens, mention: Candidate) -> bool:
    """A subject that is "they", "the two" or officials in general, and talks or comes to terms."""
    verb = tokens.head[mention.root]
    if tokens.dep[mention.root] != "nsubj" or not mention.plural:
        return False
    if mention.anaphor == "couple:":
        return True
    while tokens.dep[verb] == "conj":
        verb = tokens.head[verb]
    told = {tokens.low[i] for i in range(mention.start, mention.root)}
    plain = tokens.low[mention.root] == "they" or tokens.lemma[mention.root] in _PARTIES
    return plain and told <= {"the", "both", "two"} and tokens.lemma[verb] in _TALKING


def _parties_of(history: History, sentence: int, before: int) -> list[int]:
    """Who met whom in a sentence: the subject of a verb of meeting and those with whom or whom it governs.

    "Are willing to meet with the premier and the envoy" tells of no meeting between those two.
    """
    tokens, entities = history.tokens, history.entities
    parties: dict[int, dict[int, None]] = {}
    hosts: set[int] = set()
    for other in history.of_sentence(sentence):
        verb = _meeting_of(tokens, chain_head(tokens, other.root))
        numbers = [entities.find(n) for n in other.entities]
        if verb is None or other.end > before or not numbers:
            continue
        if all(entities.all[n].actor_type in _SPEAKERS for n in numbers):
            parties.setdefault(verb, {}).update(dict.fromkeys(numbers))
            if tokens.dep[chain_head(tokens, other.root)] in {"nsubj", "obl:agent"}:
                hosts.add(verb)
    most: dict[int, None] = max((met for verb, met in parties.items() if verb in hosts), key=len, default={})
    return sorted(most)


def _meeting_of(tokens: Tokens, noun: int) -> int | None:
    """The verb of meeting in which a noun takes part: as subject, as object, or with "with" or "to"."""
    verb, case = tokens.head[noun], tokens.case_of(noun)
    if tokens.dep[noun] == "nmod" and case in _WITH and tokens.dep[verb] == "obj":
        verb = tokens.head[verb]
    elif tokens.dep[noun] not in _BOTH_MEET and not (tokens.dep[noun] == "obl" and case in _WITH):
        return None
    holds = tokens.lemma[verb] == "hold" and any(
        tokens.dep[c] == "obj" and tokens.lemma[c] in _TALKS for c in tokens.children[verb]
    )
    return verb if holds or tokens.lemma[verb] in _MEETING else None


_BOTH_MEET = frozenset({"nsubj", "obj", "nsubj:pass", "obl:agent"})  # "the emir was met by the premier"
_WITH = frozenset({"with", "to"})
_TALKS = words("actors", "nouns-for-meetings")
