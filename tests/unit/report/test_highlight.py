"""Facts marked in an article: the text is all there, nothing in it can act, and every fact can be found by its id."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from pipelines.report.highlight import highlighted


def span(start, end, kind="event", anchor="mnt_1", note="ASSAULT"):
    return {"start": start, "end": end, "kind": kind, "anchor": anchor, "note": note}


def plain(markup):
    text = str(markup).replace('<span class="paragraph"></span>', "\n\n").replace("<br>", "\n")
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def test_a_fact_is_marked_and_can_be_linked_to():
    found = highlighted("Gunmen killed guards.", [span(7, 13)])
    assert found == ('Gunmen <span id="mnt_1"></span><mark class="event" title="event: ASSAULT">killed</mark> guards.')


def test_facts_that_overlap_share_their_common_words():
    found = str(highlighted("nine guards died", [span(0, 11, "figure", "fig_1", "fatalities"), span(5, 16)]))
    assert '<mark class="event figure" title="figure: fatalities; event: ASSAULT">guards</mark>' in found
    assert found.count('id="fig_1"') == found.count('id="mnt_1"') == 1


def test_text_that_is_markup_stays_text():
    text = "<script>alert(1)</script> & <b>"
    assert "<script" not in highlighted(text, [span(0, 8, note='"><script>')])
    assert plain(highlighted(text, [span(0, 8)])) == text


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=6))
def test_no_character_is_lost(text, places):
    spans = [
        span(min(start, len(text)), min(start + length, len(text)), anchor=f"mnt_{number}")
        for number, (start, length) in enumerate(places)
    ]
    assert plain(highlighted(text, [one for one in spans if one["start"] < one["end"]])) == text
