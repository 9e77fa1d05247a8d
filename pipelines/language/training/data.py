"""Training data: treebanks and entity corpora, read into one kind of sentence.

A sentence carries the annotations its corpus has; what it lacks is ``None`` and costs no loss.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from spacy.lang.en import English
from spacy.tokens import Token

from pipelines.language.decode import entity_spans

HELD_OUT_NEWS = 3
"""Every third news document of GUM is kept for evaluation, and so is every second sentence of PUD."""
WATCHED = 4
"""Every fourth document of EWT dev watches training."""
RE3D_NEVER = "BBC Online"
"""The source of re3d whose texts may not be used for training."""
ENTITY_TYPES = {
    "person": "PER",
    "politician": "PER",
    "organisation": "ORG",
    "organization": "ORG",
    "politicalparty": "ORG",
    "country": "LOC",
    "location": "LOC",
    "place": "LOC",
}
RATES = {
    "vlog": 0.5,
    "conversation": 0.5,
    "textbook": 0.6,
    "academic": 0.6,
    "court": 0.6,
    "speech": 0.8,
    "crossner": 0.8,
}
"""The share of a genre that one epoch sees; 1 for all others."""
IGNORE = "-"
"""The entity tag of a word whose annotation follows another convention; it costs no loss."""


@dataclass(frozen=True)
class Sentence:
    """A sentence as annotated; annotations are ``None`` where the corpus has none.

    ends: per word, whether a sentence ends behind it, ``None`` where that is not asked
    """

    words: tuple[str, ...]
    genre: str
    upos: tuple[str, ...] | None = None
    xpos: tuple[str, ...] | None = None
    feats: tuple[str, ...] | None = None
    lemmas: tuple[str, ...] | None = None
    heads: tuple[int, ...] | None = None
    deps: tuple[str, ...] | None = None
    entities: tuple[str, ...] | None = None
    ends: tuple[bool | None, ...] | None = None
    text: str = ""
    starts_paragraph: bool = False


@dataclass
class Document:
    """Sentences of one source document, in order."""

    name: str
    sentences: list[Sentence] = field(default_factory=list)


@dataclass
class Corpora:
    """What is trained on, and what is only evaluated on.

    later: what the second course is trained on besides
    """

    train: list[Document]
    later: list[Document]
    dev: list[Document]
    tests: dict[str, list[Document]]
    entity_tests: dict[str, list[Sentence]]


def read_conllu(path: Path, genre: str) -> list[Document]:
    """Documents of a CoNLL-U file; GUM's genre is in the document's name."""
    documents: list[Document] = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        text, starts = "", False
        rows: list[list[str]] = []
        for line in block.split("\n"):
            if line.startswith("# newdoc id = "):
                documents.append(Document(line.split(" = ", 1)[1]))
                starts = True
            elif line.startswith("# newpar"):
                starts = True
            elif line.startswith("# text = "):
                text = line[len("# text = ") :]
            elif line and not line.startswith("#"):
                columns = line.split("\t")
                if columns[0].isdecimal():
                    rows.append(columns)
        if genre == "gum":
            own_genre = documents[-1].name.split("_")[1]
            entities: tuple[str, ...] | None = gum_entities(rows)
        else:
            own_genre, entities = genre, None
        documents[-1].sentences.append(
            Sentence(
                words=tuple(row[1] for row in rows),
                genre=own_genre,
                upos=tuple(row[3] for row in rows),
                xpos=tuple(row[4] for row in rows),
                feats=tuple(row[5] for row in rows),
                lemmas=tuple(row[2] for row in rows),
                heads=tuple(int(row[6]) for row in rows),
                deps=tuple(row[7] for row in rows),
                entities=entities,
                text=text,
                starts_paragraph=starts,
            )
        )
    return documents


_OPEN_OR_CLOSE = re.compile(r"\((?P<open>[^()]+)(?P<single>\))?|(?P<close>[^()]+)\)")
_TITLES_WORDS = """
mr. mrs. ms. dr. sir lord lady president minister prime senator sen. rep. gen. general col. colonel capt. captain
king queen prince princess pope professor prof. judge justice chancellor governor gov. secretary ambassador
"""
TITLES = frozenset(_TITLES_WORDS.split())
"""Words before a person's name that are no part of it."""


