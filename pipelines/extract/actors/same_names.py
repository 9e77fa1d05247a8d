"""Names of one actor: surnames and full names, acronyms in brackets, names and descriptions in apposition."""

from __future__ import annotations

import re

from pipelines.extract.actors.candidates import Candidate
from pipelines.extract.actors.entities import Entities, Entity
from pipelines.extract.actors.lexicon import ActorLexicon, slug
from pipelines.extract.actors.phrases import called_noun
from pipelines.extract.actors.reader_names import NAME_SUFFIXES
from pipelines.extract.parsed_tokens import Tokens, fold
from pipelines.lexicon import words

_PARTICLES = words("actors", "particles-of-names") | NAME_SUFFIXES
_FAMILY_FIRST = words("actors", "family-names-told-first")
_NAMESAKES = 400  # persons of one surname that a shorter name is compared with


def link_persons(entities: Entities, found: list[Candidate]) -> None:
    """Shorter names of a person join the longer one: "Ruto" after or before "William Ruto"."""
    numbers = list(dict.fromkeys(n for mention in found if mention.person_name for n in mention.entities))
    parts = {n: _name_words(entities.all[n].name) for n in numbers}
    holders: dict[str, list[int]] = {}
    for n in numbers:
        for word in dict.fromkeys(parts[n]):
            holders.setdefault(word, []).append(n)
    for n in sorted(numbers, key=lambda n: (len(parts[n]), n)):
        if entities.find(n) != n or not parts[n]:
            continue
        others = [m for m in holders[parts[n][-1]][:_NAMESAKES] if m != n and entities.find(m) == m]
        longer = [m for m in others if _short_for(parts[n], parts[m]) or _family_first(parts[n], entities.all[m].name)]
        if longer:
            exact = [m for m in longer if parts[m][-1] == parts[n][-1]]
            entities.merge(max(exact or longer, key=lambda m: (len(parts[m]), -m)), n)


def link_short_names(entities: Entities, found: list[Candidate]) -> None:
    """The last word of an unknown body's name is that body, if one body alone ends so ("the Tigers")."""
    bodies = [
        n for m in found for n in m.entities if entities.all[n].key.startswith("name:") and m.mention_type == "name"
    ]
    by_end: dict[str, dict[int, None]] = {}
    for n in bodies:
        words = entities.all[n].key.removeprefix("name:").split("-")
        if len(words) > 1:
            by_end.setdefault(words[-1], {}).setdefault(n)
    for n in bodies:
        longer = by_end.get(entities.all[n].key.removeprefix("name:"), {})
        if len(longer) == 1 and entities.find(n) == n:
            entities.merge(next(iter(longer)), n)


def link_first_words(entities: Entities, found: list[Candidate]) -> None:
    """One word that begins the name of a company named before is that company ("Arvex Motors … Arvex said")."""
    companies: dict[str, int] = {}
    for mention in found:
        entity = entities.all[entities.find(mention.entities[0])] if len(mention.entities) == 1 else None
        words = fold(entity.name).split() if entity else []
        if entity is None or mention.mention_type != "name" or not words:
            continue
        short = len(words) == 1 and mention.end - mention.start == 1 and entity.key.startswith(("person:", "name:"))
        if short and entity.title is None and not entity.called and words[0] in companies:
            mention.entities, mention.person_name = [companies[words[0]]], False
        elif entity.actor_type == "company" and len(words) > 1 and entity.key.startswith("name:"):
            companies.setdefault(words[0], mention.entities[0])


def link_surnames(entities: Entities, found: list[Candidate]) -> None:
    """One word that the reader took for an organization is the person whose surname it is ("Ana Paz … Paz")."""
    surnames: dict[str, int] = {}
    for mention in found:
        words = _name_words(entities.all[entities.find(mention.entities[0])].name) if mention.person_name else []
        if len(words) > 1:
            surnames.setdefault(words[-1], mention.entities[0])
    for mention in found:
        if len(mention.entities) != 1 or mention.mention_type != "name" or mention.person_name:
            continue
        entity = entities.all[entities.find(mention.entities[0])]
        person = surnames.get(entity.key.removeprefix("name:")) if entity.key.startswith("name:") else None
        if person is not None and entity.actor_type == "other":
            mention.entities, mention.person_name = [entities.find(person)], True


def _name_words(name: str) -> list[str]:
    words = re.findall(r"[a-z0-9]+", fold(name).replace("'", ""))
    kept = [word for word in words if word not in _PARTICLES]
    return kept or words


def _family_first(short: list[str], name: str) -> bool:
    """Whether a word is the family name of one who is named East Asian style: "Roh Tae-il", "Xi Jinping"."""
    first, *given = name.split()
    hyphened = len(given) == 1 and "-" in given[0]
    return bool(given) and short == [fold(first)] and (hyphened or short[0] in _FAMILY_FIRST)


