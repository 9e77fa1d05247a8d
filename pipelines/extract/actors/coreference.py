"""Who is meant by surnames, bracketed acronyms, appositions, offices, "the group", "both countries" and pronouns.

Resolution goes through the text once, from left to right, with the mentions so far as history. It is conservative:
where no antecedent fits within reach, a description stays an actor of its own and a pronoun no mention at all.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from pipelines.extract.actors.candidates import Candidate
from pipelines.extract.actors.countries import place_by_clause, place_by_document, place_known_persons
from pipelines.extract.actors.entities import Entities, Entity, possessive
from pipelines.extract.actors.lexicon import ActorLexicon, slug
from pipelines.extract.actors.names import NAME_SUFFIXES
from pipelines.extract.actors.phrases import chain_head
from pipelines.extract.parsed_tokens import Tokens, fold

_PERSONAL = frozenset({"he", "she", "him", "his", "her", "himself", "herself"})
_NEUTER = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_POSSESSIVE = frozenset({"his", "her", "its", "their", "theirs"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_EMPTY_VERBS = frozenset(
    [
        "be",
        "come",
        "happen",
        "mark",
        "follow",
        "take",
        "remain",
        "have",
        "mean",
        "seem",
        "appear",
        "include",
        "become",
        "make",
        "turn",
        "look",
        "feel",
        "last",
        "begin",
        "start",
        "occur",
        "depend",
        "matter",
        "rain",
        "help",
        "cost",
        "involve",
    ]
)
_PARTICLES = frozenset({"al", "el", "ul", "bin", "ibn", "de", "la", "del", "van", "von", "da", "dos"}) | NAME_SUFFIXES
_FEMALE = frozenset(
    {
        "mrs",
        "mrs.",
        "ms",
        "ms.",
        "miss",
        "queen",
        "princess",
        "sister",
        "lady",
        "madame",
        "baroness",
        "congresswoman",
        "spokeswoman",
        "chairwoman",
        "senora",
        "dona",
    }
)
_REACH = 5  # sentences that a description looks back
_ORGAN_REACH = 40
_PRONOUN_REACH = 2
_MEMORY = 400  # mentions that anything looks back


@dataclass(slots=True)
class _History:
    """The resolved mentions so far, in order."""

    tokens: Tokens
    entities: Entities
    seen: list[Candidate] = field(default_factory=list)
    last: dict[int, int] = field(default_factory=dict)  # position of an entity's last mention in `seen`
    by_kind: dict[str, Candidate] = field(default_factory=dict)  # last mention by the first part of an entity's key

    def add(self, mention: Candidate) -> None:
        """Remember a resolved mention."""
        for n in mention.entities:
            number = self.entities.find(n)
            self.last[number] = len(self.seen)
            self.by_kind[self.entities.all[number].key.partition(":")[0]] = mention
        self.seen.append(mention)

    def of_sentence(self, sentence: int) -> list[Candidate]:
        """The mentions of a sentence so far, in order."""
        sent = self.tokens.sent
        first = bisect_left(self.seen, sentence, key=lambda mention: sent[mention.start])
        last = bisect_left(self.seen, sentence + 1, lo=first, key=lambda mention: sent[mention.start])
        return self.seen[first:last]

    def nearest(self, at: Candidate, fits: Callable[[Entity, Candidate], bool], reach: int) -> Candidate | None:
        """The best antecedent: the fewest sentences back, then subjects, then the most recent."""
        sentence = self.tokens.sent[at.start]
        best: tuple[tuple[int, int, int], Candidate] | None = None
        for position in range(len(self.seen) - 1, max(-1, len(self.seen) - _MEMORY), -1):
            other = self.seen[position]
            back = sentence - self.tokens.sent[other.start]
            if back > (reach if best is None else best[0][0]):
                break
            if other.end > at.start or not other.entities:
                continue
            if not all(fits(self.entities.all[self.entities.find(n)], other) for n in other.entities):
                continue
            subject = self.tokens.dep[chain_head(self.tokens, other.root)] in _SUBJECTS
            rank = (back, 0 if subject else 1, len(self.seen) - position)
            if best is None or rank < best[0]:
                best = (rank, other)
        return best[1] if best else None


def resolve(
    tokens: Tokens,
    lexicon: ActorLexicon,
    entities: Entities,
    found: list[Candidate],
    *,
    focus: str | None,
    located: Mapping[int, str],
) -> list[Candidate]:
    """Give every mention its entities and add the pronouns that can be resolved.

    `focus`: the dateline's country; `located`: the state of the place at a token, where a place is named.
    """
    found.sort(key=lambda mention: (mention.start, -mention.end))
    _link_persons(entities, found)
    _link_acronyms(tokens, entities, found)
    _link_appositions(tokens, lexicon, entities, found)
    place_known_persons(entities)
    focus = focus or _dominant_state(entities, found)
    history = _History(tokens, entities)
    mentions = sorted([*found, *_pronouns(tokens, found)], key=lambda mention: (mention.start, -mention.end))
    titles = _by_title(entities)
    for mention in mentions:
        _resolve(history, lexicon, mention, titles, focus)
        if mention.entities:
            history.add(mention)
    place_by_clause(tokens, entities, found, located)
    place_by_document(entities, lexicon, located.values())
    return [mention for mention in mentions if mention.entities]


# Names of one person, acronyms, appositions


def _link_persons(entities: Entities, found: list[Candidate]) -> None:
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
        others = [m for m in holders[parts[n][-1]][:_MEMORY] if m != n and entities.find(m) == m]
        longer = [m for m in others if _short_for(parts[n], parts[m])]
        if longer:
            exact = [m for m in longer if parts[m][-1] == parts[n][-1]]
            entities.merge(max(exact or longer, key=lambda m: (len(parts[m]), -m)), n)


def _name_words(name: str) -> list[str]:
    words = re.findall(r"[a-z0-9]+", fold(name).replace("'", ""))
    kept = [word for word in words if word not in _PARTICLES]
    return kept or words


def _short_for(short: list[str], long: list[str]) -> bool:
    if len(short) >= len(long):
        return False
    if len(short) == 1:
        return short[0] == long[-1] or short[0] in long[1:] or (short[0] == long[0] and len(short[0]) > 3)
    remaining = iter(long)
    return all(word in remaining for word in short)


def _link_acronyms(tokens: Tokens, entities: Entities, found: list[Candidate]) -> None:
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


def _link_appositions(tokens: Tokens, lexicon: ActorLexicon, entities: Entities, found: list[Candidate]) -> None:
    """Make name and description one actor ("Ana Lopez, the deputy mayor"), who has the office as title."""
    by_root = {mention.root: mention for mention in reversed(found) if len(mention.entities) == 1}
    for mention in found:
        if len(mention.entities) != 1 or tokens.dep[mention.root] != "appos" or not _set_off(tokens, mention):
            continue
        other = by_root.get(tokens.head[mention.root])
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


def _set_off(tokens: Tokens, mention: Candidate) -> bool:
    """Whether an apposition is one: without "and", and closed by a comma in a headline ("Lopez, Mayor Meet": two)."""
    if any(tokens.dep[c] == "cc" for c in tokens.children[mention.root]):
        return False
    sentence = tokens.sent[mention.root]
    headline = tokens.kind[sentence] in {"title", "heading"} or tokens.caps[sentence] == "title"
    return not headline or mention.end >= tokens.bounds[sentence][1] or tokens.low[mention.end] in {",", ")", ";", ":"}


def _join_description(entities: Entities, number: int, named: Entity, described: Entity) -> None:
    kept = entities.all[entities.find(number)]
    if kept.actor_type == "person":
        kept.title = kept.title or described.title or described.name
        kept.country = kept.country or described.country
        if kept.parent_key is None:
            kept.parent_key, kept.parent_name = described.parent_key, described.parent_name
        kept.sector = kept.sector or described.sector
    elif described.actor_type not in _TELLS_NOTHING and (kept.actor_type == "other" or kept.key.startswith("name:")):
        kept.actor_type, kept.sector = described.actor_type, described.sector
    if named.key.startswith("name:"):
        kept.country = kept.country or described.country


_TELLS_NOTHING = frozenset({"other", "civilians", "person"})


# One mention after the other


def _resolve(
    history: _History, lexicon: ActorLexicon, mention: Candidate, titles: dict[str, list[int]], focus: str | None
) -> None:
    kind, _, word = mention.anaphor.partition(":")
    if mention.mention_type == "pronoun":
        _pronoun(history, lexicon, mention)
    elif kind == "organ":
        _organ(history, lexicon, mention, word, focus)
    elif kind == "office":
        _office(history, lexicon, mention, word, titles)
    elif kind in {"both", "pair"}:
        _both(history, mention, word, only=kind == "pair")
    elif kind == "noun":
        _noun(history, lexicon, mention, word)


def _dominant_state(entities: Entities, found: list[Candidate]) -> str | None:
    """The state that most mentions are of or belong to, if no other comes near."""
    counts = Counter(
        country for mention in found for n in mention.entities if (country := entities.all[entities.find(n)].country)
    )
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < 2 or (len(ranked) > 1 and ranked[1][1] * 2 > ranked[0][1]):
        return None
    return ranked[0][0]


def _owner_state(history: _History, mention: Candidate, *, organs: bool) -> str | None:
    """The state behind "its military", "their ambassador"; of `organs`, only where the owner is a state or a part."""
    if mention.owner is None:
        return None
    pronoun = Candidate(mention.owner, mention.owner + 1, mention.owner, "pronoun")
    owner = history.nearest(
        pronoun, lambda entity, _: entity.country is not None and entity.actor_type != "person", _PRONOUN_REACH
    )
    if owner is None:
        return None
    entity = history.entities.all[history.entities.find(owner.entities[0])]
    return None if organs and entity.actor_type in _NO_STATE else entity.country


_NO_STATE = frozenset({"party", "armed_group", "ngo", "igo", "media", "company", "religious_group"})


def _organ(history: _History, lexicon: ActorLexicon, mention: Candidate, organ_id: str, focus: str | None) -> None:
    if mention.entities:
        return
    entities, tokens = history.entities, history.tokens
    organ = lexicon.organs_by_id[organ_id]
    iso = _owner_state(history, mention, organs=True)
    if iso is None and mention.owner is None:
        last = history.by_kind.get(organ_id)
        if last is not None and tokens.sent[mention.start] - tokens.sent[last.start] <= _ORGAN_REACH:
            mention.entities = last.entities[:1]
            return
        iso = _state_nearby(history, mention) or focus
    if iso is not None:
        mention.entities = [entities.organ(organ, iso)]
        return
    text = " ".join(
        tokens.text[i] for i in range(mention.start, mention.end) if tokens.pos[i] not in {"DET", "PRON", "NUM"}
    )
    name = fold(text)
    mention.entities = [
        entities.nominal(name, name, organ.type, organ.sector, None, plural=mention.plural, of_state=False)
    ]


def _state_nearby(history: _History, mention: Candidate) -> str | None:
    other = history.nearest(mention, lambda entity, _: entity.actor_type == "country", 1)
    return history.entities.all[history.entities.find(other.entities[0])].country if other else None


def _by_title(entities: Entities) -> dict[str, list[int]]:
    """Named persons by the head word of their title."""
    out: dict[str, list[int]] = {}
    for number, entity in enumerate(entities.all):
        if entity.same_as is None and entity.key.startswith("person:") and entity.title:
            out.setdefault(fold(entity.title).split()[-1], []).append(number)
    return out


def _office(
    history: _History, lexicon: ActorLexicon, mention: Candidate, title: str, titles: dict[str, list[int]]
) -> None:
    """Read "the prime minister" as the person whom the document names with that title, else as whoever holds it."""
    entities = history.entities
    own = entities.all[entities.find(mention.entities[0])]
    if own.same_as is not None or not own.generic:
        return
    bare = not any(history.tokens.pos[i] in {"DET", "PRON"} for i in range(mention.start, mention.root))
    if mention.owner is not None and own.country is None:
        _give_owner(history, lexicon, mention, own)
        return
    if not (mention.definite or bare):
        return
    options = [n for n in titles.get(title.rsplit(maxsplit=1)[-1], []) if _same_office(entities.all[n], own, title)]
    if not options:
        return
    before = [n for n in options if entities.find(n) in history.last]
    chosen = max(before, key=lambda n: history.last[entities.find(n)]) if before else options[0]
    if before or len(options) == 1:
        mention.entities = [chosen]


def _same_office(person: Entity, own: Entity, title: str) -> bool:
    theirs = fold(person.title or "")
    same = theirs == title or theirs.endswith(f" {title}") or title.endswith(f" {theirs}")
    return same and (own.country is None or person.country is None or own.country == person.country)


def _give_owner(history: _History, lexicon: ActorLexicon, mention: Candidate, own: Entity) -> None:
    """Read "its ambassador" in a sentence about Peru as Peru's ambassador."""
    iso = _owner_state(history, mention, organs=True)
    if iso is None or history.tokens.low[mention.owner or 0] not in {"its", "their"}:
        return
    phrase = own.key.split(":", 2)[2]
    name = f"{possessive(lexicon.states[iso].name)} {own.title or own.name}"
    number = history.entities.nominal(name, phrase, own.actor_type, own.sector, iso, plural=False, of_state=True)
    history.entities.all[number].title = own.title
    mention.entities = [number]


