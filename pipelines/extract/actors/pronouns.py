"""Who is meant by personal, possessive and reflexive pronouns of the third person."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from pipelines.extract.actors.candidates import Candidate
from pipelines.extract.actors.entities import Entities, Entity
from pipelines.extract.actors.history import History
from pipelines.extract.actors.lexicon import ActorLexicon
from pipelines.extract.actors.phrases import chain_head
from pipelines.extract.parsed_tokens import Tokens, fold
from pipelines.lexicon import words

_PERSONAL = frozenset({"he", "she", "him", "his", "her", "himself", "herself"})
_NEUTER = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_POSSESSIVE = frozenset({"his", "her", "its", "their", "theirs"})
_EMPTY_VERBS = words("actors", "verbs-of-no-doer")
_FEMALE = words("actors", "titles-of-women")
_MALE = words("actors", "titles-of-men")
_REACH = 2  # sentences that "he" looks back


def find_pronouns(tokens: Tokens) -> list[Candidate]:
    """The pronouns of the third person that may stand for somebody."""
    out = []
    for i, low in enumerate(tokens.low):
        known = low in _PERSONAL or low in _NEUTER or low in _PLURAL
        if known and tokens.pos[i] == "PRON" and tokens.dep[i] != "expl" and not tokens.silent[tokens.sent[i]]:
            out.append(Candidate(i, i + 1, i, "pronoun", plural=low in _PLURAL))
    return out


def subject_to_come(tokens: Tokens, i: int) -> int | None:
    """The subject behind an adjunct in front whose possessive means it: "Since its invasion of Kuwait, Iraq has …"."""
    if tokens.dep[i] != "nmod:poss" or tokens.low[i] not in {"its", "his", "her", "their"}:
        return None
    adjunct = tokens.head[i]
    while tokens.dep[adjunct] in {"nmod", "conj"}:
        adjunct = tokens.head[adjunct]
    verb = tokens.head[adjunct]
    case = tokens.case_of(adjunct)
    if (
        tokens.dep[adjunct] != "obl"
        or case not in _IN_FRONT | _IN_FRONT_OF_NAMES
        or tokens.dep[verb] in {"acl", "acl:relcl"}
    ):
        return None
    behind = (c for c in tokens.children[verb] if tokens.dep[c] == "nsubj" and tokens.pos[c] != "PRON")
    subject = next(behind, None)
    if subject is None or not i < adjunct < subject or adjunct > verb:
        return None
    return subject if case in _IN_FRONT or tokens.pos[subject] == "PROPN" else None


_IN_FRONT = frozenset({"since", "in", "during", "with", "after", "before", "following"})
_IN_FRONT_OF_NAMES = frozenset(
    {"for", "on", "at", "under", "despite", "from", "through", "throughout", "until", "amid"}
)


def _state_behind(entities: Entities, number: int) -> int:
    """The state that a ministry speaks for, where what it calls "its" is the state's; anybody else as they are."""
    entity = entities.all[entities.find(number)]
    organ = entity.actor_type == "government" and entity.parent_key == f"country:{entity.country}"
    return entities.country(entity.country) if organ and entity.country else number


def find_both(tokens: Tokens) -> list[Candidate]:
    """Find what stands for two without a noun: "both agreed", "the two met"."""
    found = []
    for i, low in enumerate(tokens.low):
        if low not in _PAIRS or tokens.dep[i] not in _NOMINAL:
            continue
        bare = i + 1 < tokens.n and tokens.low[i + 1] not in {"of", "-"} and tokens.pos[tokens.head[i]] == "VERB"
        the = i > 0 and tokens.low[i - 1] == "the"
        if bare and (the or low == "both") and not tokens.silent[tokens.sent[i]]:
            found.append(Candidate(i - (low != "both"), i + 1, i, "pronoun", anaphor="couple:", plural=True))
    return found


_PAIRS = frozenset({"both", "two", "pair"})


