"""Names that the lexicon knows, where the text writes them as names."""

from __future__ import annotations

from pipelines.extract.actors.lexicon import ActorLexicon, Form, is_of_continent, pieces_of
from pipelines.extract.actors.name_spans import Name
from pipelines.extract.parsed_tokens import Tokens
from pipelines.lexicon import words

_BREAK = "\n"


def lexicon_names(tokens: Tokens, lexicon: ActorLexicon) -> list[Name]:
    """The longest entries of the lexicon that the text writes as names, in order, none overlapping."""
    pieces, owner = _pieces(tokens)
    labels = _entity_labels(tokens)
    names: list[Name] = []
    k = 0
    while k < len(pieces):
        best: tuple[int, Name] | None = None
        if k == 0 or owner[k] != owner[k - 1]:
            for end, forms in lexicon.matches(pieces, k):
                if owner[end] == owner[end - 1]:
                    continue
                found = _accepted(tokens, forms, owner[k], owner[end - 1] + 1, labels)
                best = (end, found) if found else best
        if best:
            names += [*_first_of_two(tokens, lexicon, best[1]), best[1]]
        k = best[0] if best else k + 1
    return names


def _first_of_two(tokens: Tokens, lexicon: ActorLexicon, name: Name) -> list[Name]:
    """The state whose name leaves off what it shares with the next: "North | and South Korea"."""
    first = name.start - 2
    floor = tokens.bounds[tokens.sent[name.start]][0]
    if name.kind not in {"state", "adjective"} or name.end - name.start < 2 or first < floor:
        return []
    if tokens.low[first + 1] not in {"and", "or", "nor"} or not tokens.text[first][:1].isupper():
        return []
    words = [tokens.low[first], *tokens.low[name.start + 1 : name.end]]
    wanted = "name" if name.kind == "state" else name.kind
    keys = {f.key for end, forms in lexicon.matches(words, 0) for f in forms if end == len(words) and f.kind == wanted}
    return [Name(first, first + 1, name.root, name.kind, key) for key in sorted(keys - {name.key})[:1]]


def _pieces(tokens: Tokens) -> tuple[list[str], list[int]]:
    pieces: list[str] = []
    owner: list[int] = []
    for number, (start, end) in enumerate(tokens.bounds):
        if tokens.silent[number]:
            continue
        for i in range(start, end):
            low = tokens.low[i]
            for piece in [low] if low.isascii() and low.isalnum() else pieces_of(low) if "$" not in low else [_BREAK]:
                pieces.append(piece)
                owner.append(i)
        pieces.append(_BREAK)
        owner.append(-1 - number)
    return pieces, owner


def _entity_labels(tokens: Tokens) -> list[str]:
    labels = [""] * tokens.n
    for start, end, label in tokens.ents:
        labels[start:end] = [label] * (end - start)
    return labels


def _accepted(tokens: Tokens, forms: list[Form], start: int, end: int, labels: list[str]) -> Name | None:
    barred = {"named"} if _is_amid_person(start, end, labels) else set()
    barred |= {"name", "capital"} if end - start == 1 and _is_titled(tokens, start) else set()
    good = [f for f in forms if f.kind not in barred and _written_as(tokens, f, start, end, labels)]
    if not good:
        return None
    root = tokens.root(start, end)
    form = _reading_of(tokens, good, root)
    if form.kind in {"adjective", "people"} and is_of_continent(tokens.low, start):
        return None
    kind = {"name": "state"}.get(form.kind, form.kind)
    named = dict.fromkeys(f.key for f in good if f.kind == "named" == kind and f.key != form.key)
    return Name(start, end, root, kind, form.key, tuple(named))