def _both(history: _History, mention: Candidate, kind: str, *, only: bool) -> None:
    """The two parties of the right kind that the text has named most so far, if both were named of late.

    `only`: a third party named of late makes the description doubtful ("the leaders"), and it stays as it is.
    """
    counts: Counter[int] = Counter()
    recent: dict[int, int] = {}
    sentence = history.tokens.sent[mention.start]
    for position, other in enumerate(history.seen[-_MEMORY:]):
        for n in other.entities:
            number = _party(history.entities, n, kind)
            if number is not None and other.mention_type != "pronoun":
                counts[number] += 1
                if sentence - history.tokens.sent[other.start] <= _REACH:
                    recent[number] = position
    if len(recent) == 2 or (len(recent) > 2 and not only):
        pair = sorted(recent, key=lambda n: (-counts[n], -recent[n]))[:2]
        mention.entities = sorted(pair)


def _party(entities: Entities, n: int, kind: str) -> int | None:
    """The entity as a party of a kind ("state", "person", "any"); a government counts as its state."""
    number = entities.find(n)
    entity = entities.all[number]
    if kind == "person":
        return number if entity.actor_type == "person" else None
    if entity.key.startswith("gov:") and entity.country:
        number = entities.country(entity.country)
        entity = entities.all[number]
    wanted = {"country"} if kind == "state" else {"country", "armed_group", "party", "military"}
    return number if entity.actor_type in wanted and not entity.generic else None