def resolve_couple(history: History, mention: Candidate) -> None:
    """Give "both" the two that a clause just before joins or counts: "Mali and Niger met", "two nuns were held"."""
    tokens, entities = history.tokens, history.entities
    sentence = tokens.sent[mention.start]
    for back in range(_REACH + 1):
        told = [m for m in history.of_sentence(sentence - back) if m.end <= mention.start and m.entities]
        counted = [m for m in told if m.plural and {"two", "2", "both"} & {*tokens.low[m.start : m.root]}]
        joined = sorted(told, key=lambda m: tokens.dep[chain_head(tokens, m.root)] not in _SUBJECTS)
        for other in [*counted, *joined]:
            meant = list(dict.fromkeys(entities.find(n) for n in _with_conjuncts(history, other)))
            if other in counted and len(meant) > len(other.entities):
                return  # "two nuns and a cook" are three
            if len(meant) == 2 or (other in counted and len(meant) == 1):
                mention.entities = meant
                return


def find_former_and_latter(tokens: Tokens) -> list[Candidate]:
    """Phrases like "the former" and "the latter" that have no noun."""
    return [
        Candidate(i - 1, i + 1, i, "pronoun", anaphor=f"{low}:")
        for i, low in enumerate(tokens.low)
        if low in {"former", "latter"} and i and tokens.low[i - 1] == "the" and tokens.dep[i] in _NOMINAL
    ]


_NOMINAL = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "conj", "parataxis"})


def resolve_former_or_latter(history: History, mention: Candidate, *, former: bool) -> None:
    """Give it the first or second of two actors, where a sentence just before names two and no more."""
    tokens, entities = history.tokens, history.entities
    sentence = tokens.sent[mention.start]
    for back in range(_REACH + 1):
        named = [other for other in history.of_sentence(sentence - back) if _told_of(tokens, other)]
        pair = list(dict.fromkeys(entities.find(n) for other in named for n in other.entities))
        if len(pair) == 2:
            mention.entities = [pair[0 if former else 1]]
        if len(pair) == 2 or (pair and back):
            return


def _told_of(tokens: Tokens, mention: Candidate) -> bool:
    """Whether a mention is no pronoun and nobody's ("its consulate")."""
    return mention.mention_type != "pronoun" and tokens.low[mention.start] not in _POSSESSIVE


def resolve_pronoun(history: History, lexicon: ActorLexicon, mention: Candidate) -> None:
    """Give a pronoun the nearest antecedent that agrees with it, if there is one within reach."""
    tokens = history.tokens
    low = tokens.low[mention.start]
    if (low == "it" and not _refers(tokens, lexicon, mention.start)) or _is_said_by_none(tokens, mention.root):
        return
    agrees, reach = _agreement(low)
    told = _words_before(tokens, lexicon.words["speech_verbs"], mention.root)
    named = _names_below(tokens, mention.root)

    def fits(entity: Entity, other: Candidate) -> bool:
        if other.root in told or (other.mention_type == "name" and _is_named(tokens, named, entity, other)):
            return False
        several = low in _PLURAL and _is_joined(history, other)
        nominal = low in _PERSONAL and other.mention_type == "nominal"
        if nominal and (tokens.lemma[other.root] in _other_sex(low) or _is_nobody(tokens, other, mention)):
            return False
        return (several or agrees(entity, other)) and not _clause_mate(tokens, mention, other)

    found = _who_comes(history, mention, fits)
    found = found or _still_undergoing(history, lexicon, mention, fits) or _who_tells(history, mention, fits)
    found = found or _who_attacks(history, lexicon, mention, fits) or _who_goes_on(history, lexicon, mention, fits)
    found = found or _who_is_acted_on(history, mention, fits)
    found = found or history.nearest(mention, fits, reach)
    if found is not None:
        mention.entities = list(found.entities) if low not in _PLURAL else _with_conjuncts(history, found)
        if low == "its" and tokens.lemma[tokens.head[mention.root]] in lexicon.words["state_possessions"]:
            mention.entities = [_state_behind(history.entities, n) for n in mention.entities]


