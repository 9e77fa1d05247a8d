"""The dependency tree of a document as plain lists, and the grammar that extractors ask of it.

A token is its index in the `Doc`. Labels are UD v2; the content word is the head.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache

from spacy.tokens import Doc

from pipelines.extract.columns import columns_of
from pipelines.extract.parsed_tokens import singular
from pipelines.lexicon import words

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whom"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer"})
OBLIQUES = frozenset({"obl", "obl:agent", "nmod", "obl:arg", "obl:tmod", "obl:unmarked", "obl:npmod", "nmod:unmarked"})
_ADDRESSING = words("shared", "verbs-of-addressing")
_CHARGING = words("shared", "verbs-of-charging")
_BARE_CONTROL = words("shared", "verbs-with-bare-infinitive")
_TASKS = words("shared", "nouns-for-tasks")
_UNDOING = words("shared", "verbs-of-undoing")
_OF_SOMEBODY = words("shared", "adjectives-of-somebody")
_SUBJECT_CONTROL = words("shared", "verbs-of-promising")


_PUNISHING = words("shared", "verbs-of-punishing")
_BODIES = words("shared", "bodies-of-states")
_THINKING = words("shared", "verbs-of-belief")
_LONG_DESCRIPTION = 30
"""Words that tell at most what somebody is believed to be."""
_AWARDING = frozenset({"award", "hand"})
"""Verbs that have a penalty for their object: "awarded a life term to a man for killing"."""
_STAYING = words("shared", "verbs-of-staying")
_DAYS = frozenset({"obl:tmod", "obl:unmarked", "nmod:tmod", "nmod:unmarked"})


class Tree:
    """Lists over the tokens of one document; index i is token i everywhere.

    text: the whole document.
    lemma, lower, pos (UPOS), tag (Penn), dep: strings, the lemmas of plurals that a lemmatiser keeps ("troops", the
    "Airstrikes" of a headline) in the singular; head: token index, itself for a root; children: in text order;
    start, end: character offsets; sentence: position in `Doc.sents`.
    """

    def __init__(self, doc: Doc) -> None:
        columns = columns_of(doc)
        self.text = columns.raw
        self.lower, self.start, self.end = columns.lower, columns.start, columns.end
        self.pos, self.tag, self.dep = list(columns.pos), list(columns.tag), list(columns.dep)
        self.head = list(columns.head)
        lemmas = zip(map(str.lower, columns.lemma), columns.tag, strict=True)
        self.lemma = [singular(lemma) if tag in ("NNS", "NNPS") else lemma for lemma, tag in lemmas]
        self.children: list[list[int]] = [[] for _ in range(len(doc))]
        for i, head in enumerate(self.head):
            if head != i and self.pos[i] != "SPACE":
                self.children[head].append(i)
        self._mend_voice()
        self._mend_blame()
        self._mend_pair()
        self._mend_sides()
        self._mend_whose()
        self._mend_belief()
        self._mend_address()
        self.sentence = [0] * len(doc)
        self.sentence_span: list[tuple[int, int]] = []
        for number, sent in enumerate(doc.sents):
            self.sentence_span.append((sent.start, sent.end))
            self.sentence[sent.start : sent.end] = [number] * (sent.end - sent.start)

    def attach(self, i: int, head: int, dep: str) -> None:
        """Hang a token from another one, which, if it stood below the token, takes the token's place above it."""
        if head == i:
            return
        if i in self.ancestors(head, len(self.head)):
            if self.head[i] == i:
                self.uproot(head)
            else:
                self.attach(head, self.head[i], self.dep[i])
        if self.head[i] != i:
            self.children[self.head[i]].remove(i)
        self.head[i], self.dep[i] = head, dep
        self.children[head] = sorted([*self.children[head], i])

    def uproot(self, i: int) -> None:
        """Make a token the root of its sentence."""
        if self.head[i] != i:
            self.children[self.head[i]].remove(i)
        self.head[i], self.dep[i] = i, "root"

    def opening(self, i: int) -> int:
        """The first of a token and its children."""
        return min(i, *self.children[i]) if self.children[i] else i

    def kids(self, i: int, *deps: str) -> list[int]:
        """Children with one of these labels."""
        dep = self.dep
        return [c for c in self.children[i] if dep[c] in deps]

    def has(self, i: int, *deps: str) -> bool:
        """Whether a child has one of these labels."""
        for c in self.children[i]:  # noqa: SIM110 - asked so often that a generator's making counts
            if self.dep[c] in deps:
                return True
        return False

    def preposition(self, i: int) -> str:
        """The case marker of a nominal with its fixed parts: `in response to`, `by`, or nothing."""
        cases = self.kids(i, "case")
        if not cases:
            return ""
        first = cases[0]
        if len(cases) == 1 and not self.children[first]:
            return self.lower[first]
        words = [first, *self.kids(first, "fixed"), *(c for c in cases[1:] if c == cases[0] + 1)]
        return " ".join(self.lower[w] for w in sorted(set(words)))

    def ancestors(self, i: int, limit: int = 24) -> Iterator[int]:
        """Heads of a token, nearest first."""
        for _ in range(limit):
            head = self.head[i]
            if head == i:
                return
            yield head
            i = head

    def conjuncts(self, i: int) -> list[int]:
        """A token and the conjuncts that hang from it."""
        out = [i]
        for node in out:
            out += [c for c in self.kids(node, "conj") if not self.is_clause_beside(node, c)]
            if len(out) > 60:
                break
        return sorted(set(out))

    def _goes_on(self, state: int, verb: int) -> bool:
        """Whether who is something does what follows: "are active and have attacked".

        Who said it does, and not who is told of, in "said the town was calm and urged voters to stay".
        """
        speaks = self.dep[state] == "ccomp" and self.tag[verb] == "VBD" and self.lemma[verb] in _ADDRESSING
        return self.has(state, "cop") and not self._is_gerund(verb) and not speaks

    def is_label(self, i: int) -> bool:
        """Whether a token stands in brackets that open its sentence: "[Paz] I agree" in an interview."""
        first = self.sentence_span[self.sentence[i]][0]
        return self.lower[first] == "[" and "]" not in self.lower[first:i]

    def is_clause_beside(self, i: int, conjunct: int) -> bool:
        """Whether a conjunct of a nominal is a clause: the second in "condemns the raid and calls on the rebels"."""
        finite = self.tag[conjunct] in ("VBZ", "VBD", "VBP", "NNS") and self.is_verbal(conjunct)
        return finite and self.pos[i] in NOMINAL

    def is_verbal(self, i: int) -> bool:
        """A verb or participle in use as one."""
        return self.pos[i] in ("VERB", "AUX")

    def is_infinitive(self, i: int) -> bool:
        """Marked by `to`."""
        return any(self.lower[c] == "to" and self.dep[c] in ("mark", "aux", "case") for c in self.children[i])

    def has_modal(self, i: int) -> bool:
        """Whether a verb stands under a modal: "may leave", "would see"."""
        return any(self.tag[c] == "MD" for c in self.kids(i, "aux"))

    def is_finite(self, i: int) -> bool:
        """Whether a clause has a tensed verb."""
        if self.tag[i] in ("VBD", "VBZ", "VBP", "MD"):
            return True
        return any(self.tag[c] in ("VBD", "VBZ", "VBP", "MD") for c in self.kids(i, "aux", "aux:pass", "cop"))

    def _mend_voice(self) -> None:
        """A perfect, or a past tense with object or aim, is active without a "be": "the men the rebels fired at"."""
        for i, dep in enumerate(self.dep):
            verb = self.head[i]
            if dep != "nsubj:pass" or self.has(verb, "aux:pass"):
                continue
            perfect = any(self.lower[c] in ("had", "has", "have") for c in self.kids(verb, "aux"))
            aimed = self.lemma[verb] in ("fire", "shoot") and any(p in ("at", "on") for p, _ in self.obliques(verb))
            if perfect or (self.tag[verb] == "VBD" and (self.has(verb, "obj") or aimed)):
                self.dep[i] = "nsubj"

    def _mend_blame(self) -> None:
        """In "blamed the attack on the rebels", "blamed the murder of a nun on rebels" it is not they who were hit."""
        for verb in (i for i, lemma in enumerate(self.lemma) if lemma in ("blame", "pin") and self.pos[i] == "VERB"):
            for deed in self.kids(verb, "obj", "nsubj:pass"):
                below = (c for node in (deed, *self.kids(deed, "nmod")) for c in self.kids(node, "nmod"))
                for blamed in sorted(c for c in below if self.preposition(c) == "on")[-1:]:
                    self.attach(blamed, verb, "obl")

    def _mend_pair(self) -> None:
        """In the headline "Egypt, Turkey agree" the second name is no apposition: no comma closes it."""
        for i in (i for i, dep in enumerate(self.dep) if dep in ("appos", "flat") and self.pos[i] == "PROPN"):
            first, comma = self.head[i], min([i, *self.kids(i, "compound", "amod")]) - 1
            is_open = first + 1 == comma and i == self.head[first] - 1 and self.lower[comma] == ","
            if is_open and self.dep[first] == "nsubj" and self.pos[first] == "PROPN":
                self.dep[i] = "conj"

    def _mend_sides(self) -> None:
        """In "the government of Mali and the rebels" the rebels stand beside the government and not beside Mali."""
        for c in (i for i, dep in enumerate(self.dep) if dep == "conj" and self.pos[i] == "NOUN"):
            name = self.head[c]
            body = self.head[name]
            if self.pos[name] != "PROPN" or self.dep[name] != "nmod" or self.preposition(name) != "of":
                continue
            if body < name < c and self.lemma[body] in _BODIES and self.has(c, "det"):
                self.attach(c, body, "conj")

    def _mend_whose(self) -> None:
        """In "said Ruiz, whose brother was held" it is the brother who was held, in a clause about Ruiz."""
        for whose in (i for i, low in enumerate(self.lower) if low == "whose" and self.dep[i] == "nmod:poss"):
            owned = self.head[whose]
            verb, above = self.head[owned], self.head[self.head[owned]]
            if self.dep[owned] not in SUBJECTS or self.dep[verb] not in ("ccomp", "parataxis"):
                continue
            owners = (*self.kids(above, "nsubj"), *self.kids(verb, "nsubj", "nsubj:pass"))
            for owner in [c for c in owners if above < c < whose][-1:]:
                self.attach(owner, above, "nsubj")
                self.attach(verb, owner, "acl:relcl")

    def _mend_address(self) -> None:
        """In "the chairman, H.E. Ana Diop" the name is what stands for her, and not the address before it."""
        for address in (i for i, low in enumerate(self.lower) if low in ("h.e.", "h.e")):
            if self.has(address, "flat"):
                self._change_heads(self.kids(address, "flat")[0], address, "nmod:desc")

    def _change_heads(self, below: int, above: int, dep: str) -> None:
        """Let a token take the place and the other children of the one that it hangs from, which it then holds."""
        self.attach(below, self.head[above], self.dep[above])
        for c in list(self.children[above]):
            self.attach(c, below, self.dep[c])
        self.attach(above, below, dep)

    def _mend_belief(self) -> None:
        """In "men believed to be rebels shot a judge" they shot; what they are believed to be only describes them."""
        for held in (i for i, lemma in enumerate(self.lemma) if lemma in _THINKING and self.tag[i] in ("VBN", "VBD")):
            people = held - 1
            if self.lower[held + 1 : held + 2] != ["to"] or self.has(held, "aux", "aux:pass", "mark"):
                continue
            if people < 0 or self.head[people] != held or self.dep[people] not in SUBJECTS:
                continue
            behind = range(held + 3, min(held + _LONG_DESCRIPTION, len(self.lower)))
            verb = next((v for v in behind if self._is_bare_past(v, held)), None)
            if verb is None:
                continue
            self.attach(held, people, "acl")
            self.attach(people, verb, "nsubj")
            for c in list(self.children[verb]):
                if held < c < verb and self.dep[c] not in _DAYS:
                    self.attach(c, held, "xcomp")
            if self.dep[verb - 1] in _DAYS:
                self.attach(verb - 1, verb, self.dep[verb - 1])  # "believed to be rebels | yesterday | shot"
            for c in list(self.children[held]):
                if c > verb or c < people:
                    self.attach(c, verb, self.dep[c])  # "| On 4 May | men believed to be rebels shot …"

    def _is_bare_past(self, verb: int, above: int) -> bool:
        """Whether a verb below another is a past form without anything that could make it a clause of its own."""
        if self.pos[verb] != "VERB" or self.tag[verb] not in ("VBD", "VBN") or above not in self.ancestors(verb):
            return False
        if self.pos[verb - 1] not in ("NOUN", "PROPN") or self.has(verb, "aux", "aux:pass", "mark", "obl:agent", "cc"):
            return False
        return not any(self.lower[c] in RELATIVE_PRONOUNS for c in self.children[verb])

    def is_passive(self, i: int) -> bool:
        """Passive clauses and bare past participles that modify a noun."""
        if self.has(i, "aux:pass", "nsubj:pass", "csubj:pass"):
            return True
        if self.tag[i] != "VBN" or self.has(i, "aux"):
            return False
        if self.dep[i] in ("acl", "amod", "advcl") and not self.has(i, "nsubj"):
            return True
        if self.dep[i] == "xcomp" and (self.lemma[self.head[i]] in _STAYING or self._is_said_done(i)):
            return True
        return self.dep[i] == "conj" and not self.has(i, "nsubj", "obj") and self.is_passive(self.head[i])

    def _is_said_done(self, i: int) -> bool:
        """As in "nine soldiers were reported killed", "is feared kidnapped"."""
        return self.is_passive(self.head[i]) and not self.has(i, "obj", "mark")

    def antecedent(self, i: int) -> int:
        """What a relative pronoun stands for; any other token stands for itself."""
        if self.lower[i] not in RELATIVE_PRONOUNS or self.pos[i] not in ("PRON", "DET", "SCONJ"):
            return i
        for node in (i, *self.ancestors(i, 5)):
            if self.dep[node] == "acl:relcl":
                return self.head[node]
        return i

    def subject(self, i: int, depth: int = 0) -> list[int]:  # noqa: PLR0911 - one return per grammatical case
        """The understood surface subject: the verb's own, a controller's, a conjunct's or a relative's antecedent."""
        own = [
            self.antecedent(c)
            for c in self.children[i]
            if self.dep[c] in SUBJECTS and self.pos[c] not in ("VERB", "AUX")
        ]
        if own or depth > 6:
            return own
        head, dep = self.head[i], self.dep[i]
        if dep == "ccomp" and self.has(i, "expl") and self.lemma[i] in _OF_SOMEBODY:
            return self.subject(head, depth + 1)
        if head == i:
            return []
        if dep == "acl:relcl":
            return [head] if not self.has(i, "obj") or not self._gapped(i) else []
        if dep == "acl":
            return self._modified_subject(i, head, depth)
        if dep == "xcomp":
            return self._charged(i, head) or self._controller(i, head, depth)
        if dep == "conj" and (self.is_verbal(head) or self._goes_on(head, i)):
            return self.subject(head, depth + 1)
        if dep == "conj" and self.dep[head] in ("obj", "obl") and self.is_clause_beside(head, i):
            return self.subject(self.head[head], depth + 1)
        if dep == "advcl" and not self.is_finite(i):
            if self.lemma[head] in _UNDOING and self.is_infinitive(i) and self.has(head, "obj"):
                return []
            charged = self._charged(i, head)  # "prevents judges from being killed"
            if self._is_suffered(i):
                return charged or self.subject(head, depth + 1)
            return charged or self._adverbial_subject(head, depth)
        if dep in ("obl", "nmod", "advmod", "ccomp") and self._is_gerund(i) and self.is_verbal(head):
            return self._charged(i, head) or self._adverbial_subject(head, depth)
        return []

    def _is_gerund(self, i: int) -> bool:
        """Whether a verb is a gerund, its "having" included, which the parse may make a clause: "of having said"."""
        return self.tag[i] == "VBG" or any(self.lower[c] == "having" for c in self.kids(i, "advcl", "aux"))

    def _gapped(self, i: int) -> bool:
        return any(self.lower[c] in RELATIVE_PRONOUNS and self.dep[c] == "obj" for c in self.children[i])

    def _modified_subject(self, i: int, head: int, depth: int) -> list[int]:
        if self.lemma[head] in _TASKS and any(self.lower[c] == "of" for c in self.kids(i, "mark", "case")):
            return self.kids(head, "nmod:poss")  # "his task of planning a murder"
        if not self.is_infinitive(i):
            return [head]
        named = (c for c in self.kids(head, "compound", "amod") if self.text[self.start[c]].isupper())
        owners = self.kids(head, "nmod:poss") or list(named)
        if owners:
            return owners
        governor = self.head[head]
        if self.dep[head] in ("obj", "obl", "xcomp") and self.is_verbal(governor):
            return [] if self.lemma[governor] in _UNDOING else self.subject(governor, depth + 1)
        return (
            []
            if self.has(head, "cop")
            else [m for m in self.kids(head, "nmod") if self.preposition(m) in ("by", "of", "for")]
        )

    def _controller(self, i: int, head: int, depth: int) -> list[int]:
        if self.lemma[head] not in _SUBJECT_CONTROL and not self.is_passive(head):
            objects = self.kids(head, "obj", "iobj") or [
                c
                for c in self.kids(head, "obl")
                if self.preposition(c) in ("on", "upon", "for") and self.is_infinitive(i)
            ]
            bare = self.lemma[head] in _BARE_CONTROL and self.tag[i] == "VB"
            found = self.pos[i] == "ADJ"  # "found her guilty"
            if objects and (bare or found or self.is_infinitive(i)):
                return [self.antecedent(c) for c in objects]
        return self.subject(head, depth + 1)

    def _charged(self, i: int, head: int) -> list[int]:
        """Whom a gerund after "of", "for", "with" or "from" is said of, if it is the object of the verb above it."""
        having = [c for c in self.kids(i, "advcl") if self.lower[c] == "having"]
        marks = {self.lower[c] for node in (i, *having) for c in self.kids(node, "mark", "case")}
        charged = marks & {"of", "for", "with", "from", "in"} and self.lemma[head] in _CHARGING
        if not charged and not (marks == {"for"} and self.lemma[head] in _PUNISHING):
            return []
        if self.is_passive(head):
            return [self.antecedent(c) for c in self.kids(head, "nsubj:pass")] or self.subject(head)
        if self.lemma[head] in _AWARDING:
            return self.kids(head, "iobj") or [c for p, c in self.obliques(head) if p in ("to", "on", "with")]
        whom = self.kids(head, "obj", "iobj")
        if not whom and self.dep[head] == "acl:relcl":
            return self.logical_object(head)  # "a man it accused of planting a bomb"
        return [self.antecedent(c) for c in whom]

    def _is_suffered(self, i: int) -> bool:
        """A passive participle is about the surface subject: "held before being freed", "wounded, he was moved by men".

        So is any clause of what happened meanwhile: "was shot by guards while fleeing".
        """
        passive = self.is_passive(i) and not self.has(i, "nsubj:pass", "csubj:pass")
        return passive or any(self.lower[c] == "while" for c in self.kids(i, "mark"))

    def _adverbial_subject(self, head: int, depth: int) -> list[int]:
        if self.is_verbal(head) and self.is_passive(head):
            return self.agents(head)
        return self.subject(head, depth + 1)

    def agents(self, i: int) -> list[int]:
        """The by-phrase of a passive."""
        found = self.kids(i, "obl:agent") or [
            c for c in self.kids(i, "obl", "nmod") if self.preposition(c) == "by" and self.pos[c] in NOMINAL
        ]
        if not found and self.dep[i] == "conj" and self.is_verbal(self.head[i]) and self.is_passive(self.head[i]):
            return self.kids(self.head[i], "obl:agent")
        joined = [c for c in self.kids(i, "conj") if i < c <= i + 2 and not self.has(c, *SUBJECTS)]
        return found or [
            agent for c in joined for agent in self.kids(c, "obl:agent")
        ]  # "was bombed and killed by jets"

    def logical_subject(self, i: int) -> list[int]:
        """Who acts: the subject of an active, the agent of a passive."""
        return self.agents(i) if self.is_passive(i) else self.subject(i)

    def logical_object(self, i: int, depth: int = 0) -> list[int]:
        """Who is acted on: the object of an active, the subject of a passive, the antecedent of a relative."""
        if self.is_passive(i):
            own = self.kids(i, "nsubj:pass", "csubj:pass")
            if own:
                return [self.antecedent(c) for c in own] + self.kids(i, "obj")
            return self.subject(i) if self.dep[i] not in ("amod",) else [self.head[i]]
        own = [self.antecedent(c) for c in self.kids(i, "obj")]
        if own:
            return own
        shared = [c for c in self.kids(i, "conj") if self.is_verbal(c) and not self.has(c, "nsubj")]
        if shared and depth == 0 and not self.has(i, "obl", "ccomp", "xcomp"):
            return self.logical_object(shared[-1], 1)
        if self.dep[i] == "acl:relcl" and self.has(i, "nsubj") and all(map(self.preposition, self.kids(i, "obl"))):
            subject = self.kids(i, "nsubj")[-1]
            owned = any(self.lower[c] == "whose" for c in self.kids(subject, "nmod:poss"))
            if self.lower[subject] not in RELATIVE_PRONOUNS and not owned:
                return [self.head[i]]
        return []

    def obliques(self, i: int) -> Iterator[tuple[str, int]]:
        """(preposition, token) of the oblique and nominal modifiers of a token."""
        for c in self.children[i]:
            if self.dep[c] in OBLIQUES:
                yield self.preposition(c), c

    def clause_span(self, i: int) -> tuple[int, int]:
        """Character offsets of the sentence of a token, without surrounding blanks."""
        first, last = self.sentence_span[self.sentence[i]]
        while first < last - 1 and self.pos[first] == "SPACE":
            first += 1
        while last - 1 > first and self.pos[last - 1] == "SPACE":
            last -= 1
        return self.start[first], self.end[last - 1]

    def covered(self, start: int, end: int) -> range:
        """The tokens of a span of characters, none where it begins within a token."""
        first = bisect_left(self.start, start)
        return range(first, bisect_left(self.start, end) if self.start[first : first + 1] == [start] else first)

    def subtree(self, i: int) -> set[int]:
        """A token with all that hangs below it."""
        found, waiting = {i}, [i]
        while waiting:
            below = [c for c in self.children[waiting.pop()] if c not in found]
            found.update(below)
            waiting += below
        return found

    def words(self, tokens: Iterable[int]) -> set[str]:
        """Lemmas and lower-cased forms of tokens."""
        out: set[str] = set()
        for token in tokens:
            out.add(self.lemma[token])
            out.add(self.lower[token])
        return out


@lru_cache(maxsize=2)
def tree_of(doc: Doc) -> Tree:
    """The tree of a document, kept while extractors work on it."""
    return Tree(doc)