def _noun(history: _History, lexicon: ActorLexicon, mention: Candidate, lemma: str) -> None:
    """Read "the group", "these militants" as those named before, if the text offers any that fit."""
    tokens, entities = history.tokens, history.entities
    words = {tokens.low[i] for i in range(mention.start, mention.root)}
    pointing = words & {"the", "this", "these", "that", "those", "such"}
    if mention.owner is not None and mention.entities:
        _give_owners_country(history, mention)
    if not mention.definite or not pointing:
        if lemma in {"country", "nation", "state"} and words & {"our", "my", "your", "his", "her", "their", "its"}:
            mention.entities = []
        return
    own = entities.all[entities.find(mention.entities[0])] if mention.entities else None
    modified = _is_modified(tokens, mention)
    found: Candidate | None = None
    if mention.plural:
        if not modified:
            found = history.nearest(
                mention,
                lambda entity, other: entity.generic and other.plural and tokens.lemma[other.root] == lemma,
                _REACH,
            )
    elif lemma in lexicon.anaphors and mention.end == mention.root + 1:
        kinds: Iterable[str] = (
            {own.actor_type}
            if own and modified and own.actor_type in lexicon.anaphors[lemma]
            else lexicon.anaphors[lemma]
        )
        named = lemma in {"ministry", "department", "council", "agency"}
        found = history.nearest(
            mention,
            lambda entity, other: (
                entity.actor_type in kinds
                and not other.plural
                and (not modified or own is None or own.actor_type == entity.actor_type)
                and (not named or lemma in fold(entity.name))
                and not (entity.generic and tokens.lemma[other.root] != lemma)
            ),
            _REACH,
        )
    elif not modified:
        found = history.nearest(
            mention,
            lambda entity, other: entity.generic and not other.plural and tokens.lemma[other.root] == lemma,
            _REACH,
        )
    if found is not None:
        mention.entities = found.entities[:1]
    elif lemma in {"country", "nation", "world", "state", "side", "region"} and not modified:
        mention.entities = []


