"""Vocabulary stands in the lexicon and grammar in the code: `words/*.yaml` and the extractors ask for each other."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
import yaml
from spacy.lang.en.stop_words import STOP_WORDS

from pipelines import lexicon
from pipelines.lexicon import LexiconError
from pipelines.settings import ROOT
from pipelines.tables import vocabulary

EXTRACT = ROOT / "pipelines" / "extract"
LEXICON = ROOT / "data" / "lexicon"
MOST = 3
"""Words with a meaning that may stand together in code, where a rule is clearer for them."""

# Prepositions and particles that are not among spaCy's function words.
FUNCTION_WORDS = STOP_WORDS | {
    "aboard", "ahead", "alongside", "amid", "amidst", "aside", "away", "beneath", "close", "despite", "east",
    "following", "forth", "forward", "given", "inside", "like", "near", "north", "opposite", "outside", "south", "till",
    "underneath", "west",
}  # fmt: skip
# Ends of words, prepositions of several words, letters and their spellings, kinds of names and of segments.
GRAMMAR = {
    "_ABSTRACT_ENDS", "_DOERS", "_PEOPLES", "_PERSON_SUFFIXES", "_ASIDE", "_TOGETHER", "PRESUPPOSING", "_LETTERS",
    "_EXPANDED", "_AS_MODIFIER", "_AS_HEAD", "ENTITY_CLASSES", "SILENT_SEGMENTS",
}  # fmt: skip


@cache
def modules() -> dict[str, ast.Module]:
    paths = sorted(EXTRACT.rglob("*.py"))
    return {path.relative_to(EXTRACT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


@cache
def entries() -> dict[tuple[str, str], dict[str, object]]:
    areas = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted((LEXICON / "words").glob("*.yaml"))}
    return {(area, name): entry for area, named in areas.items() for name, entry in named.items()}


def test_the_code_asks_for_every_entry_and_every_entry_is_there():
    calls = [node for tree in modules().values() for node in ast.walk(tree) if isinstance(node, ast.Call)]
    calls = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in {"words", "forms"}]
    asked = [(call.func.id, *map(ast.literal_eval, call.args)) for call in calls]
    there = [(kind, *place) for place, entry in entries().items() for kind in entry if kind != "meaning"]
    assert sorted(set(asked)) == sorted(there)


def test_an_entry_says_in_a_sentence_what_its_words_have_in_common():
    for place, entry in entries().items():
        assert re.fullmatch(r"[A-Z“\"].*\.", str(entry["meaning"])), place
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", place[1]), place


def test_no_two_entries_of_an_area_have_the_same_words():
    seen: dict[tuple[str, frozenset[str]], str] = {}
    for (area, name), entry in entries().items():
        if "words" in entry:
            assert seen.setdefault((area, lexicon.words(area, name)), name) == name


def test_words_and_forms_are_read_as_they_stand(folder):
    write(
        folder, "gifts: {meaning: What is given., words: [book, toy car]}\npasts: {meaning: Past., forms: {gave: give}}"
    )
    assert lexicon.words("gifts", "gifts") == {"book", "toy car"}
    assert lexicon.forms("gifts", "pasts") == {"gave": "give"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("gifts: {meaning: What is given., words: [book, toy, book]}", "at gifts.words: .*listed twice: book"),
        ("gifts: {meaning: What is given., words: [book, on]}", "at gifts.words.1: .*valid string"),
        ("gifts: {meaning: What is given., words: []}", "at gifts.words: .*at least 1 item"),
        ("gifts: {words: [book]}", "at gifts.meaning: Field required"),
        ("gifts: {meaning: What is given., word: [book]}", "at gifts.word: Extra inputs"),
        ("gifts: {meaning: What is given., forms: {gave: give}}", "at gifts: no words, which the code asks for"),
        ("presents: {meaning: What is given., words: [book]}", "at gifts: no words, which the code asks for: add them"),
        ("gifts: [", "line 2"),
    ],
)
def test_a_fault_is_told_with_file_place_and_remedy(folder, text, told):
    write(folder, text)
    with pytest.raises(LexiconError, match=rf"words/gifts\.yaml: .*{told}"):
        lexicon.words("gifts", "gifts")


def test_the_words_are_part_of_the_version_of_the_lexicon(folder):
    write(folder, "gifts: {meaning: What is given., words: [book]}")
    lexicon.version.cache_clear()
    before = lexicon.version()
    write(folder, "gifts: {meaning: What is given., words: [toy]}")
    lexicon.version.cache_clear()
    assert lexicon.version() != before


def test_code_holds_no_vocabulary():
    named = known()
    held = [
        f"{module}:{line}: {', '.join(sorted(found))}"
        for module, tree in modules().items()
        for line, listed in literals(tree)
        if len(found := {word for word in listed if is_word(word)} - named) > MOST
    ]
    assert held == [], "move these words to data/lexicon/words"


def test_vocabulary_in_code_would_be_seen():
    gifts = '_GIFTS = frozenset({"book", "the", "toy"} | {"rings"})'
    within = 'def f(x):\n    return x in ("apple", "pear tree", "-ing", "XY", "over")'
    found = [{word for word in listed if is_word(word)} for _, listed in literals(ast.parse(f"{gifts}\n{within}"))]
    assert found == [{"book", "toy", "rings"}, {"apple", "pear", "tree"}]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of lexicon files of the test's own."""
    monkeypatch.setenv("SITREP_LEXICON", str(tmp_path))
    monkeypatch.setenv("SITREP_CACHE", str(tmp_path / "cache"))
    (tmp_path / "words").mkdir()
    yield tmp_path
    lexicon.version.cache_clear()


