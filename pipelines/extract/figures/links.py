"""Links from figures to the events, voices and actors of their document."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from spacy.tokens import Token

from pipelines.extract.calamities import calamities
from pipelines.extract.facts import Facts, Figure
from pipelines.extract.figures.counted_items import NOUNS, token_at
from pipelines.extract.figures.measures import are_killed, is_casualty, noun_of
from pipelines.language.reading import Reading
from pipelines.lexicon import words


def link_figures(reading: Reading, facts: Facts) -> list[Figure]:
    """The figures of `facts` with their event mention, actor and attribution, and the certainty that follows."""
    linker = _Linker(reading, facts)
    return [linker.linked(figure) for figure in facts.figures]


_HIGHEST = 12
_HARMFUL = frozenset({"ASSAULT", "PROTEST"})
_AFTERMATH = frozenset({None, "AID", "COERCE", "ACCUSE"})  # what follows on an attack told before
_WARS = words("figures", "wars")
_CLAUSES = frozenset({"parataxis", "advcl", "acl", "acl:relcl", "ccomp"})


class _Linker:
    """Positions of events, attributions and actors by sentence, made once per document."""

    def __init__(self, reading: Reading, facts: Facts) -> None:
        self.doc, self.facts = reading.doc, facts
        self.events: dict[int, list[int]] = {}
        for i, event in enumerate(facts.events):
            self.events.setdefault(event.sentence, []).append(i)
        self.mentions: dict[int, list[int]] = {}
        for i, mention in enumerate(facts.actor_mentions):
            self.mentions.setdefault(mention.sentence, []).append(i)
        order = sorted(range(len(facts.attributions)), key=lambda i: facts.attributions[i].content_start)
        self.contents = [(facts.attributions[i].content_start, facts.attributions[i].content_end, i) for i in order]
        self.starts = [start for start, _, _ in self.contents]

    def linked(self, figure: Figure) -> Figure:
        event = self._event(figure)
        attribution = self._attribution(figure)
        actor = self._actor(figure)
        measure, certainty = figure.measure, figure.certainty
        if event is not None:
            told = self.facts.events[event]
            ranks = ("certain", "probable", "possible")
            certainty = max(certainty, told.certainty, key=ranks.index)
        return replace(
            figure, event_mention=event, attribution=attribution, actor=actor, measure=measure, certainty=certainty
        )

    def _attribution(self, figure: Figure) -> int | None:
        """The innermost content span that holds the number, not that of whoever denies it."""
        best: tuple[int, int] | None = None
        high = bisect_right(self.starts, figure.start)
        for start, end, i in self.contents[max(0, high - 60) : high]:
            if not start <= figure.start or not figure.end <= end or (best is not None and end - start > best[0]):
                continue
            if best is None or end - start < best[0] or self.facts.attributions[i].stance != "deny":
                best = (end - start, i)
        return best[1] if best else None

    def _actor(self, figure: Figure) -> int | None:
        """The actor whose mention is what is counted ("12 soldiers")."""
        for i in self.mentions.get(figure.sentence, ()):
            mention = self.facts.actor_mentions[i]
            if figure.item is not None and figure.evidence_start <= self.doc[mention.root].idx < figure.evidence_end:
                return mention.actor
        return None

    def _event(self, figure: Figure) -> int | None:
        """The event whose trigger governs the number; for the killed and hurt else the nearest attack told before."""
        local = self.events.get(figure.sentence, [])
        harm = is_casualty(figure.measure)
        told = self._governing(figure, local)
        kind = self.facts.events[told].event_type if told is not None else None
        if not harm or kind in _HARMFUL:
            return told
        attacks = [i for i in local if self.facts.events[i].event_type == "ASSAULT"]
        if attacks and not self._is_set_apart(figure):
            return min(attacks, key=lambda i: (abs(self.facts.events[i].trigger_start - figure.start), i))
        if (
            kind not in _AFTERMATH
            or self._is_set_apart(figure)
            or self._is_of_calamity(figure)
            or self._is_of_war(figure)
        ):
            return None
        for back in (1, 2):
            earlier = [
                i for i in self.events.get(figure.sentence - back, []) if self.facts.events[i].event_type == "ASSAULT"
            ]
            if earlier:
                return earlier[-1]
        return None

    def _is_set_apart(self, figure: Figure) -> bool:
        """As in "in Kenya, where 16 people died in June": told of a place beside the news, by a verb of its own."""
        clause = next((token for token in self._path(figure) if token.dep_ == "acl:relcl"), None)
        return clause is not None and any(child.lower_ == "where" for child in clause.children)

    def _is_of_war(self, figure: Figure) -> bool:
        """As in "150,000 are believed to have died in the war": the toll of a war is not that of its last attack."""
        verbs = [token for token in self._path(figure) if token.pos_ == "VERB"]
        verbs += [child for verb in verbs for child in verb.children if child.dep_ == "xcomp"]
        settings = (child for verb in verbs for child in verb.children if child.dep_ == "obl")
        return any(noun_of(setting) in _WARS for setting in settings)

    def _is_of_calamity(self, figure: Figure) -> bool:
        """As in "Cholera: 214 cases and 3 deaths", "floods killed nine": what governs the number, or stands by it."""
        token = token_at(self.doc, figure.start)
        nodes = [token]
        while token.dep_ != "parataxis" and token.head.i != token.i and len(nodes) < _HIGHEST:
            token = token.head
            nodes.append(token)
        near = [*nodes, *(child for node in nodes for child in node.children if child.dep_ not in _CLAUSES)]
        return any({t.lower_, t.lemma_} & calamities().nouns for t in near)

    def _governing(self, figure: Figure, local: list[int]) -> int | None:
        """The event that tells of the number or governs it."""
        path = self._path(figure) if local else []
        of_harm = is_casualty(figure.measure)
        for k, token in enumerate(path):
            told = self._told_at(token, local, of_harm=of_harm)
            if told is not None:
                return self._inmost(told, path[k:], local)
        return None

    def _path(self, figure: Figure) -> list[Token]:
        """What is counted and what governs it; those driven out are not those killed beside them in one sentence."""
        token = token_at(self.doc, max(figure.start, figure.evidence_end - 1))
        path = [token]
        while token.head.i != token.i and len(path) < _HIGHEST:
            if figure.measure == "displaced" and token.dep_ == "conj" and token.pos_ == "VERB":
                token = token.head  # the killing beside it
                if token.head.i == token.i:
                    break
            token = token.head
            path.append(token)
        return path

    def _told_at(self, token: Token, local: list[int], *, of_harm: bool) -> int | None:
        """The event that a word tells of; of the killed and hurt also the one that says what became of them."""
        for i in local:
            event = self.facts.events[i]
            if event.trigger_start <= token.idx < event.trigger_end or event.trigger_root == token.i:
                return i
        if of_harm and token.pos_ in NOUNS and not are_killed(token):
            return next((i for i in local if self.doc[self.facts.events[i].trigger_root].head.i == token.i), None)
        return None

    def _inmost(self, told: int, path: list[Token], local: list[int]) -> int:
        """Of an event whose words go round others the one that governs: "the raid in which they shot 12 may resume"."""
        outer = self.facts.events[told]
        inner = {
            self.facts.events[i].trigger_root: i
            for i in local
            if i != told and outer.trigger_start <= self.facts.events[i].trigger_start < outer.trigger_end
        }
        roots = (token.i for token in path if token.i in inner or token.i == outer.trigger_root)
        return inner.get(next(roots, outer.trigger_root), told)