def _give_owners_country(history: _History, mention: Candidate) -> None:
    """Read "its nationals", "their troops" as those of the state that the pronoun means."""
    own = history.entities.all[history.entities.find(mention.entities[0])]
    if own.generic and own.country is None and history.tokens.low[mention.owner or 0] in {"its", "their"}:
        iso = _owner_state(history, mention, organs=False)
        if iso is None:
            return
        key = own.key.split(":", 2)[2]
        number = history.entities.nominal(
            own.name, key, own.actor_type, own.sector, iso, plural=own.plural, of_state=own.sector in _OF_STATE
        )
        mention.entities = [number]


_OF_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})


def _is_modified(tokens: Tokens, mention: Candidate) -> bool:
    return any(
        tokens.pos[i] not in {"DET", "PRON", "NUM", "PUNCT", "SPACE"} for i in range(mention.start, mention.root)
    )


# Pronouns


def _pronouns(tokens: Tokens, found: list[Candidate]) -> list[Candidate]:
    out = []
    for i, low in enumerate(tokens.low):
        known = low in _PERSONAL or low in _NEUTER or low in _PLURAL
        if known and tokens.pos[i] == "PRON" and tokens.dep[i] != "expl" and not tokens.silent[tokens.sent[i]]:
            out.append(Candidate(i, i + 1, i, "pronoun", plural=low in _PLURAL))
    return out


