"""Whether the name of a state or a capital stands for those who act, or for the place."""

from __future__ import annotations

from pipelines.extract.actors.lexicon import ActorLexicon
from pipelines.extract.actors.phrases import chain_head
from pipelines.extract.parsed_tokens import Tokens
from pipelines.lexicon import words

STRONG, WEAK, PLACE = "strong", "weak", "place"
_SUBJECTS = frozenset({"nsubj", "csubj", "obl:agent", "vocative", "dislocated", "nsubj:outer"})
_OBJECTS = frozenset({"obj", "iobj", "nsubj:pass"})
_FRAGMENTS = frozenset({"root", "parataxis", "list", "discourse", "dep"})


def party_role(tokens: Tokens, lexicon: ActorLexicon, root: int, *, capital: bool) -> str:
    """`strong`: a party to what happens; `weak`: one only if the document makes it so elsewhere; `place`: no actor."""
    i = chain_head(tokens, root)
    for _ in range(3):
        if tokens.dep[i] != "appos" or tokens.head[i] == i:
            break
        i = chain_head(tokens, tokens.head[i])
    dep, head = tokens.dep[i], tokens.head[i]
    own_case = tokens.case_of(root) or tokens.case_of(i)
    if capital and _decides_in_relative(tokens, lexicon, root):
        return STRONG
    if dep in _SUBJECTS:
        return _as_subject(tokens, lexicon, head, capital=capital)
    if dep in _OBJECTS:
        return STRONG if _is_made_to(tokens, i) else _as_object(tokens, lexicon, dep, head, capital=capital)
    if dep in {"nmod:poss", "amod", "compound", "nmod:desc"} and own_case in {"", "'s", "'"}:
        return _as_modifier(tokens, lexicon, dep, head, capital=capital)
    if dep in _FRAGMENTS and not own_case:
        return WEAK if capital else STRONG
    return _as_oblique(tokens, lexicon, own_case, head, capital=capital)


def _decides_in_relative(tokens: Tokens, lexicon: ActorLexicon, root: int) -> bool:
    """Whether a relative clause says what a name says or decides: "loans to Hanoi, which has refused to sign"."""
    said = lexicon.words["speech_verbs"]
    return any(
        tokens.dep[verb] == "acl:relcl"
        and tokens.lemma[verb] in said
        and any(tokens.low[c] == "which" and tokens.dep[c] == "nsubj" for c in tokens.children[verb])
        for verb in tokens.children[root]
    )


def _is_made_to(tokens: Tokens, i: int) -> bool:
    """Whether an object does what an infinitive behind it tells: "prompting Athens to recall its envoy"."""
    if tokens.dep[i] != "obj":
        return False
    return any(
        tokens.dep[verb] == "xcomp"
        and verb > i
        and tokens.pos[verb] == "VERB"
        and any(tokens.low[c] == "to" and tokens.dep[c] == "mark" for c in tokens.children[verb])
        for verb in tokens.children[tokens.head[i]]
    )


def _as_subject(tokens: Tokens, lexicon: ActorLexicon, head: int, *, capital: bool) -> str:
    placed = (
        capital
        and any(tokens.dep[c] == "cop" for c in tokens.children[head])
        and tokens.lemma[head] in lexicon.words["place_nouns"]
    )
    return PLACE if placed else STRONG


def _as_object(tokens: Tokens, lexicon: ActorLexicon, dep: str, head: int, *, capital: bool) -> str:
    if dep == "obj" and tokens.lemma[head] in lexicon.words["motion_verbs"]:
        return WEAK if not capital else PLACE
    if not capital or dep == "iobj":  # "gave Kyiv a guarantee"
        return STRONG
    addressed = lexicon.words["speech_verbs"] | lexicon.words["addressing_verbs"]
    return STRONG if tokens.lemma[head] in addressed else PLACE


