"""What the tables survive: killed runs, full disks, damage, hostile articles, readers, two runs at once, a long soak.

    python benchmarks/faults.py [EXPERIMENT]... [--moments 50] [--publications 20] [--readers 10] [--runs 200]
        [--daemons 6] [--bare]

Experiments: kills moments places damage readers together hostile daemon soak; all of them if none is named. Each runs
`sitrep run` over a few short articles, in processes of their own forked from one that has the modules loaded, and
disturbs it. Afterwards the tables must be whole, those of before or those of after; the next run must complete; and
the result must equal that of a run never disturbed, byte for byte (`SOURCE_DATE_EPOCH` is set; the table `runs`, which
names the disturbed runs, is left out). Prints a line for each experiment and exits with 1 if any failed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.disturbed.daemon import daemon
from benchmarks.disturbed.hostile import hostile
from benchmarks.disturbed.kills import BOUNDARIES, kills, moments
from benchmarks.disturbed.places import damage, places
from benchmarks.disturbed.readers import readers, together
from benchmarks.disturbed.site import FAILED, Site
from benchmarks.disturbed.soak import soak
from pipelines.tables.snapshots import DATABASE

NEEDS_DAGSTER = {"hostile", "daemon"}


def main() -> None:
    """Run the experiments that are named, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("experiments", nargs="*", metavar="EXPERIMENT")
    parser.add_argument("--moments", type=int, default=50, help="random moments at which a run is killed")
    parser.add_argument("--publications", type=int, default=20, help="publications during which is read")
    parser.add_argument("--readers", type=int, default=10, help="readers that ask DuckDB meanwhile, besides Polars")
    parser.add_argument("--runs", type=int, default=200, help="runs of the soak")
    parser.add_argument("--daemons", type=int, default=6, help="times that the daemon is killed")
    parser.add_argument("--bare", action="store_true", help="runs without Dagster: their four stages, more quickly")
    arguments = parser.parse_args()
    experiments: dict[str, Callable[[Site], None]] = {
        "kills": lambda site: kills(site, BOUNDARIES),
        "moments": lambda site: moments(site, arguments.moments),
        "places": lambda site: places(site, [2_000, 300_000, 2_000_000], ("64k", "400k", "2m", "6m", "64m")),
        "damage": lambda site: damage(site, [DATABASE, "documents.parquet", "events.parquet"]),
        "readers": lambda site: readers(site, arguments.publications, arguments.readers),
        "together": lambda site: together(site, 3),
        "hostile": hostile,
        "daemon": lambda site: daemon(site, arguments.daemons),
        "soak": lambda site: soak(site, arguments.runs, 40),
    }
    if unknown := set(arguments.experiments) - set(experiments):
        parser.error(f"no experiment {', '.join(sorted(unknown))}; there are: {', '.join(experiments)}")
    for name in arguments.experiments or experiments:
        with tempfile.TemporaryDirectory(prefix="sitrep-faults-") as folder:
            experiments[name](Site(Path(folder), dagster=not arguments.bare or name in NEEDS_DAGSTER))
    sys.exit(1 if FAILED else 0)


if __name__ == "__main__":
    main()
