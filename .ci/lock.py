"""Print `name==version` for everything that pyproject.toml needs, directly or not, as it is installed here."""

from __future__ import annotations

import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_EXTRAS = ("dev", "ray", "s3")
_BUILD = "setuptools"


def main() -> None:
    """Walk the requirements from the project outwards."""
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
    wanted = list(project["project"]["dependencies"])
    for extra in _EXTRAS:
        wanted += project["project"]["optional-dependencies"][extra]
    pins: dict[str, str] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    queue = [Requirement(line) for line in [*wanted, *project["build-system"]["requires"]]]
    while queue:
        need = queue.pop()
        name, extras = canonicalize_name(need.name), frozenset(need.extras)
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        try:
            found = distribution(name)
        except PackageNotFoundError:
            sys.stderr.write(f"{name} is not installed and not pinned\n")
            continue
        pins[name] = found.version
        for line in found.requires or ():
            further = Requirement(line)
            if further.marker is None or any(further.marker.evaluate({"extra": extra}) for extra in extras or {""}):
                queue.append(further)
    sys.stdout.writelines(f"{name}=={version}\n" for name, version in sorted(pins.items()))


if __name__ == "__main__":
    main()