def _short_for(short: list[str], long: list[str]) -> bool:
    if len(short) >= len(long):
        return False
    if len(short) == 1:
        return short[0] == long[-1] or short[0] in long[1:] or (short[0] == long[0] and len(short[0]) > 3)
    remaining = iter(long)
    return all(word in remaining for word in short)


def link_acronyms(tokens: Tokens, entities: Entities, found: list[Candidate]) -> None:
    """A name and what stands in brackets behind it are one, and so is every later mention of the acronym."""
    ends = {mention.end: mention for mention in reversed(found) if len(mention.entities) == 1}
    starts = {mention.start: mention for mention in reversed(found) if len(mention.entities) == 1}
    introduced: dict[str, int] = {}
    for i in range(1, tokens.n - 2):
        if tokens.text[i] not in {"(", "["} or tokens.text[i + 2] not in {")", "]"} or not _acronym(tokens.text[i + 1]):
            continue
        outer = ends.get(i)
        if outer is None or outer.mention_type != "name" or outer.person_name:
            continue
        inner = starts.get(i + 1)
        kept, short = outer.entities[0], tokens.text[i + 1]
        if inner is not None:
            if entities.all[inner.entities[0]].key.startswith("lex:") and not entities.all[kept].key.startswith(
                "name:"
            ):
                continue
            lexical = entities.all[inner.entities[0]].key.startswith("lex:")
            kept = entities.merge(inner.entities[0], kept) if lexical else entities.merge(kept, inner.entities[0])
        else:
            found.append(Candidate(i + 1, i + 2, i + 1, "name", [kept]))
        entities.all[entities.find(kept)].aliases.setdefault(short)
        introduced[short] = kept
    if introduced:
        _repeat_acronyms(tokens, entities, found, introduced)


