"""Common nouns for people and bodies."""

from __future__ import annotations

from pipelines.extract.actors.candidates import Candidate, Scene
from pipelines.extract.actors.groups import (
    find_members_of_name,
    find_named_group,
    find_quoted_group,
    kind_beside,
    named_whole,
)
from pipelines.extract.actors.head_phrases import head_phrases
from pipelines.extract.actors.lexicon import AgentGroup
from pipelines.extract.actors.offices import find_voice
from pipelines.extract.actors.phrases import (
    Phrase,
    chain_head,
    is_bare_singular,
    is_plural,
    is_predicate,
    left_edge,
    left_edge_with_case,
    right_edge_of_complement,
)
from pipelines.extract.actors.roles import takes_part
from pipelines.extract.actors.served_bodies import give_body, sector_of_body
from pipelines.extract.actors.states_beside import (
    OF,
    OFFICE_LINKS,
    complement_states,
    country_of_names,
    country_of_place,
    is_abroad,
    is_definite,
    numbers_in,
    of_no_state,
    of_world_body,
    only,
    owner_in,
    shared_states,
    states_in,
    states_of,
)
from pipelines.extract.parsed_tokens import Tokens
from pipelines.lexicon import words

_ORIGIN = frozenset({"of", "from"})
_QUANTIFIERS = words("actors", "words-of-quantity")

_HEDGES = words("actors", "words-of-doubt")


def _is_province(tokens: Tokens, head: int) -> bool:
    """As in "the Indian state of Manipur", "a state of emergency"."""
    return (
        tokens.lemma[head] == "state"
        and head + 2 < tokens.n
        and tokens.low[head + 1] == "of"
        and tokens.pos[head + 2] in {"PROPN", "NOUN"}
    )


def find_people(
    scene: Scene, head: int, left: int, phrase: Phrase[AgentGroup], whole: tuple[int, int] | None = None
) -> None:
    """A common noun for people or bodies, with the state, the group or the kind that its modifiers name.

    `whole`: head and first token of the word that takes them together ("a group of" armed men), which plays their part.
    """
    tokens, group = scene.tokens, phrase.value
    root, start = whole or (head, left)
    if find_named_group(scene, head, left) or find_quoted_group(scene, head, left, group):
        return
    if _find_side_of_state(scene, (start, left), head) or is_predicate(tokens, root):
        return
    if not _takes_part(scene, root, left, group) or find_voice(scene, head, left):
        return
    abstract = group.person or group.vague or tokens.lemma[head] == "force"
    nobody = (abstract and is_bare_singular(tokens, left, head)) or _is_nobody(scene, left, head)
    if nobody or find_members_of_name(scene, head, left):
        return
    plural = is_plural(tokens, head) or whole is not None or _many(tokens, head)
    inner = end = max(phrase.end, head + 1)
    single_person = group.person and not plural and not group.collective
    of_head = tokens.lemma[head] in scene.lexicon.words["of_heads"]
    if of_head or (single_person and not group.vague):
        end = right_edge_of_complement(tokens, head, inner, OFFICE_LINKS if single_person else OF)
    abroad = is_abroad(tokens, left, head) or of_world_body(scene, left, head)
    isos = states_in(scene, left, head) or (states_in(scene, inner, end)[:1] if end > inner and not abroad else [])
    if plural and len(isos) < 2 and len(each := states_of(scene, head)) > 1:
        isos = each
    part_of = named_whole(scene, inner, end) if group.type == "other" and not isos else None
    if not isos and group.state and owner_in(tokens, start, head) is None:
        isos, _ = complement_states(scene, head, inner, _ORIGIN if abroad else _ORIGIN | {"in"})
        isos = isos or shared_states(scene, head)
    told = kind_beside(scene, left, head) or (part_of[0] if part_of else group.type)
    if told == "military" and not single_person and _of_rebels(scene, left, head, inner):
        told, group = "armed_group", group.model_copy(update={"type": "armed_group", "sector": "REB"})
    told, isos = _part_of_force(scene, (head, inner), group, told, isos)
    actor_type = "person" if single_person else "other" if _of_talks(tokens, left, head) else told
    country = only(isos[:1]) or country_of_names(scene, left, head) or (part_of[1] if part_of else None)
    if country is None and not abroad and group.type not in {"igo", "media", "company", "other"}:
        country = country_of_place(scene, head, inner)
    candidate = Candidate(
        start,
        end,
        root,
        "nominal",
        plural=plural,
        definite=is_definite(tokens, start, head),
        owner=owner_in(tokens, start, head),
    )
    candidate.anaphor = "" if isos else _both(scene, head, left, plural=plural)
    candidate.anaphor = candidate.anaphor or f"noun:{tokens.lemma[head]}"
    shared = isos if plural and len(isos) > 1 else [country]
    candidate.entities = [
        _people_entity(scene, (left, head, inner), actor_type, group, country=iso, plural=plural, by_state=bool(isos))
        for iso in shared
    ]
    person = scene.entities.all[candidate.entities[0]]
    sector_alone = person.sector
    candidate.end = max(end, give_body(scene, candidate.entities[0], left, head, inner))
    if single_person and person.sector == sector_alone and (sector := sector_of_body(scene, head)):
        person.sector = sector
    if of_no_state(scene, start, head, inner) or (abroad and not isos):
        for number in candidate.entities:
            scene.entities.all[number].stateless = True
    scene.keep(candidate, inner)