def _names_below(tokens: Tokens, i: int) -> list[int]:
    """The names in what a subject's verb governs, none of which it means: "| It | said that Chad had …" is not Chad."""
    verb = tokens.head[i]
    if tokens.dep[i] != "nsubj":
        return []
    behind = range(i + 1, tokens.bounds[tokens.sent[i]][1])
    return [k for k in behind if tokens.pos[k] == "PROPN" and _is_governed(tokens, k, verb)]


def _is_named(tokens: Tokens, below: list[int], entity: Entity, other: Candidate) -> bool:
    """Whether one of the names is a mention's, and no other forename sets them apart: "He praised | Ana Berg |'s"."""
    own = set(entity.name.lower().split())
    for k in below:
        if tokens.text[k] == tokens.text[other.root]:
            head = tokens.head[k] if tokens.dep[k] == "flat" else k
            whole = {
                tokens.text[c].lower() for c in (head, *tokens.children[head]) if c == head or tokens.dep[c] == "flat"
            }
            if entity.actor_type != "person" or whole <= own or own <= whole:
                return True
    return False


def _is_governed(tokens: Tokens, k: int, verb: int) -> bool:
    """Whether a word stands below a verb, with nothing set beside the verb between them."""
    while tokens.head[k] != k and tokens.dep[k] != "parataxis":
        k = tokens.head[k]
        if k == verb:
            return True
    return False


def _words_before(tokens: Tokens, said: frozenset[str], i: int) -> range:
    """What the subject of a verb of saying has said right before: nobody told of there is who says it.

    "The clerk was drunk," he said; the mayor had fled, he added.
    """
    verb = tokens.head[i]
    if tokens.dep[i] != "nsubj" or tokens.lemma[verb] not in said:
        return range(0)
    last = min(i, verb) - 1
    closing = next((k for k in (last, last - 1) if k > 0 and _closes(tokens, k)), None)
    if closing is not None:
        reach = range(closing - 1, max(closing - _LONGEST_QUOTE, -1), -1)
        return range(next((k for k in reach if tokens.low[k] in _QUOTES), closing), closing)
    goes_on = any(c > verb and tokens.dep[c] in {"obj", "ccomp", "xcomp"} for c in tokens.children[verb])
    told = any(tokens.dep[c] == "ccomp" and c < i for c in tokens.children[verb])
    told = told or (tokens.dep[verb] == "parataxis" and tokens.head[verb] < i)
    return range(tokens.bounds[tokens.sent[i]][0], i) if told and tokens.low[last] == "," and not goes_on else range(0)


def _closes(tokens: Tokens, k: int) -> bool:
    """Whether a token is a quotation mark with no space before it."""
    return tokens.low[k] in _QUOTES and tokens.end[k - 1] == tokens.idx[k]


_QUOTES = frozenset({'"', "''", "``"})
_LONGEST_QUOTE = 150


def _is_nobody(tokens: Tokens, other: Candidate, mention: Candidate) -> bool:
    """Whether a description denies that there was anybody, or tells of nobody in particular: "no judge", "any man".

    Of "every girl may choose her school" each is meant.
    """
    if tokens.low[other.start] == "every" and tokens.dep[other.root] in _SUBJECTS:
        above = tokens.head[mention.root]
        while above not in {tokens.head[other.root], tokens.head[above]}:
            above = tokens.head[above]
        if above == tokens.head[other.root]:
            return False
    return tokens.low[other.start] in {"no", "any", "every", "neither"} or tokens.case_of(other.root) == "without"


def _is_said_by_none(tokens: Tokens, i: int) -> bool:
    """Whether a pronoun is the subject of what nobody says: "no group has said that it carried out the attack"."""
    told = tokens.head[i]
    if tokens.dep[i] != "nsubj" or tokens.dep[told] != "ccomp":
        return False
    tellers = (c for c in tokens.children[tokens.head[told]] if tokens.dep[c] == "nsubj" and c < i)
    return any(tokens.low[c] == "no" for teller in tellers for c in tokens.children[teller])


