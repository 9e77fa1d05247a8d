"""Drawings for a page: the same however often they are made, and words in them stay words."""

import re

import pytest

from pipelines.report.charts import matrix, svg, tolls, voices, world

PLACE = {"place_id": "plc_1", "name": "Kelda", "longitude": 12.5, "latitude": 45.25, "events": 1}


def test_the_ids_of_a_drawing_do_not_count_earlier_ones():
    first, second = (svg(world([PLACE]), "map", "Events by place") for _ in range(2))
    assert first == second
    ids = re.findall(r' id="([^"]+)"', first)
    assert ids == [f"map-{number}" for number in range(1, len(ids) + 1)]
    assert set(re.findall(r"url\(#([^)]+)\)", first)) <= set(ids)


def test_words_that_look_like_attributes_are_kept_and_lead_nowhere():
    voice = 'a <b> class="x" href="javascript:1#"'
    drawn = svg(voices([{"voice": voice, "is_named": True, "events": 2}]), "sources", "Voices")
    assert 'a &lt;b&gt; class="x" href="javascript:1#"</text>' in drawn
    assert all(href.startswith("#events?voice=") for href in re.findall(r'<a [^>]*href="([^"]*)"', drawn))


@pytest.mark.parametrize("draw", [voices, tolls, matrix])
def test_a_label_that_no_drawing_can_hold_is_drawn_all_the_same(draw):
    name = "Ada\x1b[31m\x00 \u202eOrlo\ufffe"
    row = {"voice": name, "is_named": True, "events": 2, "actor": name, "recipient": "Kelda", "score": 1.0}
    row |= {"summary": name, "event_id": "evt_1", "low": 1, "best": 2, "high": 3}
    drawn = svg(draw([row]), "chart", "A chart")
    assert "Ada�[31m� �Orlo�" in drawn


@pytest.mark.parametrize("draw", [voices, tolls, matrix])
def test_a_long_label_ends_in_an_ellipsis_and_has_room_in_a_wider_font(draw):
    name = "Interregional Commission for Waterways, Harbours and Inland Shipping of the Eastern Provinces"
    row = {"voice": name, "is_named": True, "events": 2, "actor": name, "recipient": "Kelda", "score": 1.0}
    row |= {"summary": name, "event_id": "evt_1", "low": 1, "best": 2, "high": 3}
    drawn = svg(draw([row]), "chart", "A chart")
    assert re.search(r">Interregional Commission for [^<]*…<", drawn)
    left = float(re.search(r'transform="translate\(([\d.]+),', drawn)[1])
    assert left > 1.2 * 260
