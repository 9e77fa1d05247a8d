"""Names that bodies of many states bear ("Democratic Party", "National Liberation Front")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipelines.extract.actors.lexicon import ActorLexicon
from pipelines.extract.actors.name_spans import Name
from pipelines.extract.actors.people import load_people
from pipelines.extract.parsed_tokens import Tokens, fold

_STATES = frozenset({"state", "adjective", "people", "capital"})


def without_namesakes(tokens: Tokens, lexicon: ActorLexicon, names: list[Name], countries: Iterable[str]) -> list[Name]:
    """Names with those made unknown whose words are common and whose state the document does not tell of.

    `countries`: states of the places that the document names. A document that names no state decides nothing.
    """
    common = [name for name in names if name.kind == "named" and _is_common(tokens, lexicon, name)]
    if not common and not any(name.namesakes for name in names):
        return names
    people = load_people()
    told = {name.key for name in names if name.kind in _STATES} | set(countries)
    told |= {
        country
        for name in names
        if name.kind == "person" and (country := people.country(tokens.join(name.start, name.end), titled=True))
    }
    sure = {name.key for name in names if name.kind == "named" and not name.namesakes}
    chosen = {name: _meant(lexicon, name, told, sure) for name in names if name.namesakes}
    foreign = {name for name in common if told and lexicon.named[chosen.get(name, name.key)].country not in told}
    return [
        replace(name, kind="org", key="", namesakes=())
        if name in foreign
        else replace(name, key=chosen[name])
        if name in chosen
        else name
        for name in names
    ]


def with_words_beside(tokens: Tokens, lexicon: ActorLexicon, names: list[Name]) -> list[Name]:
    """Names of bodies as an acronym in brackets or the noun before them tells whom they mean.

    "The People's Liberation Army (EPL)" is the EPL; "the oil company NIS" is no intelligence service.
    """
    starts = {name.start: name for name in names if name.kind == "named"}
    out = []
    for name in names:
        if name.kind == "named":
            inner = starts.get(name.end + 1) if tokens.low[name.end : name.end + 1] in (["("], ["["]) else None
            if (
                inner
                and _is_another_force(tokens, lexicon, name, inner)
                and tokens.low[inner.end : inner.end + 1] in _CLOSING
            ):
                out.append(replace(name, key=inner.key, namesakes=()))
                continue
            if name.end - name.start == 1 and _is_contrary(tokens, lexicon, name):
                out.append(replace(name, kind="org", key="", namesakes=()))
                continue
        out.append(name)
    return out


_CLOSING = ([")"], ["]"])
_FORCES = frozenset({"armed_group", "military", "party"})


def _is_another_force(tokens: Tokens, lexicon: ActorLexicon, name: Name, inner: Name) -> bool:
    kinds = {lexicon.named[key].actor_type for key in (name.key, inner.key)}
    if _tells_more(tokens, lexicon, name, inner):
        return False
    return kinds <= _FORCES and inner.end - inner.start == 1 and name.key not in {inner.key, *inner.namesakes}


def _tells_more(tokens: Tokens, lexicon: ActorLexicon, name: Name, inner: Name) -> bool:
    """Whether a name is that of the acronym with more words before it: "the Ana Paz Army of the South (AS)"."""
    whole, part = tokens.join(name.start, name.end), fold(lexicon.named[inner.key].name)
    return whole != part and whole.endswith(part)


def _is_contrary(tokens: Tokens, lexicon: ActorLexicon, name: Name) -> bool:
    """Whether the noun right before an acronym is for another kind of body than the lexicon's."""
    before = name.start - 1
    if before < tokens.bounds[tokens.sent[name.start]][0] or not tokens.text[name.start].isupper():
        return False
    group = lexicon.agents.get(tokens.lemma[before])
    kind = group.type if group and group.collective and tokens.tag[before] == "NN" else None
    return kind in _PRIVATE and lexicon.named[name.key].actor_type in _PUBLIC


_PRIVATE = frozenset({"company", "party", "ngo", "media"})
_PUBLIC = frozenset({"intelligence", "government", "military", "police", "judiciary", "legislature"})


def _meant(lexicon: ActorLexicon, name: Name, told: set[str], sure: set[str]) -> str:
    """Whom of several a spelling means: who is named in full elsewhere, else who is of a state that is told of."""
    keys = (name.key, *name.namesakes)
    in_full = [key for key in keys if key in sure]
    at_home = [key for key in keys if lexicon.named[key].country in told]
    return (in_full or at_home or keys)[0]


def _is_common(tokens: Tokens, lexicon: ActorLexicon, name: Name) -> bool:
    """Whether a name is made of common words, or is an acronym that has many meanings."""
    named = lexicon.named[name.key]
    if named.country and name.end - name.start == 1 and tokens.low[name.start] in lexicon.words["ambiguous"]:
        return tokens.text[name.start].isupper()
    if named.actor_type not in {"party", "armed_group"} or named.country is None:
        return False
    words = [tokens.low[i] for i in range(name.start, name.end) if tokens.low[i][0].isalnum()]
    return all(word in lexicon.words["common_name_words"] for word in words)