def gum_entities(rows: list[list[str]]) -> tuple[str, ...]:
    """Named persons, organisations and places of a GUM sentence, outermost first, without their modifiers.

    GUM marks every mention; a name is the run of proper nouns around the mention's head.
    """
    tags = ["O"] * len(rows)
    for start, end, kind in sorted(_gum_mentions(rows), key=lambda item: (item[0], -item[1])):
        name = _name_in(rows, start, end, kind)
        if name and all(tag == "O" for tag in tags[slice(*name)]):
            tags[name[0] : name[1]] = [f"B-{kind}"] + [f"I-{kind}"] * (name[1] - name[0] - 1)
    return tuple(tags)


def _gum_mentions(rows: list[list[str]]) -> Iterator[tuple[int, int, str]]:
    opened: dict[str, list[tuple[int, str]]] = {}
    for index, row in enumerate(rows):
        found = re.search(r"(?:^|\|)Entity=([^|]*)", row[9])
        for match in _OPEN_OR_CLOSE.finditer(found.group(1) if found else ""):
            if match["open"]:
                parts = match["open"].split("-")
                kind = ENTITY_TYPES.get(parts[1], "") if len(parts) > 1 else ""
                if match["single"]:
                    if kind:
                        yield index, index + 1, kind
                else:
                    opened.setdefault(parts[0], []).append((index, kind))
            elif opened.get(match["close"]):
                start, kind = opened[match["close"]].pop()
                if kind:
                    yield start, index + 1, kind


def _name_in(rows: list[list[str]], start: int, end: int, kind: str) -> tuple[int, int] | None:
    heads = [index for index in range(start, end) if not start < int(rows[index][6]) <= end]
    head = heads[0] if heads else start
    if rows[head][3] != "PROPN":
        return None

    def proper(index: int) -> bool:
        return rows[index][4] in {"NNP", "NNPS"} or (rows[index][1] in {"&", "-"} and start < index < end - 1)

    def joins(index: int) -> bool:
        inner = {"of", "for", "the", "and"} if kind == "ORG" else {"of", "the"}
        return kind != "PER" and rows[index][1] in inner and index + 1 < end

    first, last = head, head
    while first > start and proper(first - 1):
        first -= 1
    while last + 1 < end:
        after = last + 1
        while after < end and joins(after):
            after += 1
        if after >= end or not proper(after):
            break
        last = after
    if kind == "PER":
        titles = [index for index in range(first, last) if rows[index][1].lower() in TITLES]
        first = max(titles, default=first - 1) + 1
    return first, last + 1


def read_iob(path: Path, word_column: int, tag_column: int) -> list[Sentence]:
    """Sentences of an IOB2 file; types outside ``ENTITY_TYPES`` and PER, ORG, LOC become ``O``."""
    sentences = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line and not line.startswith("#")]
        tags = []
        for row in rows:
            kind = ENTITY_TYPES.get(row[tag_column][2:], row[tag_column][2:])
            tags.append(f"{row[tag_column][:2]}{kind}" if kind in {"PER", "ORG", "LOC"} else "O")
        sentences.append(Sentence(tuple(row[word_column] for row in rows), path.stem, entities=tuple(tags)))
    return sentences


