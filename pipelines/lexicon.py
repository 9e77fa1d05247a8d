"""What words mean: the YAML files of `data/lexicon`, loaded strictly and once per process.

A lexicon file is validated against a pydantic model of the extractor that uses it; an unknown key, a wrong type or a
duplicate entry is a `LexiconError` that names the file and the place. Nothing is silently ignored.
"""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import AfterValidator, BaseModel, Field, TypeAdapter, ValidationError

from pipelines import compiled
from pipelines.messages import one_line

Model = TypeVar("Model")

ROOT = Path(__file__).resolve().parent.parent / "data" / "lexicon"


class LexiconError(Exception):
    """A lexicon file cannot be used; the message names the file, the place and the remedy."""


class Entry(BaseModel):
    """Base of lexicon entries: unknown keys are errors and entries are immutable."""

    model_config = {"extra": "forbid", "frozen": True}


def root() -> Path:
    """The folder of lexicon files: `SITREP_LEXICON`, else the one shipped."""
    return Path(os.environ.get("SITREP_LEXICON", ROOT))


class _UniqueKeyLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe YAML in which a repeated mapping key is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key_node, _ in node.value:
            if key_node.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"duplicate key {key_node.value!r}", key_node.start_mark
                )
            seen.add(key_node.value)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


def read_yaml(path: Path) -> Any:  # noqa: ANN401 - the shape is checked by the caller's model
    """Parse one lexicon file. Raises `LexiconError` with file, line and column."""
    try:
        content = path.read_bytes()
        return compiled.read("-".join(path.parts[-2:]), content, lambda: _parsed(content.decode()))
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as problem:
        raise LexiconError(f"{path}: {one_line(problem)}") from problem


def _parsed(text: str) -> Any:  # noqa: ANN401 - as in `read_yaml`
    return yaml.load(text, Loader=_UniqueKeyLoader)  # noqa: S506 - derives from the safe loader


def load(name: str, model: type[Model]) -> Model:
    """Load `data/lexicon/<name>` as `model` (a pydantic model or any type pydantic can validate)."""
    path = root() / name
    try:
        return TypeAdapter(model).validate_python(read_yaml(path))
    except ValidationError as problem:
        first = problem.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise LexiconError(f"{path}: at {place}: {first['msg']} ({problem.error_count()} problems in all)") from problem


def _once(listed: list[str]) -> list[str]:
    if twice := sorted({word for word in listed if listed.count(word) > 1}):
        raise ValueError(f"listed twice: {', '.join(twice)}")
    return listed


class Words(Entry):
    """Words that have something in common: a list, or `forms` with the word that each stands for."""

    meaning: str = Field(min_length=1)
    words: Annotated[list[str], Field(min_length=1), AfterValidator(_once)] | None = None
    forms: Annotated[dict[str, str], Field(min_length=1)] | None = None


def words(area: str, name: str) -> frozenset[str]:
    """The words of an entry of `words/<area>.yaml`."""
    return frozenset(_asked(area, name, "words").words or ())


def forms(area: str, name: str) -> dict[str, str]:
    """The forms of an entry of `words/<area>.yaml`, each with the word that it stands for."""
    return dict(_asked(area, name, "forms").forms or {})


def _asked(area: str, name: str, kind: Literal["words", "forms"]) -> Words:
    entry = _area(root(), area).get(name)
    if entry is None or getattr(entry, kind) is None:
        raise LexiconError(f"{root() / 'words' / area}.yaml: at {name}: no {kind}, which the code asks for: add them")
    return entry


@cache
def _area(_: Path, area: str) -> dict[str, Words]:
    """The entries of one area; another folder of lexicon files has others."""
    return load(f"words/{area}.yaml", dict[str, Words])


def files(folder: str) -> list[str]:
    """The lexicon files in a folder of the lexicon, sorted, as names for `load`."""
    return sorted(f"{folder}/{path.name}" for path in (root() / folder).glob("*.yaml"))


@cache
def version() -> str:
    """A hash of every lexicon file's name and bytes: facts extracted with another lexicon are other facts."""
    digest = hashlib.sha256()
    for path in sorted(root().rglob("*.yaml")):
        digest.update(path.relative_to(root()).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
