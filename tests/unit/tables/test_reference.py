"""The data dictionary is written from the schema, and the one committed is current."""

from pipelines.tables import reference
from pipelines.tables.macros import MACROS
from pipelines.tables.schema import TABLES
from pipelines.tables.views import VIEWS


def test_the_committed_page_is_current():
    assert reference.main(["--check"]) == 0, "run python -m pipelines.tables.reference"


def test_every_table_column_and_view_has_its_place():
    page = reference.page()
    for name, spec in TABLES.items():
        assert f"\n## {name}\n" in page
        assert all(f"| `{column.name}` |" in page for column in spec.columns)
    assert all(f"\n### {view.name}\n" in page for view in (*VIEWS, *MACROS))


def test_an_old_page_is_noticed(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(reference, "FOLDER", tmp_path / "reference")
    assert reference.main(["--check"]) == 1
    assert "out of date" in capsys.readouterr().err
    assert reference.main([]) == 0
    assert reference.main(["--check"]) == 0