_DEALT_WITH = frozenset({"with", "by", "against"})
_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj"})


def _find_side_of_state(scene: Scene, begins: tuple[int, int], head: int) -> bool:
    """Read "the Chilean side" as Chile, where it acts or is dealt with; "the Chilean and Peruvian sides" as both."""
    start, left = begins
    tokens = scene.tokens
    if tokens.lemma[head] != "side" or is_predicate(tokens, head):
        return False
    argument = tokens.dep[chain_head(tokens, head)] in _ARGUMENTS and not tokens.case_of(head)
    if not argument and tokens.case_of(head) not in _DEALT_WITH:
        return False  # "on the Chilean side of the border"
    countries = [scene.entities.country(iso) for iso in states_in(scene, left, head)]
    if countries:
        scene.keep(Candidate(start, head + 1, head, "nominal", countries, plural=len(countries) > 1))
    return bool(countries)


def _of_rebels(scene: Scene, left: int, head: int, inner: int) -> bool:
    """Whether troops are mutineers, or told to be those of an armed group: "rebel troops", "men of the FARC"."""
    if not _MUTINOUS.isdisjoint(scene.tokens.low[left:head]):
        return True
    whole = named_whole(scene, inner, right_edge_of_complement(scene.tokens, head, inner, OF))
    return whole is not None and whole[0] == "armed_group"


_MUTINOUS = words("actors", "words-of-mutiny")


def _part_of_force(
    scene: Scene, span: tuple[int, int], group: AgentGroup, told: str, isos: list[str]
) -> tuple[str, list[str]]:
    """Type and states of a company or team, which are those of the force whose part it is, if it is one's.

    "Two companies of the Rapid Action Force", "a team of police and paramilitaries", "a team of the crime branch".
    """
    head, inner = span
    end = right_edge_of_complement(scene.tokens, head, inner, OF) if group.collective else inner
    if told not in {"company", "other"} or end == inner:
        return told, isos
    whole = named_whole(scene, inner, end)
    if whole is not None:
        return (whole[0], isos or [whole[1]] if whole[1] else isos) if whole[0] in _FORCES else (told, isos)
    first = next((c for c in scene.tokens.children[head] if c > head and scene.tokens.dep[c] == "nmod"), head)
    phrases = head_phrases()
    left = left_edge(scene.tokens, first)
    body = phrases.organs.find(scene.tokens, first, left) or phrases.agents.find(scene.tokens, first, left)
    return (body.value.type, isos) if body is not None and body.value.type in _FORCES else (told, isos)


_FORCES = frozenset({"military", "police", "armed_group"})


def _of_talks(tokens: Tokens, left: int, head: int) -> bool:
    """Whether "the parties" are those of talks or a deal and not political ones."""
    told = tokens.low[left:head]
    if tokens.low[head] != "parties" or not told or not {"the", "all", "both", "two"}.issuperset(told):
        return False
    return not _PEACE.isdisjoint(tokens.lemma[slice(*tokens.bounds[tokens.sent[head]])])


_PEACE = words("actors", "words-of-talks")