def write(folder: Path, text: str) -> None:
    (folder / "words" / "gifts.yaml").write_text(text, encoding="utf-8")


def literals(tree: ast.Module) -> Iterator[tuple[int, set[str]]]:
    """The words of each assignment at the head of a module, and of each set, tuple and list within its functions."""
    collections = (ast.Set, ast.Tuple, ast.List, ast.Dict)
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if not {ast.unparse(target) for target in targets} & GRAMMAR:
                yield node.lineno, {word for c in ast.walk(node) if isinstance(c, collections) for word in items(c)}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            ends = [call.args[0] for call in ast.walk(node) if isinstance(call, ast.Call) and is_about_ends(call)]
            listed = (c for c in ast.walk(node) if isinstance(c, collections) and c not in ends)
            yield from ((c.lineno, set(items(c))) for c in listed)


def is_about_ends(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr == "endswith"


def items(collection: ast.Set | ast.Tuple | ast.List | ast.Dict) -> Iterator[str]:
    """The words of what stands in a collection; a mapping to what is no constant is no vocabulary."""
    if isinstance(collection, ast.Dict):
        plain = all(isinstance(value, ast.Constant) for value in collection.values)
        listed = [*collection.keys, *collection.values] if plain else []
    else:
        listed = collection.elts
    for item in listed:
        if isinstance(item, ast.Constant) and isinstance(item.value, str):
            yield from item.value.split()


def is_word(text: str) -> bool:
    """Whether a string is a word with a meaning of its own: no mark, no code, no end of a word."""
    return bool(re.fullmatch(r"[^\W\d_A-Z]{3,}(-[^\W\d_A-Z]+)*", text)) and text not in FUNCTION_WORDS


@cache
def known() -> frozenset[str]:
    """Names that are lower-case words and no vocabulary: of the reader, the tables and the lexicon itself."""
    found: set[str] = set(json.loads((ROOT / "data" / "model" / "labels.json").read_text(encoding="utf-8"))["deps"])
    found |= {"det", "root", "nmod", "obl", "punct"}
    for value in vars(vocabulary).values():
        found |= set(names(value))
    for path in (LEXICON / "events").rglob("*.yaml"):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        found |= content.keys() | content.get("senses", {}).keys()
    for tree in modules().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal":
                found |= {c.value for c in ast.walk(node.slice) if isinstance(c, ast.Constant)}
    return frozenset(found)


def names(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from names(item)
    elif isinstance(value, Mapping):
        for key in value:
            yield from (*names(key), *names(value[key]))
