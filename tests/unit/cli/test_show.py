"""A fact is shown with the words that it rests on."""

import pytest

from pipelines.cli.console import CliError


def test_a_figure_is_shown_with_its_number_marked_in_its_passage(sitrep):
    shown = sitrep("show", "fig_00000000000000aa").stdout
    assert "low: 9" in shown
    assert "⟦at least ⟦nine⟧ people⟧" in " ".join(shown.split())


def test_the_beginning_of_an_id_is_enough(sitrep):
    assert "fig_00000000000000aa" in sitrep("show", "fig_").stdout


def test_a_document_is_shown_whole_with_its_facts_marked_and_listed(sitrep):
    shown = sitrep("show", "doc_").stdout
    assert "The coast guard said that at least ⟦nine⟧ people" in " ".join(shown.split())
    assert "marked: event figure voice actor place time" in shown
    assert "figure fig_00000000000000aa nine other person" in " ".join(shown.split())


def test_a_document_is_found_by_its_file(sitrep):
    assert "The coast guard said" in sitrep("show", "\x1b[2Jevil.txt").stdout


@pytest.mark.parametrize("fact", ["run-1", "rej_1"])
def test_a_run_and_what_it_refused_lead_to_its_page_in_the_ui(sitrep, fact):
    assert "in the UI: http://127.0.0.1:3000/runs/run-1" in sitrep("show", fact).stdout


def test_an_unknown_id_is_one_line_with_a_remedy(sitrep):
    for unknown in ("evt_nothing", "", "%"):
        result = sitrep("show", unknown)
        assert isinstance(result.exception, CliError)
        assert "id" in str(result.exception)
