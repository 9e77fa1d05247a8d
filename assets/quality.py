"""How well extraction does on annotated articles, from one version of the code to the next."""

import dagster as dg
from pydantic import Field

from assets import metadata
from assets.resolve import POOL
from assets.resources import Extractor
from pipelines.evaluate.annotations import load
from pipelines.evaluate.quality import DROP, Measured, digest, dropped, evaluate, headline
from pipelines.runner.versions import code_version
from pipelines.settings import ROOT, absolute

GROUP = "quality"
QUALITY = dg.AssetKey("extraction_quality")
HOLDS = "no_figure_dropped"

_HISTORY = 50
_ERRORS = 25


class Annotated(dg.Config):
    """Which annotated articles to measure on."""

    folder: str = Field(
        default="tests/gold", description="Folder of annotated articles; a relative path starts at the project."
    )


@dg.asset(
    key=QUALITY,
    group_name=GROUP,
    kinds={"python"},
    owners=metadata.OWNERS,
    tags={"stage": GROUP},
    pool=POOL,
    description="Extraction scored on annotated articles; each figure is plotted over the materialisations. "
    "Not part of the job of batches: materialise it after a change of code, lexicon or model.",
    check_specs=[
        dg.AssetCheckSpec(
            HOLDS,
            asset=QUALITY,
            description=f"No figure fell by more than {DROP} against the version of the code measured before, "
            "on the same annotations.",
        )
    ],
)
def extraction_quality(
    context: dg.AssetExecutionContext, config: Annotated, extractor: Extractor
) -> dg.MaterializeResult:  # type: ignore[type-arg]  # Dagster reads the bare name
    """Score extraction; raises `AnnotationError` where the folder holds no annotated article."""
    folder = absolute(ROOT / config.folder)
    result = evaluate(load(folder), extractor.workers)
    now = Measured(code_version(), headline(result))
    before = _measured(context.instance, digest(folder))
    fallen = dropped(now, before)
    return dg.MaterializeResult(
        metadata={
            **now.figures,
            "annotations": digest(folder),
            "articles": result.articles,
            "code version": now.code_version,
            "by code version": dg.MetadataValue.md(_table([now, *before])),
            "errors": dg.MetadataValue.md(_errors(result.errors)),
        },
        check_results=[
            dg.AssetCheckResult(
                check_name=HOLDS,
                passed=not fallen,
                metadata={name: f"{was} before, {value} now" for name, (was, value) in fallen.items()},
            )
        ],
    )


def _measured(instance: dg.DagsterInstance, annotations: str) -> list[Measured]:
    """What earlier versions of the code reached on the same annotations, newest first."""
    out: dict[str, Measured] = {}
    for record in instance.fetch_materializations(QUALITY, limit=_HISTORY).records:
        made = record.asset_materialization
        held = {name: value.value for name, value in made.metadata.items()} if made else {}
        if held.get("annotations") == annotations:
            figures = {name: value for name, value in held.items() if isinstance(value, float)}
            version = str(held["code version"])
            out.setdefault(version, Measured(version, figures))
    return list(out.values())


def _table(measured: list[Measured]) -> str:
    names = list(measured[0].figures)
    lines = ["| code version | " + " | ".join(map(metadata.escaped, names)) + " |", "|" + "---|" * (len(names) + 1)]
    for one in measured:
        cells = [f"{one.figures[name]:.3f}" if name in one.figures else "" for name in names]
        lines.append("| " + " | ".join([metadata.escaped(one.code_version), *cells]) + " |")
    return "\n".join(lines)


def _errors(errors: list[tuple[str, str, str]]) -> str:
    chosen = errors[:: max(1, len(errors) // _ERRORS)][:_ERRORS]
    lines = ["| " + " | ".join(map(metadata.escaped, error)) + " |" for error in chosen]
    return "\n".join(["| what | article | text |", "|---|---|---|", *lines])
