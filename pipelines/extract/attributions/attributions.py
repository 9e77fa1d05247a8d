"""Attributions: who says, thinks, wants or reports what, and in which words.

Cues come from `data/lexicon/cues.yaml`, found in one pass over the tokens; the parse gives their source and content,
quotation marks overrule the parse, and `voices` resolves the source. A content span begins at its first word after
"that" and ends before final punctuation, outside quotation marks; a direct quotation keeps its own full stop. A
quotation that its cue interrupts is two attributions, the second without a cue.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from pipelines.extract.attributions.cue_syntax import RELAYING, cue_key
from pipelines.extract.attributions.cues import Cue
from pipelines.extract.attributions.denied_claims import attribute_denial, with_denials
from pipelines.extract.attributions.marks import FINITE
from pipelines.extract.attributions.noun_cues import (
    attribute_adjective,
    attribute_noun,
    attribute_phrase,
    attribute_view,
    phrase_end,
)
from pipelines.extract.attributions.passage import CueWord, Found, Passage, Span
from pipelines.extract.attributions.quoted_speech import attribute_quotations
from pipelines.extract.attributions.relayed import is_passed_on, passed_on, quoted_behind, relay, relayed_voice
from pipelines.extract.attributions.signed_quotes import attribute_signed
from pipelines.extract.attributions.speaker_labels import attribute_labels
from pipelines.extract.attributions.unnamed import attribute_hedge
from pipelines.extract.attributions.verb_cues import attribute_verb
from pipelines.extract.attributions.voices import NOBODY
from pipelines.extract.attributions.whole_clauses import without_cue_clause
from pipelines.extract.facts import Attribution, Facts
from pipelines.extract.parsed_tokens import SILENT_SEGMENTS
from pipelines.language import Reading
from pipelines.lexicon import words

_VAGUE = frozenset({"a", "an", "any", "no", "some", "every", "each", "their", "our", "my", "his", "her", "its"})
_FIRST_AND_SECOND = frozenset({"i", "we", "you", "me", "us"})


def extract_attributions(reading: Reading, facts: Facts) -> list[Attribution]:
    """The attributions of a text in order of their first words; `facts` supplies actors and may be empty."""
    passage = Passage(reading, facts)
    heard = (_unquoted(passage, item) for item in _audible(passage, _search(passage)))
    found = (_with_whole_quotes(passage, without_cue_clause(passage, item)) for item in heard)
    kept = _without_asides(passage, _without_repeats(found))
    starts = [sentence.start_char for sentence in reading.sentences]
    return _nest([_row(passage, item, starts) for item in kept])


def _search(passage: Passage) -> Iterator[Found]:
    words, phrases, hedges = _cue_words(passage)
    quoted, used = attribute_quotations(passage, words)
    spoken = [found for start, end in phrases if (found := attribute_phrase(passage, passage.doc[start], end))]
    yield from spoken
    tails = {found.source[1]: found.cue[0] for found in spoken if found.source and found.cue}
    yield from attribute_labels(passage)
    yield from attribute_signed(passage)
    said, relays, denials = list(quoted), list[tuple[Token, Token]](), list[Found]()
    for word in words:
        if word.token.pos_ == "VERB" and (denial := attribute_denial(passage, word)) is not None:
            denials.append(denial)
            continue
        if is_passed_on(word.token) and (outer := passed_on(passage, word.token, spoken)) is not None:
            said.append(outer)
            continue
        if behind := quoted_behind(passage, word):
            said += behind
            used |= {t.i for t in word.token.rights if t.lower_ == "saying"}
            continue
        voice = relayed_voice(passage, word)
        if voice is not None:
            relays.append((word.token, voice))
        elif word.token.i not in used and (found := _attribute(passage, word)):
            speaks = word.token.pos_ == "VERB" and "quote" in word.entry.frames
            said.append(replace(_without_tail(passage, found, tails), speaks=speaks))
    relay(passage, relays, said)
    yield from with_denials(said, denials)
    yield from (found for hedge in hedges if (found := attribute_hedge(passage, hedge)))


def _attribute(passage: Passage, word: CueWord) -> Found | None:
    """What one cue word attributes, by the grammar of its part of speech."""
    kind = word.token.pos_
    attribute = attribute_verb if kind == "VERB" else attribute_noun if kind == "NOUN" else attribute_adjective
    found = attribute(passage, word)
    if found is None and kind == "NOUN" and word.token.lower_ in passage.lexicon.words.view_nouns:
        found = attribute_view(passage, word.token)
    return found


def _without_tail(passage: Passage, found: Found, tails: dict[int, int]) -> Found:
    """Without a final ", according to …", which is the outer voice's."""
    start, end = found.content
    cut = tails.get(end, end)
    while cut < end and cut > start and passage.text[cut - 1] in " ,\u00a0":
        cut -= 1
    return replace(found, content=(start, cut)) if start < cut < end else found