def _as_modifier(tokens: Tokens, lexicon: ActorLexicon, dep: str, head: int, *, capital: bool) -> str:
    place = tokens.lemma[head] in lexicon.words["place_nouns"] or tokens.pos[head] in {"NUM", "ADJ"}
    if capital:
        return STRONG if dep == "nmod:poss" and not place else PLACE
    if place:
        return WEAK if dep == "nmod:poss" else PLACE
    return STRONG


def _as_oblique(tokens: Tokens, lexicon: ActorLexicon, case: str, head: int, *, capital: bool) -> str:
    noun = tokens.lemma[head]
    if case in lexicon.words["party_prepositions"]:
        beside = case == "by" and tokens.pos[head] == "NOUN" and noun in lexicon.words["place_nouns"]
        return WEAK if beside else STRONG
    voiced = case == "from" and (noun in _SOUGHT if capital else noun in _SOUGHT | _UTTERED | _FROM_STATES)
    if voiced or (case == "behind" and noun in _SIDING) or (case == "at" and noun in _LASHING):
        return STRONG
    if case in lexicon.words["place_prepositions"] or case in {"from", ""}:
        return WEAK if case == "from" and not capital else PLACE
    if capital:
        return _as_capital(tokens, lexicon, case, head)
    if case in {"on", "of", "toward", "towards", "upon"} and noun in lexicon.words["place_nouns"]:
        return PLACE
    done_to = case in {"on", "of", "toward", "towards", "upon"} and (
        noun in lexicon.words["event_nouns"] or tokens.pos[head] == "VERB"
    )
    given_to = case == "to" and noun in lexicon.words["transfer_words"] | _TOLD
    done_by = case == "of" and noun in _DOINGS
    return STRONG if done_to or given_to or done_by else WEAK


def _as_capital(tokens: Tokens, lexicon: ActorLexicon, case: str, head: int) -> str:
    """A capital that something is said or given to, or weighs on, is its government."""
    noun, verb = tokens.lemma[head], tokens.pos[head] == "VERB"
    if case in {"on", "toward", "towards"}:
        calls = verb and noun in lexicon.words["speech_verbs"]
        return STRONG if calls or noun not in lexicon.words["event_nouns"] or noun == "pressure" else PLACE
    if case == "to":
        sent = {tokens.lemma[c] for c in tokens.children[head] if tokens.dep[c] == "obj"}
        if verb:
            return STRONG if noun in _TOLD or sent & _UTTERED else PLACE
        return STRONG if noun in lexicon.words["transfer_words"] - _BROUGHT or noun in _UTTERED else PLACE
    return PLACE


_LASHING = words("actors", "verbs-of-lashing-out")
_SIDING = words("actors", "verbs-of-siding")
_FROM_STATES = words("actors", "voiced-by-states")
_DOINGS = words("actors", "doings-of-states")
_SOUGHT = words("actors", "sought-from-governments")
_TOLD = words("actors", "verbs-of-addressing")
_UTTERED = words("actors", "nouns-of-addressing")
_BROUGHT = words("actors", "transfers-to-places")


def speaks(tokens: Tokens, lexicon: ActorLexicon, root: int) -> bool:
    """Whether a nominal is the subject of an active verb of saying or deciding."""
    i = chain_head(tokens, root)
    return (
        tokens.dep[i] == "nsubj"
        and not tokens.case_of(i)
        and tokens.lemma[tokens.head[i]] in lexicon.words["speech_verbs"]
    )


def takes_part(tokens: Tokens, root: int) -> bool:
    """Whether a nominal is an argument that acts, suffers or receives, rather than a circumstance."""
    i = chain_head(tokens, root)
    dep = tokens.dep[i]
    if dep in _SUBJECTS or dep in _OBJECTS or dep in {"nmod:poss", "root", "appos", "parataxis"}:
        return True
    return dep in {"nmod", "obl"} and tokens.case_of(i) in {
        "of",
        "by",
        "against",
        "with",
        "between",
        "to",
        "from",
        "for",
        "on",
        "among",
        "at",
        "including",
    }