def _is_nobody(scene: Scene, left: int, head: int) -> bool:
    """Whether a phrase means land, a condition, craft, one of two or none: "the state of Manipur", "no group".

    Or a kind ("a girls' school"), what something comes from ("a source of income") or serves for ("a patrol boat"), or
    what one thinks of a thing ("opposition to the plan").
    """
    tokens = scene.tokens
    if (tokens.lemma[head] == "west" and states_in(scene, left, head)) or _is_province(tokens, head):
        return True
    of_it = head + 1 < tokens.n and tokens.low[head + 1] == "of"
    quarter = tokens.lemma[head] == "west" and tokens.case_of(head) in {"in", "from", "to"}
    duty = tokens.lemma[head] in _DUTIES and tokens.dep[head] == "compound"
    stance = tokens.low[head : head + 2] == ["opposition", "to"]
    if duty or stance or (quarter and tokens.lemma[tokens.head[head]] == "locate"):
        return True
    if of_it and (quarter or (tokens.lemma[head] == "source" and left < head and not _tells(scene, head))):
        return True
    if tokens.low[left] in {"a", "an"} and tokens.dep[head] == "nmod:poss" and tokens.tag[head] == "NNS":
        return True
    if tokens.low[left] in _NONE and tokens.lemma[head] in scene.lexicon.anaphors and head == left + 1:
        return True
    return tokens.low[left : head + 1] == ["the", "other"] or _is_model(scene, head) or _is_figure(tokens, left, head)


def _is_figure(tokens: Tokens, left: int, head: int) -> bool:
    """Whether a noun for a body means something else: "a press statement", "laid a foundation", "men on patrol"."""
    lemma, dep = tokens.lemma[head], tokens.dep[head]
    if lemma == "press" and dep == "compound":
        return True
    if lemma == "head" and left < head and tokens.lemma[head - 1] in _WITH_HEADS:
        return True
    if lemma == "patrol" and head == left and tokens.case_of(head) == "on":
        return True
    return lemma == "foundation" and dep in {"obj", "nsubj:pass"} and tokens.lemma[tokens.head[head]] in _LAYING


_WITH_HEADS = words("actors", "things-with-heads")
_LAYING = words("actors", "verbs-of-laying-foundations")
_NONE = frozenset({"no", "neither"})
_DUTIES = words("actors", "duties-before-craft")


def _tells(scene: Scene, head: int) -> bool:
    """Whether a noun is the subject of a verb of speech: "a senior source of the ruling party told"."""
    tokens = scene.tokens
    said = scene.lexicon.words["speech_verbs"]
    return tokens.dep[head] == "nsubj" and tokens.lemma[tokens.head[head]] in said


_CRAFT = words("actors", "people-or-craft")


def _is_model(scene: Scene, head: int) -> bool:
    """Whether the word before says that no people are meant but craft: "Su-30 fighters", "Rafale fighters"."""
    if not head or scene.tokens.lemma[head] not in _CRAFT:
        return False
    before = scene.tokens.text[head - 1]
    coded = any(c.isdigit() for c in before) and any(c.isalpha() for c in before) and head - 1 not in scene.name_at
    return coded or before.lower() in scene.lexicon.words["craft_names"]


def _many(tokens: Tokens, head: int) -> bool:
    """Whether a word means several without the tag of a plural: a noun taken for a name ("Vandals"), "the wounded"."""
    if tokens.lemma[head] in _ADJECTIVES and tokens.tag[head] in {"JJ", "VBN", "NN"}:
        return any(tokens.low[c] == "the" for c in tokens.children[head])
    return tokens.pos[head] == "PROPN" and tokens.low[head].endswith("s") and tokens.lemma[head] != tokens.low[head]


_ADJECTIVES = words("actors", "adjectives-for-people")


def find_members(scene: Scene, head: int, left: int) -> bool:
    """Read "a group of armed men" as those it is made of, if they have no name."""
    tokens = scene.tokens
    if tokens.lemma[head] not in _TOGETHER:
        return False
    for child in tokens.children[head]:
        first = left_edge(tokens, child)
        if child < head or tokens.case_of(child) != "of" or left_edge_with_case(tokens, child) != head + 1:
            continue
        members = head_phrases().agents.find(tokens, child, first)
        if members and is_plural(tokens, child) and not _named(scene, first, child + 1):
            find_people(scene, child, first, members, whole=(head, left))
            return True
    return False


_TOGETHER = words("actors", "people-together")


def _named(scene: Scene, start: int, end: int) -> bool:
    return any(scene.names[n].kind in {"named", "org", "person"} for n in numbers_in(scene, start, end))