def read_re3d(folder: Path) -> dict[str, list[Sentence]]:
    """Sentences of re3d by split: ``train`` (four fifths), ``held out``, and ``never`` (not to be trained on).

    Only mentions that end in a name are entities here; other mentions ("our partners") are ``O``, and what is partly a
    name ("U.S. forces") is ignored.
    """
    tokenizer = English()
    tokenizer.add_pipe("sentencizer")
    splits: dict[str, list[Sentence]] = {"train": [], "held out": [], "never": []}
    with (folder / "input.jsonl").open() as inputs, (folder / "gold.jsonl").open() as golds:
        for number, (line, gold_line) in enumerate(zip(inputs, golds, strict=True)):
            source, gold = json.loads(line), json.loads(gold_line)
            split = "never" if source["outlet"] == RE3D_NEVER else "held out" if number % 5 == 4 else "train"
            doc = tokenizer(source["text"])
            tags = ["O"] * len(doc)
            for entity in sorted(gold["entities"], key=lambda item: item["start"] - item["end"]):
                kind = ENTITY_TYPES.get(entity["type"].lower())
                span = doc.char_span(entity["start"], entity["end"], alignment_mode="expand")
                if kind is None or span is None:
                    continue
                inner = [token for token in span if not token.is_space]
                while inner and inner[0].lower_ in {"the", "a", "an"}:
                    inner = inner[1:]
                if not inner or not any(_capital(token.text) for token in inner):
                    continue
                whole = _capital(inner[-1].text) and all(
                    _capital(token.text) or token.lower_ in {"of", "for", "the", "and", "in", "al", "-", "'s", "&"}
                    for token in inner
                )
                start, end = inner[0].i, inner[-1].i + 1
                if any(tag not in {"O", IGNORE} for tag in tags[start:end]):
                    continue
                tags[start:end] = (
                    [f"B-{kind}"] + [f"I-{kind}"] * (end - start - 1) if whole else [IGNORE] * (end - start)
                )
            kept: list[Token] = []
            for token in doc:
                if token.idx < gold["body_start"]:
                    continue
                if kept and (token.is_sent_start or "\n" in token.text):
                    splits[split].append(_tagged(kept, tags))
                    kept = []
                if not token.is_space:
                    kept.append(token)
            if kept:
                splits[split].append(_tagged(kept, tags))
    return splits


def _tagged(tokens: list[Token], tags: list[str]) -> Sentence:
    return Sentence(tuple(token.text for token in tokens), "re3d", entities=tuple(tags[token.i] for token in tokens))


def ignoring_states(sentences: list[Sentence], places: frozenset[str]) -> list[Sentence]:
    """The sentences with organisations and persons ignored that are a place's name or a people's.

    "France" acts as an organisation in some corpora and is a place in others; "Syrians" is a name in some.
    """
    changed = []
    for sentence in sentences:
        tags = list(sentence.entities or ())
        for start, end, kind in entity_spans(tags):
            name = " ".join(sentence.words[start:end])
            people = end - start == 1 and name[-1] == "s" and not name.isupper()
            if (kind == "ORG" and name in places) or (kind != "LOC" and people):
                tags[start:end] = [IGNORE] * (end - start)
        changed.append(replace(sentence, entities=tuple(tags)) if sentence.entities else sentence)
    return changed


def place_names(sentences: Iterable[Sentence]) -> frozenset[str]:
    """Names that are places more often than organisations."""
    votes: Counter[str] = Counter()
    for sentence in sentences:
        for start, end, kind in entity_spans(sentence.entities or ()):
            votes[" ".join(sentence.words[start:end])] += {"LOC": 1, "ORG": -1}.get(kind, 0)
    return frozenset(name for name, count in votes.items() if count > 0)


def _capital(word: str) -> bool:
    return word[:1].isupper() and word not in {"We", "I", "He", "She", "They", "It", "Our", "Their", "His", "Its"}


def with_entities(documents: list[Document], annotated: list[Sentence]) -> list[Document]:
    """The documents' sentences with the entity tags of the same sentences annotated elsewhere."""
    by_words = {sentence.words: sentence.entities for sentence in annotated}
    return [
        Document(doc.name, [replace(sentence, entities=by_words.get(sentence.words)) for sentence in doc.sentences])
        for doc in documents
    ]