def _cue_words(passage: Passage) -> tuple[list[CueWord], list[Span], list[Token]]:
    """The words of the text that may be cues, the token ranges of phrases such as "according to", the hedges."""
    lexicon = passage.lexicon
    tables: dict[str, dict[str, Cue]] = {"NOUN": lexicon.nouns, "ADJ": lexicon.adjectives}
    words: list[CueWord] = []
    phrases: list[Span] = []
    hedges: list[Token] = []
    for sentence in passage.reading.sentences:
        if sentence.kind in SILENT_SEGMENTS:
            continue
        for token in sentence.span:
            kind = token.pos_
            if phrases and token.i < phrases[-1][1]:
                continue
            if token.lower_ in lexicon.phrases and (end := phrase_end(lexicon, token)):
                phrases.append((token.i, end))
            elif kind == "VERB":
                entry, last = cue_key(token, lexicon.verbs)
                if entry is not None and not _ends_compound(token):
                    words.append(CueWord(token, entry, last))
            elif kind == "ADV" and token.lower_ in lexicon.words.hedges:
                hedges.append(token)
            elif kind in tables and (entry := tables[kind].get(token.lemma_.lower())):
                words.append(CueWord(token, entry, token.i))
    return words, phrases, hedges


def _ends_compound(token: Token) -> bool:
    """As in "al-Qaeda-linked fighters", "the self-proclaimed state": nobody's words, unlike "a rebel-claimed raid"."""
    if token.dep_ != "amod" or token.i < 2 or token.nbor(-1).text not in {"-", "‑", "–"}:
        return False
    return token.lemma_ in _DESCRIBING or token.nbor(-2).lower_ == "self"


_DESCRIBING = words("attributions", "verbs-ending-compounds")


def _audible(passage: Passage, found: Iterable[Found]) -> Iterator[Found]:
    """Without what a quoted speaker says of himself and his listener: that is the quotation's own attribution."""
    for item in found:
        own = item.head is not None and item.head.lower_ in _FIRST_AND_SECOND
        if not (own and not item.direct and item.cue and passage.is_quoted(item.cue[0])):
            yield item


def _unquoted(passage: Passage, item: Found) -> Found:
    """Without the end of a quotation that the parse gives to the name behind it: … courts,” the envoy Paz said."""
    quote = passage.quotations.at(item.source[0]) if item.source and item.head is not None else None
    end = passage.quotations.all[quote].end if quote is not None else 0
    if item.source is None or item.head is None or not item.source[0] < end <= item.head.idx:
        return item
    while passage.text[end] in " ,\u00a0\n":
        end += 1
    return replace(item, source=(end, item.source[1]))


def _with_whole_quotes(passage: Passage, item: Found) -> Found:
    """With both marks of a quotation that begins or ends a content of which it is only a part."""
    start, end = item.content
    following = passage.quotations.at(end + 1)
    if (
        not item.direct
        and following is not None
        and passage.text[end : passage.quotations.all[following].start].isspace()
    ):
        end = passage.quotations.all[following].end
    first, last = passage.quotations.at(start), passage.quotations.at(end - 1)
    if first != last and not item.direct:
        opening = passage.quotations.all[first] if first is not None else None
        closing = passage.quotations.all[last] if last is not None else None
        start = opening.start if opening and opening.inner_start == start else start
        end = closing.end if closing and closing.inner_end - end in (0, 1) else end
    return replace(item, content=(start, end))


def _without_repeats(found: Iterable[Found]) -> list[Found]:
    seen: dict[tuple[Span, Span | None], Found] = {}
    for item in sorted(found, key=lambda f: (f.content[0], -f.content[1], f.cue or f.content)):
        seen.setdefault((item.content, item.source), item)
    return sorted(seen.values(), key=lambda f: (min(f.content[0], (f.cue or f.content)[0]), f.content, f.cue or (0, 0)))