def _takes_part(scene: Scene, head: int, left: int, group: AgentGroup) -> bool:
    """Whether a vague noun is used of actors: of people as arguments, of a body that acts or is pointed at."""
    tokens = scene.tokens
    if not group.vague or group.person:
        return not group.vague or takes_part(tokens, head)
    lemma = tokens.lemma[head]
    if kind_beside(scene, left, head) or _both(scene, head, left, plural=is_plural(tokens, head)):
        return True
    bare = is_definite(tokens, left, head) and _content_start(scene, left, head) == head
    if lemma in _PREMISES:
        return bare and not is_plural(tokens, head) and tokens.low[head + 1 : head + 2] != ["of"]
    if lemma in scene.lexicon.anaphors and bare and tokens.low[head + 1 : head + 2] != ["on"]:
        return True
    acts = tokens.dep[chain_head(tokens, head)] in {"nsubj", "obl:agent"} and not tokens.case_of(head)
    return acts and lemma not in scene.lexicon.words["event_nouns"]


_PREMISES = words("actors", "premises-and-means")


def _people_entity(
    scene: Scene,
    span: tuple[int, int, int],
    actor_type: str,
    group: AgentGroup,
    *,
    country: str | None,
    plural: bool,
    by_state: bool,
) -> int:
    """The actor of a phrase [left, end) with its head word; `span` is (left, head, end)."""
    tokens = scene.tokens
    left, head, end = span
    start = _content_start(scene, left, head)
    if country and by_state and tokens.low[head] in _NATIONALS and not _qualified(scene, start, head):
        return scene.entities.people(country)
    name = scene.phrase(start, end)
    noun = tokens.low[head] if plural else tokens.lemma[head]
    words = [i for i in range(start, end) if i not in scene.name_at and tokens.pos[i] not in {"PART", "CCONJ"}]
    phrase = " ".join(noun if i == head else tokens.lemma[i] for i in words) or noun
    beside = states_in(scene, start, head)
    if country and by_state and group.state:
        phrase = noun
    if country and by_state and (len(beside) > 1 or (not beside and (group.state or len(states_of(scene, head)) > 1))):
        name = f"{scene.lexicon.states[country].adjective} {scene.phrase(head, end)}"
    sector = group.sector if actor_type in {group.type, "person"} else None
    return scene.entities.nominal(
        name, phrase, actor_type, sector, country, plural=plural, of_state=group.state and by_state
    )


_NATIONALS = words("actors", "nouns-of-a-people")


def _qualified(scene: Scene, start: int, head: int) -> bool:
    return any(i not in scene.name_at and scene.tokens.pos[i] not in {"PART", "PUNCT"} for i in range(start, head))


def _content_start(scene: Scene, left: int, head: int) -> int:
    """Where a phrase starts without determiners, numbers, quantifiers and doubts about it."""
    tokens = scene.tokens
    start = _behind_measure(tokens, left, head)
    while start < head and (
        tokens.pos[start] in {"DET", "NUM", "PRON", "PUNCT", "ADV", "SPACE", "ADP", "PART", "CCONJ"}
        or tokens.low[start] in _QUANTIFIERS
        or tokens.low[start] in _HEDGES
        or tokens.dep[start] == "nummod"
    ):
        start += 1
    return start


def _behind_measure(tokens: Tokens, left: int, head: int) -> int:
    """Where a phrase goes on behind a hyphened number or age: "a 300-strong | mob", "a 48-year-old | miner"."""
    for i in range(left + 1, head - 1):
        number = tokens.pos[i - 1] == "NUM" or tokens.text[i - 1][:1].isdigit()
        if tokens.low[i] == "-" and (number or tokens.low[i + 1] == "old"):
            last = i + 1
            while last + 2 < head and tokens.low[last + 1] == "-":
                last += 2
            return last + 1
    return left


def _both(scene: Scene, head: int, left: int, *, plural: bool) -> str:
    """Whether a phrase stands for both parties named before: "both countries", "the two sides", "the former"."""
    kind = scene.lexicon.plural_anaphors.get(scene.tokens.lemma[head])
    words = {scene.tokens.low[i] for i in range(left, head)}
    if kind in {"state", "any"} and words == {"neither"}:
        return f"both:{kind}"
    if kind == "state" and plural and words and words <= {"the", "these", "neighboring", "neighbouring"}:
        return "both:state"
    if (
        kind
        and plural
        and (words & {"both", "two", "2"})
        and (words & {"both", "the", "our", "these", "their", "those"} or (left == head - 1 and kind == "state"))
    ):
        return f"both:{kind}"
    if kind and plural and words == {"the"} and scene.tokens.lemma[head] in scene.lexicon.words["bare_pairs"]:
        return f"pair:{kind}"
    return ""