def _agreement(low: str) -> tuple[Callable[[Entity, Candidate], bool], int]:
    """What a pronoun may stand for, and how many sentences back."""
    if low in _PERSONAL:
        return partial(_one_person, female=low in {"she", "her", "herself"}), _REACH
    return (_thing if low in _NEUTER else _many), 1


def _who_attacks(
    history: History, lexicon: ActorLexicon, mention: Candidate, fits: Callable[[Entity, Candidate], bool]
) -> Candidate | None:
    """Armed people told of just before, where "they" does violence: "they fired at the crowd", a witness said.

    Nobody where police or troops act there too, who may have done it as well; who only tells of it has not.
    """
    tokens, verb = history.tokens, history.tokens.head[mention.root]
    verbs = [verb, *(c for c in tokens.children[verb] if tokens.dep[c] == "conj")]
    if tokens.low[mention.start] != "they" or tokens.dep[mention.root] != "nsubj":
        return None
    if not any(tokens.lemma[v] in _VIOLENT for v in verbs):
        return None
    armed = None
    for back in range(_REACH + 1):
        for other in reversed(history.of_sentence(tokens.sent[mention.start] - back)):
            kinds = {history.entities.all[history.entities.find(n)].actor_type for n in other.entities}
            if other.start >= mention.start or not history.is_fit(other, fits):
                continue
            above = tokens.head[chain_head(tokens, other.root)]
            acts = tokens.dep[other.root] in _SUBJECTS and tokens.lemma[above] not in lexicon.words["speech_verbs"]
            if kinds & {"police", "military"} and acts:
                return None
            armed = armed or (other if kinds == {"armed_group"} else None)
    return armed


_VIOLENT = words("actors", "verbs-of-violence")


def _still_undergoing(
    history: History, lexicon: ActorLexicon, mention: Candidate, fits: Callable[[Entity, Candidate], bool]
) -> Candidate | None:
    """Whom a main verb is done to, where "they" had something done to them: "freed two men after they were held"."""
    tokens, verb = history.tokens, history.tokens.head[mention.root]
    main = tokens.head[verb]
    if tokens.dep[mention.root] != "nsubj:pass" or tokens.dep[verb] != "advcl":
        return None
    if tokens.lemma[main] not in lexicon.words["undergone_verbs"]:
        return None
    for other in history.of_sentence(tokens.sent[mention.start]):
        first = chain_head(tokens, other.root)
        if tokens.dep[first] == "obj" and tokens.head[first] == main and other.entities:
            return other if history.is_fit(other, fits) else None
    return None


def _who_is_acted_on(
    history: History, mention: Candidate, fits: Callable[[Entity, Candidate], bool]
) -> Candidate | None:
    """Whom a verb acts on, where a reason for it or a participle beside it tells more of them.

    "Sued Chile at the court, charging | it | with theft", "fined the bank for | its | refusal", "cleared it of charges
    that | it | spied".
    """
    tokens, i = history.tokens, mention.root
    verb = _verb_told_of(tokens, i)
    if verb is None:
        return None
    objects = [c for c in tokens.children[verb] if tokens.dep[c] == "obj" and c < i]
    aimed = [c for o in (verb, *objects) for c in tokens.children[o] if c < i and tokens.case_of(c) in _AIMED]
    those = [m for m in history.of_sentence(tokens.sent[i]) if m.entities and m.start < mention.start]
    for node in (*objects, *aimed):
        for other in those:
            if chain_head(tokens, other.root) == node and history.is_fit(other, fits):
                return other
    return None


_AIMED = frozenset({"against", "on", "upon", "to"})
_REASONS = frozenset({"of", "from", "against", "over"})