def _written_as(tokens: Tokens, form: Form, start: int, end: int, labels: list[str]) -> bool:
    """Whether the text writes a form as a name: acronyms in capitals, names with one, doubtful words so tagged."""
    caps = tokens.caps[tokens.sent[start]]
    proper = any(tokens.pos[i] == "PROPN" for i in range(start, end))
    labelled = any(labels[i] for i in range(start, end))
    if caps == "upper":
        likely = proper and (labelled or form.acronym) and form.text.lower() not in _NEVER_IN_CAPITALS
        poles = form.kind == "people" and start > 0 and tokens.low[start - 1] in _BEFORE_POLES
        forename = form.acronym and _begins_person(tokens, start, end, labels)
        return (not form.ambiguous or likely) and not poles and not forename
    if caps == "lower":
        return proper if form.ambiguous or (form.acronym and len(form.text) < 4) else True
    text = "".join(tokens.text[start:end])
    if (form.acronym and not _acronym_like(tokens, text, form, start, labelled=labelled and proper)) or (
        form.capital and not any(c.isupper() for c in text)
    ):
        return False
    several = form.kind == "named" and end - start > 1
    if several and (_falls_apart(tokens, form, start, end) or _only_begins_sentence(tokens, form, start, end)):
        return False
    described = form.kind == "adjective" and tokens.pos[end - 1] == "ADJ"
    if form.ambiguous and end - start == 1 and not form.acronym and not described:
        first = start == tokens.bounds[tokens.sent[start]][0]
        return proper and (labelled or not (first or caps == "title"))
    return True


def _is_titled(tokens: Tokens, start: int) -> bool:
    """Whether a title before a word makes it a person's name ("Ms. Jordan")."""
    before = start - 1
    return before >= 0 and tokens.text[before][:1].isupper() and tokens.low[before] in _HONORIFICS


_HONORIFICS = words("actors", "titles-of-anybody")


def _is_amid_person(start: int, end: int, labels: list[str]) -> bool:
    """Whether a person's name goes on before and behind: "Al-Fateh Qurashi" is not of Fatah."""
    return start > 0 and labels[start - 1] == labels[start] == "PER" and end < len(labels) and labels[end] == "PER"


def _begins_person(tokens: Tokens, start: int, end: int, labels: list[str]) -> bool:
    """Whether a word in a line of capitals is a forename: "ANA PAZ" is no army of a state with that acronym."""
    if end - start > 1 or end >= tokens.n or labels[start] != "PER" or labels[end] != "PER":
        return False
    return tokens.dep[end] == "flat" and tokens.head[end] == start and tokens.pos[end] == "PROPN"


def _falls_apart(tokens: Tokens, form: Form, start: int, end: int) -> bool:
    """Whether a name's last word, in small letters against the lexicon's, is an adverb of the clause ("Iran today")."""
    last = end - 1
    if not tokens.text[last].islower() or form.text.split()[-1].islower():
        return False
    return tokens.dep[last] in {"advmod", "obl", "obl:unmarked", "obl:tmod", "nmod:unmarked"}


def _only_begins_sentence(tokens: Tokens, form: Form, start: int, end: int) -> bool:
    """Whether the one capital of a name that has several is the sentence's ("Mothers of the disappeared marched")."""
    capitals = sum(word[:1].isupper() for word in form.text.split())
    rest = any(c.isupper() for i in range(start + 1, end) for c in tokens.text[i])
    return start == tokens.bounds[tokens.sent[start]][0] and capitals > 1 and not rest


_BEFORE_POLES = words("actors", "words-before-poles")
_NEVER_IN_CAPITALS = words("actors", "acronyms-that-are-words")


def _acronym_like(tokens: Tokens, text: str, form: Form, start: int, *, labelled: bool) -> bool:
    """Whether an acronym has its capitals, or is a word of its own ("Unicef") where capitals tell names from words."""
    letters = [c for c in text if c.isalpha()]
    if sum(c.isupper() for c in letters) > len(letters) / 2:
        return True
    sentence = tokens.sent[start]
    doubtful = tokens.caps[sentence] == "title" or start == tokens.bounds[sentence][0]
    return len(letters) > 3 and text[0].isupper() and not form.ambiguous and (labelled or not doubtful)


def _reading_of(tokens: Tokens, forms: list[Form], root: int) -> Form:
    """Among the forms of one spelling: the adjective before a noun, else the name, else the people."""
    modifier = tokens.dep[root] in {"amod", "compound", "nmod:desc"} or tokens.pos[root] == "ADJ"
    order = _AS_MODIFIER if modifier else _AS_HEAD
    return min(forms, key=lambda form: order.index(form.kind))


_AS_MODIFIER = ("adjective", "folk", "name", "named", "people", "capital", "person")
_AS_HEAD = ("name", "named", "people", "capital", "adjective", "folk", "person")
