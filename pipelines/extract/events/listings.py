"""What is listed with what, read off the surface: "Ana Paz, a nurse; Juan Rey, 24; and their driver".

Long lists with ages, offices, addresses and brackets between their members break parses; commas do not.
"""

from __future__ import annotations

from functools import lru_cache

from pipelines.extract.dependencies import Tree
from pipelines.lexicon import words

_SEPARATORS = frozenset({",", ";", "and", "&", "plus", "or"})
_JOINING = {
    words[0]: words
    for words in (["as", "well", "as"], ["along", "with"], ["together", "with"], ["in", "addition", "to"])
}
_INSIDE = frozenset({"DET", "NUM", "ADJ", "NOUN", "PROPN", "PRON", "PART", "SYM"})
_LINKS = frozenset({"of", "in", "on", "at", "from", "to", "for", "with", "near", "between", "against", "behind"})
_AGAIN = frozenset({"to", "at", "on", "against", "of", "in", "near", "including"})
"""Prepositions that may be said anew before a member: "damage to the school and to the church"."""
_AIMED = frozenset({"on", "against", "at"})
_DEEDS = words("events", "deeds-with-a-target")
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_LONGEST_BRACKET = 20
_MOST = 80
"""Members of a list; what follows begins another."""
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


@lru_cache(maxsize=2)
def _lists(tree: Tree) -> dict[int, tuple[int, ...]]:
    """Every nominal that stands in a list → the heads of all members of the list, in text order."""
    out: dict[int, tuple[int, ...]] = {}
    for first, last in tree.sentence_span:
        at = first
        while at < last:
            members, at = _list_from(tree, at, last)
            if len(members) > 1:
                heads = tuple(head for head, _ in members)
                for _, tokens in members:
                    out.update(dict.fromkeys(tokens, heads))
    return out


def listed_with(tree: Tree, token: int) -> list[int]:
    """Heads of the other members of the list in which a nominal stands; nothing where it stands in none."""
    return [head for head in _lists(tree).get(token, ()) if head != token]


def _list_from(tree: Tree, at: int, last: int) -> tuple[list[tuple[int, range]], int]:
    """The members (head, tokens) of the list that begins at a token, perhaps none, and where to read on."""
    members: list[tuple[int, range]] = []
    while at < last and len(members) < _MOST:
        phrase = _phrase(tree, at, last)
        if phrase is None:
            break
        after = _postmodifiers(tree, phrase.stop, last)
        members.append((_head(tree, phrase), range(phrase.start, _end_of_names(tree, phrase, after))))
        following = _separator(tree, after, last)
        if following == after:
            return _without_next_clause(tree, members, after, last), max(after, phrase.stop)
        at = following
    return members, max(at, at + 1 if not members else at)


def _end_of_names(tree: Tree, phrase: range, after: int) -> int:
    """Where a member ends: "the murder of Ana Paz, Luis Rey and …" lists Ana Paz with the rest, not the murder.

    So does "attacks on a palace, a station and …".
    """
    link = tree.lower[phrase.stop] if phrase.stop < after else ""
    goes_on = link == "of" or (link in _AIMED and tree.lemma[phrase.stop - 1] in _DEEDS)
    goes_on = goes_on and tree.lower[after : after + 1] != [";"]
    return after if goes_on else phrase.stop


def _phrase(tree: Tree, at: int, last: int) -> range | None:
    """The noun phrase that starts at a token, up to its last noun or number."""
    if at < last and tree.lower[at] in _AGAIN and tree.pos[at] == "ADP":
        at += 1
    end, nominal = at, None
    while end < last and (tree.pos[end] in _INSIDE or _is_modifier(tree, end) or _is_joint(tree, end, last)):
        if tree.tag[end] in ("WP", "WDT", "WP$"):
            break
        if tree.pos[end] in ("NOUN", "PROPN", "NUM"):
            nominal = end
        end += 1
    return None if nominal is None else range(at, nominal + 1)


def _is_modifier(tree: Tree, i: int) -> bool:
    """Participles before a noun: "the murdered priest"."""
    return tree.tag[i] in ("VBN", "VBG") and tree.dep[i] == "amod"


def _is_joint(tree: Tree, i: int, last: int) -> bool:
    """Hyphens and quotation marks within a phrase."""
    return tree.lower[i] in ("-", '"', "'", "“", "”") and i + 1 < last and tree.pos[i + 1] in _INSIDE


def _head(tree: Tree, phrase: range) -> int:
    """The token of a phrase that the others hang from."""
    node = phrase[-1]
    while tree.dep[node] in ("flat", "nmod:unmarked", "appos") and tree.head[node] in phrase:
        node = tree.head[node]
    return node


def _postmodifiers(tree: Tree, at: int, last: int) -> int:
    """Past brackets, prepositional phrases and participles: "[as heard]", "of the bank located in the north"."""
    while at < last:
        if tree.lower[at] in _OPENING:
            end = next((i for i in range(at, min(at + _LONGEST_BRACKET, last)) if tree.lower[i] in _CLOSING), at)
            if end == at:
                return at
            at = end + 1
        elif tree.pos[at] == "ADP" and tree.lower[at] in _LINKS and (phrase := _phrase(tree, at + 1, last)) is not None:
            at = phrase.stop
        elif tree.pos[at] == "SPACE" or (tree.dep[at] == "acl" and tree.tag[at] in ("VBN", "VBG")):
            at += 1
        else:
            return at
    return at


def _separator(tree: Tree, at: int, last: int) -> int:
    """Past the commas and words that join members; the same place where there are none."""
    while at < last:
        longer = _JOINING.get(tree.lower[at], [])
        if longer and tree.lower[at : at + len(longer)] == longer:
            at += len(longer)
        elif tree.lower[at] in _SEPARATORS or tree.pos[at] == "SPACE":
            at += 1
        else:
            return at
    return at


def _without_next_clause(
    tree: Tree, members: list[tuple[int, range]], after: int, last: int
) -> list[tuple[int, range]]:
    """Leave out a last member that begins a clause of its own: "killed the senator, the president announced"."""
    if len(members) < 2 or after >= last or tree.tag[after] not in _FINITE:
        return members
    governed = tree.head[members[0][0]] < members[0][1].start
    return members[:-1] if governed else members