def _state_behind(entities: Entities, number: int) -> int:
    """The state that a ministry speaks for, where what it calls "its" is the state's; anybody else as they are."""
    entity = entities.all[entities.find(number)]
    organ = entity.actor_type == "government" and entity.parent_key == f"country:{entity.country}"
    return entities.country(entity.country) if organ and entity.country else number


def _pronoun(history: _History, lexicon: ActorLexicon, mention: Candidate) -> None:
    tokens = history.tokens
    low = tokens.low[mention.start]
    if low in _PERSONAL:
        female = low in {"she", "her", "herself"}
        found = history.nearest(
            mention,
            lambda entity, other: (
                _one_person(entity, other, female=female) and not _clause_mate(tokens, mention, other)
            ),
            _PRONOUN_REACH,
        )
    elif low in _NEUTER:
        if low == "it" and not _refers(tokens, lexicon, mention.start):
            return
        found = history.nearest(
            mention, lambda entity, other: _thing(entity, other) and not _clause_mate(tokens, mention, other), 1
        )
    else:
        found = history.nearest(
            mention, lambda entity, other: _many(entity, other) and not _clause_mate(tokens, mention, other), 1
        )
    if found is not None:
        mention.entities = list(found.entities) if low not in _PLURAL else _with_conjuncts(history, found)
        if low == "its" and tokens.lemma[tokens.head[mention.root]] in lexicon.words["state_possessions"]:
            mention.entities = [_state_behind(history.entities, n) for n in mention.entities]


def _one_person(entity: Entity, other: Candidate, *, female: bool) -> bool:
    if entity.actor_type != "person" or other.plural:
        return False
    marks = set(fold(entity.title or "").split())
    return not (not female and marks & _FEMALE)


def _thing(entity: Entity, other: Candidate) -> bool:
    return (
        entity.actor_type not in {"person", "civilians", "ethnic_group"}
        and not other.plural
        and len(other.entities) == 1
    )


def _many(entity: Entity, other: Candidate) -> bool:
    return (
        other.plural
        or entity.plural
        or entity.actor_type in {"armed_group", "police", "party"}
        or len(other.entities) > 1
    )


def _clause_mate(tokens: Tokens, mention: Candidate, other: Candidate) -> bool:
    """Whether both are arguments of one verb, so that the pronoun cannot mean the other ("he saw him")."""
    if tokens.low[mention.root] in _POSSESSIVE or tokens.low[mention.root].endswith(("self", "selves")):
        return False
    mine, theirs = chain_head(tokens, mention.root), chain_head(tokens, other.root)
    return bool(tokens.head[mine] == tokens.head[theirs])


def _refers(tokens: Tokens, lexicon: ActorLexicon, i: int) -> bool:
    """Whether "it" can be an actor: part of a verb of doing, neither what is said or judged nor a clause to come."""
    head = tokens.head[i]
    if tokens.dep[i] == "obj" and tokens.lemma[head] in lexicon.words["speech_verbs"]:
        return False
    if tokens.dep[i] not in {"nsubj", "obj", "obl", "nsubj:pass"} or tokens.pos[head] != "VERB":
        return False
    clausal: bool = any(
        tokens.dep[c] in {"csubj", "csubj:pass"} or (tokens.dep[c] == "ccomp" and tokens.dep[i] == "nsubj:pass")
        for c in tokens.children[head]
    )
    return tokens.lemma[head] not in _EMPTY_VERBS and not clausal


def _with_conjuncts(history: _History, found: Candidate) -> list[int]:
    """All conjuncts of an antecedent: "Peru and Chile … they"."""
    tokens = history.tokens
    first = chain_head(tokens, found.root)
    joined = [
        n
        for other in history.of_sentence(tokens.sent[found.start])
        if other.root == first or (tokens.dep[other.root] == "conj" and chain_head(tokens, other.root) == first)
        for n in other.entities
    ]
    return list(dict.fromkeys([*joined, *found.entities]))