def _without_asides(passage: Passage, found: list[Found]) -> list[Found]:
    """Without what, inside somebody's words, unnamed others say or want, and what named ones may or shall say."""
    kept, since, until = set[int](), 0, 0
    for i in sorted(range(len(found)), key=lambda i: (found[i].content[0], -found[i].content[1], i)):
        item = found[i]
        place = (item.cue or item.content)[0]
        own = (_is_own_voice(item) and _is_finite(passage, item)) or passage.text[max(0, place - 4) : place] == " as "
        if item.direct or own or not since <= place < until:
            kept.add(i)
        if item.cue is None or not item.content[0] <= item.cue[0] < item.content[1]:
            since, until = (item.content[0], item.content[1]) if item.content[1] > until else (since, until)
    return [found[i] for i in sorted(kept)]


def _is_own_voice(item: Found) -> bool:
    """Whether the source is a name, a definite description, or many who speak ("witnesses said").

    What others decide or plan, and do not say, is told by whoever tells of it.
    """
    head = item.head
    if head is None or item.direct or item.stance == "other" or (item.stance == "promise" and not item.speaks):
        return item.direct
    if head.pos_ == "PROPN" or head.ent_type_:
        return True
    if head.tag_ == "NNS" and item.speaks:
        return True
    return head.pos_ == "NOUN" and any(c.dep_ in ("det", "nmod:poss") and c.lower_ not in _VAGUE for c in head.lefts)


def _is_finite(passage: Passage, item: Found) -> bool:
    """Whether a cue tells what is said, not what is to be said: neither an infinitive nor under a modal verb."""
    span = passage.doc.char_span(*item.cue, alignment_mode="expand") if item.cue else None
    if span is not None and span[0].lower_ in RELAYING:
        return True
    verb = next((t for t in span or () if t.pos_ in ("VERB", "AUX")), None)
    if verb is None or verb.tag_ in FINITE or any(c.lower_ == "as" for c in verb.lefts):
        return True
    return any(c.tag_ in FINITE and c.dep_ in ("aux", "aux:pass", "cop") for c in verb.children)


def _row(passage: Passage, item: Found, starts: list[int]) -> Attribution:
    text, (start, end) = passage.text, item.content
    place = item.cue[0] if item.cue else start
    spoken = item.head is not None and item.source is not None
    voice = passage.voices.resolve(item.head, *item.source) if spoken else NOBODY  # type: ignore[arg-type, misc]
    quotes = passage.quotations.inside(start, end) and not passage.is_quoted(place)
    return Attribution(
        sentence=max(0, bisect_right(starts, place) - 1),
        source_start=voice.start,
        source_end=voice.end,
        source_text=text[voice.start : voice.end] if voice.start is not None else None,
        source_name=voice.name,
        kind=voice.kind,
        is_named=voice.is_named,
        actor=voice.actor,
        cue=text[item.cue[0] : item.cue[1]] if item.cue else None,
        cue_start=item.cue[0] if item.cue else None,
        cue_end=item.cue[1] if item.cue else None,
        content_start=start,
        content_end=end,
        type="direct" if item.direct else "mixed" if quotes else "indirect",
        stance=item.stance,
    )


def _relays(outer: Attribution, inner: Attribution) -> bool:
    """Whether one voice passes on what the other says: the same content, behind "quoting"."""
    same = (outer.content_start, outer.content_end) == (inner.content_start, inner.content_end)
    quoted = (outer.cue or "").lower().startswith(("quot", "cit")) and inner.cue == "saying"
    return same and (quoted or (inner.cue or "").lower() in RELAYING)


def _nest(rows: list[Attribution]) -> list[Attribution]:
    """Link each attribution to the innermost one in whose content its own voice speaks."""
    relaying = [(row.cue or "").lower() in RELAYING | {"saying"} for row in rows]
    order = sorted(range(len(rows)), key=lambda i: (rows[i].content_start, -rows[i].content_end, relaying[i], i))
    out, open_rows = list(rows), list[int]()
    for i in order:
        row = rows[i]
        while open_rows and rows[open_rows[-1]].content_end < row.content_end:
            open_rows.pop()
        place = row.cue_start if row.cue_start is not None else row.content_start
        for j in reversed(open_rows):
            inside = rows[j].content_start <= place < rows[j].content_end
            if inside or _relays(rows[j], row):
                out[i] = replace(row, outer=j)
                break
        open_rows.append(i)
    return out