def _verb_told_of(tokens: Tokens, i: int) -> int | None:
    """The verb that a pronoun's participle, reason or charge hangs from."""
    head = tokens.head[i]
    if tokens.dep[i] in {"obj", "iobj"} and tokens.dep[head] == "advcl" and tokens.tag[head] == "VBG":
        own = any(tokens.dep[c] in _SUBJECTS or tokens.dep[c] == "mark" for c in tokens.children[head])
        return None if own else tokens.head[head]
    if tokens.low[i] in {"its", "their"} and tokens.dep[head] == "obl" and tokens.case_of(head) == "for":
        return tokens.head[head]
    noun = tokens.head[head]
    told = tokens.dep[i] == "nsubj" and tokens.dep[head] in {"acl", "acl:relcl", "ccomp"}
    if told and tokens.dep[noun] == "obl" and tokens.case_of(noun) in _REASONS and tokens.pos[noun] == "NOUN":
        return tokens.head[noun]
    return None


def _who_comes(history: History, mention: Candidate, fits: Callable[[Entity, Candidate], bool]) -> Candidate | None:
    """The subject of the clause that a pronoun in front of it means, already told of by the order of resolution."""
    subject = subject_to_come(history.tokens, mention.root)
    if subject is None:
        return None
    told = [m for m in history.of_sentence(history.tokens.sent[subject]) if m.root == subject and m.entities]
    return next((m for m in told if history.is_fit(m, fits)), None)


def _who_goes_on(
    history: History, lexicon: ActorLexicon, mention: Candidate, fits: Callable[[Entity, Candidate], bool]
) -> Candidate | None:
    """Who spoke in the sentence before, where "he" speaks: "Vera said a man was held. He said …"; not the man."""
    tokens, said = history.tokens, lexicon.words["speech_verbs"]
    if tokens.low[mention.start] not in {"he", "she"} or not _speaks(tokens, said, mention.root):
        return None
    if _is_behind_another(tokens, mention.root):
        return None
    before = history.of_sentence(tokens.sent[mention.start] - 1)
    speakers = [m for m in before if m.entities and _speaks(tokens, said, chain_head(tokens, m.root))]
    return next((m for m in speakers if history.is_fit(m, fits)), None)


def _is_behind_another(tokens: Tokens, i: int) -> bool:
    """Whether a clause before the pronoun's own has a subject: "Vera said so. Ruiz agreed, and he added …"."""
    verb = tokens.head[i]
    while tokens.dep[verb] == "conj":
        verb = tokens.head[verb]
        if any(tokens.dep[c] in _SUBJECTS for c in tokens.children[verb]):
            return True
    return False


def _speaks(tokens: Tokens, said: frozenset[str], i: int) -> bool:
    """Whether a word is the subject of a main verb of saying."""
    verb = tokens.head[i]
    first = chain_head(tokens, verb)
    main = tokens.dep[first] in {"root", "parataxis"}
    return main and tokens.dep[i] == "nsubj" and tokens.lemma[verb] in said and tokens.lemma[verb] not in _ANSWERING


_ANSWERING = words("actors", "verbs-of-answering")


def _who_tells(history: History, mention: Candidate, fits: Callable[[Entity, Candidate], bool]) -> Candidate | None:
    """Who tells of themselves in a relative clause: "presented two men who confessed that they planted the bomb"."""
    tokens, verb = history.tokens, history.tokens.head[mention.root]
    telling = tokens.head[verb]
    relative = tokens.dep[telling] == "acl:relcl" and tokens.dep[verb] == "ccomp"
    if not relative or tokens.dep[mention.root] not in {"nsubj", "nsubj:pass"}:
        return None
    if not any(
        tokens.low[c] in {"who", "that", "which"} and tokens.dep[c] == "nsubj" for c in tokens.children[telling]
    ):
        return None
    those = [m for m in history.of_sentence(tokens.sent[mention.start]) if m.root == tokens.head[telling]]
    return next((m for m in those if m.entities and history.is_fit(m, fits)), None)


