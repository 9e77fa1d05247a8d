"""What people wrote beside articles: `NAME.meta.yaml` (or `.json`) for one file, `_meta.yaml` for a folder.

Both go before what the articles say themselves, and a file's before its folder's. Folders and archives have them alike.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import PurePosixPath

import yaml
from pydantic import ValidationError

from pipelines.ingest.document import Refusal
from pipelines.ingest.encoding import decode
from pipelines.ingest.limits import InstallationError, UnreadableError
from pipelines.ingest.metadata import Sidecar, complaint

ENDINGS = (".meta.yaml", ".meta.yml", ".meta.json")
FOLDER_NAMES = ("_meta.yaml", "_meta.yml", "_meta.json")
MAX_SIDECAR_BYTES = 100_000

_NOTHING = Sidecar()


def is_sidecar(name: str) -> bool:
    """Whether a file name is that of a sidecar."""
    return name.endswith(ENDINGS) or name in FOLDER_NAMES


class Sidecars:
    """The sidecars among the names of a folder or an archive; `load` gives the bytes of one."""

    def __init__(self, names: Collection[str], load: Callable[[str], bytes], uri_of: Callable[[str], str]) -> None:
        self._names = frozenset(name for name in names if is_sidecar(PurePosixPath(name).name))
        self._load = load
        self._uri_of = uri_of
        self._used: set[str] = set()
        self._read: dict[str, tuple[Sidecar, Refusal | None]] = {}

    def of(self, name: str) -> tuple[Sidecar, list[Refusal]]:
        """What the sidecars of a file say together, and a refusal, told once, for each that cannot be used."""
        said, problems = _NOTHING, []
        for sidecar in self._for(name):
            fresh = sidecar not in self._read
            if fresh:
                self._read[sidecar] = self._parsed(sidecar)
            found, problem = self._read[sidecar]
            problems += [problem] if fresh and problem else []
            said = found.over_folder(said)
        return said, problems

    def unused(self) -> Iterator[Refusal]:
        """A refusal for each sidecar of a file that is not there."""
        for name in sorted(self._names - self._used):
            if PurePosixPath(name).name not in FOLDER_NAMES:
                yield Refusal(self._uri_of(name), "metadata without an article: put the file of that name beside it")

    def _for(self, name: str) -> Iterator[str]:
        """The sidecars that speak of a file, the least particular first: outer folders, its folder, its own."""
        if not self._names:
            return
        path = PurePosixPath(name)
        for folder in reversed(path.parents):
            yield from self._present(str(folder / own) for own in FOLDER_NAMES)
        stems = [path]
        while stems[-1].suffix and len(stems) < 4:
            stems.append(stems[-1].with_suffix(""))
        own = [found for stem in reversed(stems) for found in self._present(f"{stem}{end}" for end in ENDINGS)]
        self._used.update(own)
        yield from own

    def _present(self, paths: Iterator[str]) -> Iterator[str]:
        return (path for path in paths if path in self._names)

    def _parsed(self, name: str) -> tuple[Sidecar, Refusal | None]:
        try:
            return parse_sidecar(self._load(name)), None
        except (UnreadableError, OSError) as problem:
            reason = str(problem)
        except ImportError as problem:
            raise InstallationError(problem) from problem
        except Exception as problem:  # libraries fail in many ways on damaged archives
            reason = f"damaged: {' '.join(str(problem).split())[:200] or type(problem).__name__}"
        return Sidecar(), Refusal(self._uri_of(name), f"{reason}; the articles were read without it")


def parse_sidecar(data: bytes) -> Sidecar:
    """What a sidecar says (JSON is YAML too). Raises `UnreadableError`."""
    if len(data) > MAX_SIDECAR_BYTES:
        raise UnreadableError(f"more than {MAX_SIDECAR_BYTES:,} bytes of metadata: keep the listed fields alone")
    if not data.strip():
        return Sidecar()
    try:
        return Sidecar.model_validate(safe_yaml(decode(data)[0]) or {})
    except (yaml.YAMLError, RecursionError, ValueError) as problem:
        if isinstance(problem, ValidationError):
            fields = ", ".join(Sidecar.model_fields)
            raise UnreadableError(f"{complaint(problem)} (known fields: {fields})") from problem
        raise UnreadableError(f"not valid YAML: {' '.join(str(problem).split())[:300]}") from problem


def safe_yaml(text: str) -> object:
    """The value of a YAML text. Raises `yaml.YAMLError`, `RecursionError` or `ValueError`."""
    return yaml.load(text, _Loader)  # noqa: S506 - a safe loader


class _Loader(yaml.SafeLoader):
    """Safe YAML without aliases, which can make a small file expand without end."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases (*name) are not allowed here: write the value out")
        return super().compose_node(parent, index)
