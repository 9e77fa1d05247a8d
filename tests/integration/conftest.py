"""Whole runs of the Dagster job, each into a folder of its own, against an instance of its own."""

import os
import shutil
from pathlib import Path

import polars as pl
import pytest

from pipelines.runner.batches import batch_of
from pipelines.settings import ROOT
from pipelines.tables.schema import TABLES

ARTICLES = {
    "border.txt": """Kenya sends troops to Somali border after market attack

NAIROBI, Kenya - Kenya deployed at least 400 soldiers along its border with Somalia on Monday after gunmen killed 12
people at a market in Mandera.

"We will not tolerate these attacks," Interior Minister Joseph Mwangi said. Somalia's government condemned the killings
and offered to hold talks with Nairobi next week. If the attacks continue, Kenya could close the border, two officials
said.
""",
    "border.meta.yaml": "published_at: 2021-03-10\noutlet: Coast Gazette\nlanguage: en\n",
    "strike.txt": """Dock workers strike in Chile

About 2,000 dock workers in Valparaiso walked off the job on Tuesday to demand higher wages, the union said. Police
arrested seven protesters. The company denied that it had refused to negotiate.
""",
    "strike.meta.yaml": "published_at: 2021-03-10\noutlet: Coast Gazette\n",
    "quiet.txt": "Museum opens new wing\n\nThe new wing has 30 rooms. It cost $12 million, the director said.\n",
}


@pytest.fixture(scope="session")
def dagster_home(tmp_path_factory):
    """An instance for all runs of these tests."""
    home = tmp_path_factory.mktemp("home")
    shutil.copy(ROOT / "dagster.yaml", home)
    return home


@pytest.fixture(scope="session")
def execute(dagster_home):
    """Run the job on paths: `execute(output, *paths, workers=1, use_cache=True)` gives the outcome."""

    def run(output: Path, *paths: Path, workers: int = 1, use_cache: bool = True):
        from pipelines.runner.job import run_batches  # noqa: PLC0415 - Dagster is imported once an instance is wanted

        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("DAGSTER_HOME", str(dagster_home))
            patch.setenv("SOURCE_DATE_EPOCH", "1650000000")
            return run_batches([batch_of(path) for path in paths], output, workers=workers, use_cache=use_cache)

    return run


@pytest.fixture(scope="session")
def articles(tmp_path_factory):
    """A folder of three short articles."""
    folder = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def warehouse(execute, articles, tmp_path_factory):
    """The tables of the three articles."""
    output = tmp_path_factory.mktemp("warehouse")
    outcome = execute(output, articles)
    assert outcome.troubles == []
    return output


@pytest.fixture(scope="session")
def table(warehouse):
    """A published table by its name."""
    return lambda name: pl.read_parquet(warehouse / f"{name}.parquet")


@pytest.fixture(scope="session")
def table_bytes():
    """The bytes of the Parquet files of an output, but for the record of runs."""
    return lambda output: {name: (output / f"{name}.parquet").read_bytes() for name in TABLES if name != "runs"}


@pytest.fixture(scope="module")
def browser(warehouse):
    """Debian's Chromium, or another that is installed, driven by Playwright.

    The tables come first: as long as Playwright's event loop runs in this process, Dagster's own cannot.
    """
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no browser to try")
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def picture():
    """Keep a page as a picture where `SITREP_PICTURES` names a folder: those in docs/ are made so."""
    folder = os.environ.get("SITREP_PICTURES")

    def take(tab, name: str, **options) -> None:
        if folder:
            tab.wait_for_timeout(1500)
            tab.screenshot(path=Path(folder) / f"{name}.png", **options)

    return take