def _one_person(entity: Entity, other: Candidate, *, female: bool) -> bool:
    if entity.actor_type != "person" or other.plural:
        return False
    marks = entity.called | set(fold(entity.title or "").split())
    return not marks & (_MALE if female else _FEMALE)


def _other_sex(low: str) -> frozenset[str]:
    return _MALE if low in {"she", "her", "herself"} else _FEMALE


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


def _is_joined(history: History, other: Candidate) -> bool:
    """Whether a mention is the first of several: "Egypt and Turkey"."""
    tokens = history.tokens
    joined = {c for c in tokens.children[other.root] if tokens.dep[c] == "conj"}
    return bool(joined) and any(m.root in joined for m in history.of_sentence(tokens.sent[other.start]))


def _clause_mate(tokens: Tokens, mention: Candidate, other: Candidate) -> bool:
    """Whether both are arguments of one verb, so that the pronoun cannot mean the other ("he saw him")."""
    if tokens.low[mention.root] in _POSSESSIVE or tokens.low[mention.root].endswith(("self", "selves")):
        return False
    mine, theirs = chain_head(tokens, _counted_by(tokens, mention.root)), chain_head(tokens, other.root)
    if tokens.head[mine] == tokens.head[theirs]:
        return True
    subject = tokens.dep[theirs] in _SUBJECTS and tokens.dep[mine] in ("obj", "iobj")
    return subject and tokens.head[theirs] == _shared_verb(tokens, tokens.head[mine])


def _counted_by(tokens: Tokens, pronoun: int) -> int:
    """The number of those meant, if there is one: "police … arrested | 15 | of them" arrested no police."""
    number = tokens.head[pronoun]
    counted = tokens.dep[pronoun] == "nmod" and tokens.case_of(pronoun) == "of" and tokens.pos[number] == "NUM"
    return number if counted else pronoun


def _shared_verb(tokens: Tokens, verb: int) -> int:
    """The verb whose subject one without has: "they held the men but later freed | them", "seized it, burning | it"."""
    for _ in range(4):
        shared = tokens.dep[verb] == "conj" or (tokens.dep[verb] == "advcl" and tokens.low[verb].endswith("ing"))
        if not shared or any(tokens.dep[c] in _SUBJECTS for c in tokens.children[verb]):
            break
        verb = tokens.head[verb]
    return verb


_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})


def _refers(tokens: Tokens, lexicon: ActorLexicon, i: int) -> bool:
    """Whether "it" can be an actor: part of a verb of doing, neither what is said or judged nor a clause to come."""
    head = tokens.head[i]
    if tokens.dep[i] == "obj" and tokens.lemma[head] in lexicon.words["speech_verbs"]:
        return any(tokens.dep[c] == "xcomp" and c > i for c in tokens.children[head])  # "urging it to talk"
    if tokens.dep[i] not in {"nsubj", "obj", "iobj", "obl", "nsubj:pass"} or tokens.pos[head] != "VERB":
        return False
    clausal: bool = any(
        tokens.dep[c] in {"csubj", "csubj:pass"} or (tokens.dep[c] == "ccomp" and tokens.dep[i] == "nsubj:pass")
        for c in tokens.children[head]
    )
    empty = tokens.lemma[head] in _EMPTY_VERBS and not _acts_as_told(tokens, lexicon, head)
    return not empty and not clausal


def _acts_as_told(tokens: Tokens, lexicon: ActorLexicon, verb: int) -> bool:
    """As in "Kenya said it had begun to supply oil": what one says that one has begun, one does."""
    told = tokens.dep[verb] == "ccomp" and tokens.lemma[tokens.head[verb]] in lexicon.words["speech_verbs"]
    done = any(tokens.dep[c] in {"xcomp", "obj"} for c in tokens.children[verb])
    return told and done and tokens.lemma[verb] in _BEGINNING


_BEGINNING = words("actors", "verbs-of-beginning")


def _with_conjuncts(history: History, found: Candidate) -> list[int]:
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