def _acronym(text: str) -> bool:
    return 2 <= len(text) <= 10 and text[0].isalpha() and sum(c.isupper() for c in text) >= max(2, len(text) // 2)


def _repeat_acronyms(tokens: Tokens, entities: Entities, found: list[Candidate], introduced: dict[str, int]) -> None:
    for short, kept in introduced.items():
        entities.merge_key(kept, f"name:{slug(short)}")
    for mention in found:
        short = tokens.text[mention.start]
        if mention.person_name and mention.end - mention.start == 1 and short in introduced:
            mention.entities, mention.person_name = [introduced[short]], False
    held = {i for mention in found for i in range(mention.start, mention.end)}
    for i, text in enumerate(tokens.text):
        if text in introduced and i not in held and not tokens.silent[tokens.sent[i]]:
            found.append(Candidate(i, i + 1, i, "name", [introduced[text]]))
    found.sort(key=lambda mention: (mention.start, -mention.end))


def link_appositions(tokens: Tokens, lexicon: ActorLexicon, entities: Entities, found: list[Candidate]) -> None:
    """Make name and description one actor ("Ana Lopez, the deputy mayor"), who has the office as title."""
    by_root = {mention.root: mention for mention in reversed(found) if len(mention.entities) == 1}
    named_until = {m.end: m for m in found if m.mention_type == "name" and len(m.entities) == 1}
    offices_until = {m.end: m for m in found if m.mention_type == "nominal" and _is_of_one_person(entities, m)}
    bodies_until = {m.end: m for m in found if m.mention_type == "nominal" and _is_one_body(entities, m)}
    by_start = {m.start: m for m in found if m.person_name}
    for mention in found:
        called = called_noun(tokens, mention.root) if mention.mention_type == "name" else None
        if called is None and mention.mention_type == "name" and not mention.person_name:
            before = bodies_until.get(mention.start)
            called = before.root if before else None
        apart = tokens.dep[mention.root] == "appos" and _set_off(tokens, mention)
        enclosed = _is_enclosed(tokens, mention, offices_until)
        if len(mention.entities) != 1 or (called is None and not apart and not enclosed):
            continue
        if mention.mention_type == "nominal" and _names_another(tokens, mention, offices_until, by_start):
            continue
        other = by_root.get(tokens.head[mention.root] if called is None else called)
        if tokens.low[mention.start - 1] == ",":
            until = named_until if mention.mention_type == "nominal" else offices_until if mention.person_name else {}
            other = until.get(mention.start - 1) or _office_above(tokens, lexicon, entities, mention, by_root) or other
        if other is None or other is mention:
            continue
        named, described = (other, mention) if mention.mention_type == "nominal" else (mention, other)
        if named.mention_type != "name" or described.mention_type != "nominal" or described.plural:
            continue
        a, b = entities.all[entities.find(named.entities[0])], entities.all[entities.find(described.entities[0])]
        role = tokens.lemma[described.root] in lexicon.words["state_roles"]
        if not b.generic or (
            not role and ((a.actor_type == "person") != (b.actor_type == "person") or a.actor_type == "country")
        ):
            continue
        if not role:
            _join_description(entities, named.entities[0], a, b)
        described.entities, described.anaphor = list(named.entities), ""


def _office_above(
    tokens: Tokens, lexicon: ActorLexicon, entities: Entities, name: Candidate, by_root: dict[int, Candidate]
) -> Candidate | None:
    """The office whose place a name was hung from: "the head of the mission | in Mali |, Ana Paz"."""
    place = tokens.head[name.root]
    beside = by_root.get(place)
    if not name.person_name or tokens.dep[name.root] != "appos" or tokens.dep[place] != "nmod":
        return None
    if beside is not None and entities.all[entities.find(beside.entities[0])].actor_type == "person":
        return None
    for _ in range(_DEEP):
        place = tokens.head[place]
        office = by_root.get(place)
        if office is not None and office.mention_type == "nominal" and _is_of_one_person(entities, office):
            return office
        people = lexicon.agents.get(tokens.lemma[place])
        holder = tokens.lemma[place] in lexicon.titles or (people is not None and people.person)
        if holder or tokens.dep[place] != "nmod":
            return None
    return None


_DEEP = 3


def _is_enclosed(tokens: Tokens, mention: Candidate, offices: dict[int, Candidate]) -> bool:
    """Whether a name between commas follows an office: "the mayor of Quito, Ana Paz, and two aides"."""
    office = offices.get(mention.start - 1) if mention.person_name and mention.start else None
    if office is None or office.end - office.start < 3 or mention.end >= tokens.n:
        return False
    return tokens.low[mention.start - 1] == tokens.low[mention.end] == "," and tokens.low[office.start] == "the"


def _names_another(
    tokens: Tokens, office: Candidate, offices: dict[int, Candidate], people: dict[int, Candidate]
) -> bool:
    """Whether the name before an office is told by one before it: "the king of X, Ana, | the president of Y, | Luz"."""
    before = next((p for p in people.values() if p.end == office.start - 1), None)
    after = people.get(office.end + 1)
    return before is not None and after is not None and _is_enclosed(tokens, before, offices)


def _is_of_one_person(entities: Entities, mention: Candidate) -> bool:
    """As in "the head of the bank, Ana Lopez": whoever the parser hangs the name on, it is the holder's."""
    kinds = [entities.all[entities.find(number)].actor_type for number in mention.entities]
    return kinds == ["person"] and not mention.plural


def _is_one_body(entities: Entities, mention: Candidate) -> bool:
    """As in "the oil company Shell", "the regional bloc IGAD"."""
    kinds = [entities.all[entities.find(number)].actor_type for number in mention.entities]
    return len(kinds) == 1 and kinds[0] in {"company", "igo", "ngo", "media", "party"} and not mention.plural


def _set_off(tokens: Tokens, mention: Candidate) -> bool:
    """Whether an apposition is one.

    No member of a list ("Lopez, her driver and a guard"), and closed by a comma in a headline ("Lopez, Mayor Meet").
    """
    children = tokens.children[mention.root]
    if any(tokens.dep[c] == "cc" for c in children):
        return False
    sentence = tokens.sent[mention.root]
    if mention.end < tokens.bounds[sentence][1] and tokens.low[mention.end] in {"and", "&"}:
        return False
    last = max((tokens.edges[1][c] for c in children if tokens.dep[c] == "conj"), default=None)
    if last is not None and (last + 1 >= tokens.bounds[sentence][1] or tokens.low[last + 1] not in _CLOSING):
        return False
    headline = tokens.kind[sentence] in {"title", "heading"} or tokens.caps[sentence] == "title"
    return not headline or mention.end >= tokens.bounds[sentence][1] or tokens.low[mention.end] in _CLOSING


_CLOSING = frozenset({",", ")", ";", ":"})


def _join_description(entities: Entities, number: int, named: Entity, described: Entity) -> None:
    kept = entities.all[entities.find(number)]
    if kept.actor_type == "person":
        kept.title = kept.title or described.title or described.name
        kept.country = kept.country or described.country
        kept.stateless = kept.stateless or described.stateless
        if kept.parent_key is None:
            kept.parent_key, kept.parent_name = described.parent_key, described.parent_name
        kept.sector = kept.sector or described.sector
    elif described.actor_type not in _TELLS_NOTHING and (kept.actor_type == "other" or kept.key.startswith("name:")):
        kept.actor_type, kept.sector = described.actor_type, described.sector
    if named.key.startswith("name:"):
        kept.country = kept.country or described.country


_TELLS_NOTHING = frozenset({"other", "civilians", "person"})
