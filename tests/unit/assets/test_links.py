"""Links from an asset to its code and to its documentation."""

from pathlib import Path

import dagster as dg
import pytest

from assets.links import REPOSITORY, linked
from assets.report import situation_report
from pipelines.definitions import defs
from pipelines.settings import ROOT
from pipelines.tables.schema import TABLES

TABLES_PAGE = "tables.md"


def references(spec):
    return spec.metadata["dagster/code_references"].code_references


SPECS = sorted(defs.resolve_all_asset_specs(), key=lambda spec: spec.key)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.key.to_user_string())
def test_every_asset_leads_to_its_code_and_its_page(spec):
    code, *pages = references(spec)
    line = Path(code.file_path).read_text(encoding="utf-8").splitlines()[code.line_number - 1]
    assert line.startswith(("def ", "@dg."))
    assert pages
    for page in pages:
        line = Path(page.file_path).read_text(encoding="utf-8").splitlines()[page.line_number - 1]
        assert line.startswith("#")
        if page.label == TABLES_PAGE:
            assert line == f"## {spec.key.path[-1]}"
    assert (spec.key.path[-1] in TABLES) == any(page.label == TABLES_PAGE for page in pages)


def test_links_lead_to_a_repository_where_one_is_named(monkeypatch):
    monkeypatch.setenv(REPOSITORY, "https://git.example.org/desk/blob/main/")
    (spec,) = linked(situation_report).specs
    code, page = references(spec)
    assert code.url.startswith("https://git.example.org/desk/blob/main/assets/report.py#L")
    assert page.url == "https://git.example.org/desk/blob/main/docs/how-to/report.md#L1"
    assert str(ROOT) not in code.url
    assert isinstance(page, dg.UrlCodeReference)
