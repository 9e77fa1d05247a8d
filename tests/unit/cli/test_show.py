"""A fact is shown with the words that it rests on."""

from pipelines.cli.console import CliError


def test_a_figure_is_shown_with_its_number_marked_in_its_passage(sitrep):
    shown = sitrep("show", "fig_00000000000000aa").stdout
    assert "low: 9" in shown
    assert "⟦at least ⟦nine⟧ people⟧" in " ".join(shown.split())


def test_the_beginning_of_an_id_is_enough(sitrep):
    assert "fig_00000000000000aa" in sitrep("show", "fig_").stdout


def test_a_document_is_shown_with_its_text(sitrep):
    assert "The coast guard said" in sitrep("show", "doc_").stdout


def test_an_unknown_id_is_one_line_with_a_remedy(sitrep):
    for unknown in ("evt_nothing", "", "%"):
        result = sitrep("show", unknown)
        assert isinstance(result.exception, CliError)
        assert "id" in str(result.exception)
