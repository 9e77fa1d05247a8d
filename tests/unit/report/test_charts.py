"""Drawings for a page: the same however often they are made, and words in them stay words."""

import re

from pipelines.report.charts import svg, voices, world

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
