"""Runs killed with -9, at the edges of stages and at random moments."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Iterator

from benchmarks.disturbed.site import AFTER, BEFORE, Site, check, fingerprint
from pipelines.tables.read import Warehouse
from pipelines.tables.snapshots import SNAPSHOTS

UNCHANGED = "_taken_over"
# Where a run is killed: module, function, and whether before or after it does its work.
BOUNDARIES = [
    (module, name, moment)
    for module, names in {
        "pipelines.runner.stages": ("read", "extract", "resolve", "_resolve", "publish_tables"),
        "pipelines.runner.workspace:Workspace": ("put_rejects", "put_raw", "put_state", "put_mentions", "put_tables"),
        "pipelines.tables.publish": (
            *("_stage", UNCHANGED, "_build", "write_manifest", "_snapshot", "_link", "_show", "_prune"),
        ),
    }.items()
    for name in names
    for moment in ("before", "after")
]


def survived(site: Site, states: list[dict[str, str]], wanted: dict[str, str], label: str) -> Iterator[str]:
    """What is wrong with the tables after a run died, and after the next run, which nothing disturbs."""
    damage = Warehouse(site.output).damage()
    if damage or fingerprint(site.output) not in states:
        yield f"{label}: the tables are torn {damage}"
    code, told = site.run()
    if code:
        yield f"{label}: the next run fails: {told}"
    elif (found := fingerprint(site.output)) != wanted:
        yield f"{label}: the result differs in {[name for name in wanted if wanted[name] != found[name]]}"
    left = [path for path in (site.output / SNAPSHOTS).iterdir() if not path.name[0].isdigit()]
    left += [*site.output.glob(".next-*"), *site.output.rglob("*.partial")]
    if left:
        yield f"{label}: left behind: {[path.name for path in left]}"


def kills(site: Site, boundaries: list[tuple[str, str, str]]) -> None:
    """A run is killed with -9 before and after each function at the edge of a stage.

    Each is an update of the tables, but for where tables are taken over, since nothing changed.
    """
    since, problems = time.monotonic(), list[str]()
    inputs = [BEFORE, AFTER]
    states = [site.reference(articles) for articles in inputs]
    site.write(BEFORE)
    site.run()
    turn = 0
    for place in boundaries:
        turn = turn if place[1] == UNCHANGED else 1 - turn
        site.write(inputs[turn])
        code, told = site.run(die=place)
        if code != -signal.SIGKILL:
            problems.append(f"{place}: never reached: {told}")
        problems += survived(site, states, states[turn], str(place))
    check(problems, f"killed at {len(boundaries)} boundaries: tables whole, next run equal", since)


def moments(site: Site, count: int) -> None:
    """A run is killed with -9 at random moments, an update of the tables each."""
    since, problems, chance = time.monotonic(), list[str](), random.Random(7)
    inputs = [BEFORE, AFTER]
    states = [site.reference(articles) for articles in inputs]
    site.write(BEFORE)
    begun = time.monotonic()
    site.run()
    usual, dead = time.monotonic() - begun, 0
    for number in range(1, count + 1):
        site.write(inputs[number % 2])
        process = site.start()
        process.join(chance.uniform(0, usual))
        process.kill()
        process.join()
        dead += process.exitcode == -signal.SIGKILL
        problems += survived(site, states, states[number % 2], f"moment {number}")
        if number % 10 == 0:
            print(f"  after {number:4} moments: {len(problems)} problems", flush=True)
    check(problems, f"killed at {count} random moments, {dead} before the end: tables whole, next run equal", since)