def read_corpora(folder: Path) -> Corpora:
    """Everything under the data folder, split into what is trained on and what is not."""
    gum = read_conllu(folder / "gum-open.conllu", "gum")
    news = [doc for doc in gum if doc.name.startswith("GUM_news_")]
    held_out = {doc.name for doc in news[HELD_OUT_NEWS - 1 :: HELD_OUT_NEWS]}
    pud = with_entities(read_conllu(folder / "pud.conllu", "pud"), read_iob(folder / "uner-pud.iob2", 1, 2))
    pud_train = [Document(doc.name, doc.sentences) for doc in pud[::2]]
    re3d = read_re3d(folder.parent / "bench" / "re3d")
    crossner = [
        replace(sentence, genre="crossner")
        for split in ("train", "dev", "test")
        for sentence in read_iob(folder / f"crossner-politics-{split}.txt", 0, 1)
    ]
    uner_dev = read_iob(folder / "uner-ewt-dev.iob2", 1, 2)
    gum_train = [doc for doc in gum if doc.name not in held_out]
    places = place_names([*uner_dev, *crossner, *(sentence for doc in gum_train for sentence in doc.sentences)])
    for document in gum_train:
        document.sentences = ignoring_states(document.sentences, places)
    re3d = {split: ignoring_states(sentences, places) for split, sentences in re3d.items()}
    entity_only = [uner_dev, crossner, re3d["train"]]
    ewt_dev, ewt_test = (read_conllu(folder / f"ewt-{split}.conllu", "ewt") for split in ("dev", "test"))
    ewt_dev = with_entities(ewt_dev, uner_dev)
    return Corpora(
        train=[
            *read_conllu(folder / "ewt-train.conllu", "ewt"),
            *gum_train,
            *pud_train,
            *(Document("entities", sentences) for sentences in entity_only),
        ],
        dev=ewt_dev[::WATCHED],
        later=[document for index, document in enumerate(ewt_dev) if index % WATCHED],
        tests={
            "EWT test": ewt_test,
            "GUM news": [doc for doc in gum if doc.name in held_out],
            "PUD held out": pud[1::2],
        },
        entity_tests={
            "UNER EWT test": read_iob(folder / "uner-ewt-test.iob2", 1, 2),
            "UNER PUD held out": [sentence for doc in pud[1::2] for sentence in doc.sentences],
            "re3d held out": re3d["held out"],
            "re3d BBC": re3d["never"],
        },
    )


def epoch_sentences(documents: Iterable[Document], rng: random.Random) -> list[Sentence]:
    """One epoch's sentences: rare genres whole, the others sampled, and windows for sentence ends."""
    chosen = [
        sentence
        for doc in documents
        for sentence in doc.sentences
        if rng.random() < RATES.get(sentence.genre, 1.0) and len(sentence.words) <= 160
    ]
    return chosen + [window for doc in documents for window in boundary_windows(doc, rng)]


BEFORE, AFTER = 10, 8
"""Words shown before and behind a word of which it is asked whether it ends a sentence."""


def boundary_windows(document: Document, rng: random.Random, rate: float = 0.06) -> Iterator[Sentence]:
    """Windows of running text around words with a full stop, with whether a sentence ends there."""
    words: list[str] = []
    ends: list[bool] = []
    for sentence in document.sentences:
        if sentence.heads is None:
            return
        if sentence.starts_paragraph and words:
            yield from _windows(words, ends, rng, rate)
            words, ends = [], []
        words.extend(sentence.words)
        ends.extend([False] * (len(sentence.words) - 1) + [True])
    if words:
        yield from _windows(words, ends, rng, rate)


def _windows(words: list[str], ends: list[bool], rng: random.Random, rate: float) -> Iterator[Sentence]:
    for index, (word, end) in enumerate(zip(words[:-1], ends, strict=False)):
        abbreviation = len(word) > 1 and word.endswith(".")
        if not (end or abbreviation or word in ".?!:…") or rng.random() > (1.0 if abbreviation else rate):
            continue
        start, stop = max(0, index + 1 - BEFORE), min(len(words), index + 1 + AFTER)
        asked: list[bool | None] = [None] * (stop - start)
        asked[index - start] = end
        yield Sentence(tuple(words[start:stop]), "boundary", ends=tuple(asked))
