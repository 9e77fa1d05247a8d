"""Voices that relay other voices: "…, Yonhap reported, quoting KCNA", "…, she said, citing the ministry".

What is said is then attributed twice: to the voice that speaks, and inside it to the one that it quotes.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from spacy.tokens import Token

from pipelines.extract.attributions import cue_syntax as syntax
from pipelines.extract.attributions.cue_syntax import RELAYING
from pipelines.extract.attributions.marks import FINITE
from pipelines.extract.attributions.passage import CueWord, Found, Passage, Span
from pipelines.extract.attributions.voices import antecedent

_PASSED_ON = frozenset({"quoted", "cited"})


def is_passed_on(token: Token) -> bool:
    """Whether somebody's words are said to be passed on by whoever follows: "the agency, quoted by the Arden Post"."""
    set_off = token.i > 0 and token.nbor(-1).text in (",", "as")
    return token.lower_ in _PASSED_ON and token.tag_ == "VBN" and set_off and syntax.agent(token) is not None


def passed_on(passage: Passage, token: Token, spoken: list[Found]) -> Found | None:
    """What the voice behind "quoted by" passes on: the words of the voice right before it, as a row of its own."""
    agent = syntax.agent(token)
    before = [s for s in spoken if s.source is not None and 0 <= token.idx - s.source[1] <= len(", as ")]
    if agent is None or not before or not passage.voices.can_speak(antecedent(agent)):
        return None
    source = syntax.speaker_range(passage.doc, agent, token)
    if source[0] >= source[1]:
        return None
    return replace(before[0], cue=passage.chars((token.i, token.i + 1)), head=agent, source=passage.chars(source))


def relayed_voice(passage: Passage, word: CueWord) -> Token | None:
    """The head of the voice that "quoting" or "citing" names; None where it quotes words or cites a thing."""
    token = word.token
    if token.lower_ not in RELAYING or token.i == 0 or token.dep_ == "amod":
        return None
    for child in token.rights:
        if child.dep_ in ("obj", "iobj") and passage.voices.can_speak(antecedent(child)):
            following = passage.doc[child.right_edge.i + 1 : child.right_edge.i + 2]
            return None if any(t.lower_ == "as" for t in (*following, *child.subtree)) else child
    return None


def quoted_behind(passage: Passage, word: CueWord) -> list[Found]:
    """What precedes a clause that ends the sentence by quoting somebody: "…, Tass quoted a mayor as saying.".

    It is said by whoever quotes and, in a row of its own, by who is quoted.
    """
    doc, verb = passage.doc, word.token
    subject = next(iter(syntax.children(verb, "nsubj")), None)
    start, end = passage.bounds(verb.i)
    if verb.lemma_.lower() not in ("quote", "cite") or verb.tag_ not in FINITE or subject is None or subject.i > verb.i:
        return []
    first = subject.left_edge.i
    content = syntax.trim(doc, (start, first - 1)) if first > start + 1 and doc[first - 1].text == "," else (0, 0)
    last = next((t.i for t in doc[verb.i + 1 : end] if doc[t.i : t.i + 2].text.lower() == "as saying"), 0)
    last = last or next((t.i for t in doc[verb.i + 1 : end] if syntax.is_edge(t)), end)
    rest = [t for t in doc[last:end] if not syntax.is_edge(t)]
    named = syntax.trim(doc, (verb.i + 1, last))
    if content[0] >= content[1] or named[0] >= named[1] or [t.lower_ for t in rest] not in ([], ["as", "saying"]):
        return []
    objects = syntax.children(verb, "obj")
    voice = objects[0] if len(objects) == 1 else doc[named[1] - 1]
    speaking = passage.voices.can_speak(antecedent(voice)) and passage.voices.can_speak(antecedent(subject))
    if not speaking or not any(t.pos_ in ("VERB", "AUX") for t in doc[content[0] : content[1]]):
        return []
    cue, said = passage.chars((verb.i, verb.i + 1)), passage.chars(content)
    inner = passage.chars((rest[-1].i, rest[-1].i + 1)) if rest else cue
    source = passage.chars(syntax.speaker_range(doc, subject, verb))
    return [
        Found(said, cue, subject, source, "assert", speaks=True),
        Found(said, inner, voice, passage.chars(named), "assert"),
    ]


def relay(passage: Passage, relays: list[tuple[Token, Token]], said: list[Found]) -> None:
    """Add to `said` what others are quoted for, and take the words around "quoting" out of what quotes them.

    `relays` are the words "quoting" with the voices behind them. Each belongs to the attribution whose cue stands
    nearest before it in its sentence, else to the one that it hangs on ("the radio, quoting an official, said").
    """
    if not relays:
        return
    order = sorted(range(len(said)), key=lambda i: said[i].cue or (0, 0))
    cues = [(said[i].cue or (0, 0))[0] for i in order]
    for citing, voice in relays:
        start = passage.doc[passage.bounds(citing.i)[0]].idx
        near = bisect_left(cues, citing.idx) - 1
        if near < 0 or cues[near] < start:
            said_by = next((t.idx for t in (citing.head, citing.head.head) if t.idx in cues), None)
            near = cues.index(said_by) if said_by is not None else near
        source = syntax.speaker_range(passage.doc, voice, citing)
        if near < 0 or cues[near] < start or source[0] >= source[1] or said[order[near]].cue is None:
            continue
        content = _before_cue(passage, said[order[near]], citing)
        if content[0] < content[1]:
            base = said[order[near]] = replace(said[order[near]], content=content)
            cue = passage.chars((citing.i, citing.i + 1))
            said.append(replace(base, cue=cue, head=voice, source=passage.chars(source), stance="assert"))


def _before_cue(passage: Passage, base: Found, citing: Token) -> Span:
    """The content of an attribution that runs into "…, Yonhap reported, quoting …", up to that."""
    first, last = base.content
    if not first < citing.idx < last or base.cue is None:
        return base.content
    begins = [
        offset for offset in (citing.idx, base.cue[0], base.source[0] if base.source else first) if offset > first
    ]
    return first, first + len(passage.text[first : min(begins)].rstrip(" ,\u00a0–—-"))
