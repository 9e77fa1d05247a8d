from __future__ import annotations

import datetime as dt

import pytest

from pipelines.resolve import resolve

from .story import Story, day, tables


def actor_names(*stories: Story) -> list[str]:
    return sorted(resolve(tables(*stories))["actors"]["name"])


def test_the_same_key_is_the_same_actor_and_counts_add_up() -> None:
    one, other = Story("d1", day(3)), Story("d2", day(1))
    one.actor("Red Front")
    other.actor("Red Front")
    (row,) = resolve(tables(one, other))["actors"].iter_rows(named=True)
    assert (row["mention_count"], row["document_count"]) == (2, 2)
    assert (row["first_seen_at"], row["last_seen_at"]) == (day(1), day(3))


def test_gunmen_are_others_in_every_document() -> None:
    one, other = Story("d1"), Story("d2")
    one.actor("gunmen")
    other.actor("gunmen")
    assert actor_names(one, other) == ["gunmen", "gunmen"]


def test_namesakes_of_two_countries_stay_apart() -> None:
    one, other = Story("d1"), Story("d2")
    one.actor("Ana Silva", country="BRA")
    other.actor("Ana Silva", country="PRT")
    assert actor_names(one, other) == ["Ana Silva", "Ana Silva"]


def test_a_surname_alone_links_only_to_the_only_bearer_of_its_country() -> None:
    one, other, third = Story("d1"), Story("d2"), Story("d3")
    one.actor("Ana Silva", country="BRA")
    other.actor("Silva", country="BRA")
    third.actor("Silva")
    assert actor_names(one, other, third) == ["Ana Silva", "Silva"]


def test_an_acronym_is_the_organisation_introduced_by_it() -> None:
    one, other = Story("d1"), Story("d2")
    one.actor("Red Liberation Front", key="name:red liberation front", actor_type="armed_group", aliases=["RLF"])
    other.actor("RLF", key="name:rlf", actor_type="armed_group")
    (row,) = resolve(tables(one, other))["actors"].iter_rows(named=True)
    assert row["name"] in ("Red Liberation Front", "RLF")
    assert {row["name"], *row["aliases"]} == {"Red Liberation Front", "RLF"}


def test_a_parent_that_nobody_mentions_gets_a_row() -> None:
    story = Story("d1")
    story.actor("Arland Army")
    rows = {row["name"]: row for row in resolve(tables(story))["actors"].iter_rows(named=True)}
    assert rows["Arland Army"]["parent_actor_id"] == rows["Arland"]["actor_id"]
    assert (rows["Arland"]["actor_type"], rows["Arland"]["country"], rows["Arland"]["mention_count"]) == (
        "country",
        "ARG",
        0,
    )


def test_a_named_voice_is_one_source_and_an_anonymous_one_is_not() -> None:
    one, other = Story("d1", outlet="The Herald"), Story("d2", outlet="the herald")
    for story in (one, other):
        story.voice("Ann Smith")
        story.voice("officials", "anonymous", is_named=False)
    out = resolve(tables(one, other))["sources"]
    counted = sorted(
        (row["kind"], row["name"], row["document_count"]) for row in out.iter_rows(named=True) if row["is_named"]
    )
    assert counted == [("outlet", "The Herald", 2), ("person", "Ann Smith", 2)]
    assert out.filter(kind="anonymous").height == 2


def test_a_statement_without_a_voice_has_an_unstated_one() -> None:
    story = Story("d1")
    story.voice("Ann Smith")
    story.rows["attributions"][0]["source_id"] = None
    story.rows["local_sources"].clear()
    out = resolve(tables(story))
    assert out["attributions"]["source_id"].to_list() == out["sources"]["source_id"].to_list()
    assert out["sources"]["is_named"].to_list() == [False]


def test_short_texts_never_repeat_one_another() -> None:
    text = "The army said on Monday that three soldiers were killed."
    out = resolve(tables(Story("d1", text=text), Story("d2", text=text)))["documents"]
    assert out["duplicate_of"].to_list() == [None, None]


def test_long_texts_that_differ_by_a_word_repeat_the_first_published() -> None:
    words = [f"word{i}" for i in range(150)]
    other = [*words[:149], "end"]
    out = resolve(tables(Story("d1", day(2), text=" ".join(words)), Story("d2", day(1), text=" ".join(other))))[
        "documents"
    ]
    assert dict(out.select("doc_id", "duplicate_of").iter_rows()) == {"d1": "d2", "d2": None}


def test_copies_that_lost_their_last_paragraph_are_all_found() -> None:
    """Nine tenths of the shingles and a little more are left."""
    stories = []
    for number in range(60):
        words = [f"word{number}x{i}" for i in range(300)]
        cut = words[: 275 + number % 20]
        stories += [
            Story(f"a{number}", day(1), text=" ".join(words)),
            Story(f"b{number}", day(2), text=" ".join(cut)),
        ]
    out = resolve(tables(*stories))["documents"]
    copies = dict(out.drop_nulls("duplicate_of").select("doc_id", "duplicate_of").iter_rows())
    assert copies == {f"b{number}": f"a{number}" for number in range(60)}


@pytest.mark.parametrize(
    ("outlet", "kept", "added", "is_copy"),
    [
        ("Herald", 170, 15, True),
        ("Herald", 200, 15, True),
        ("Herald", 200, 40, False),
        ("Herald", 120, 0, False),
        ("Herald", 100, 80, False),
        ("Courier", 170, 60, False),
        (None, 170, 15, True),
    ],
    ids=[
        "cut short, with a headline of its own",
        "with a note of its own",
        "with news of its own",
        "a third left out",
        "half of it",
        "an outlet's own text rewritten",
        "an outlet unknown",
    ],
)
def test_a_text_in_another_outlet_is_a_copy_if_it_is_most_of_the_first(
    outlet: str | None, kept: int, added: int, *, is_copy: bool
) -> None:
    words = [f"word{i}" for i in range(200)]
    other = [*(f"else{i}" for i in range(added)), *words[:kept]]
    wire = Story("d1", day(1), "Courier", " ".join(words))
    reprint = Story("d2", day(2), outlet, " ".join(other))
    copies = resolve(tables(wire, reprint))["documents"].drop_nulls("duplicate_of")["doc_id"].to_list()
    assert copies == (["d2"] if is_copy else [])


def test_long_texts_with_another_half_do_not() -> None:
    words = [f"word{i}" for i in range(200)]
    other = [*words[:100], *(f"else{i}" for i in range(100))]
    out = resolve(tables(Story("d1", text=" ".join(words)), Story("d2", text=" ".join(other))))["documents"]
    assert out["duplicate_of"].null_count() == 2


def test_nothing_in_nothing_out() -> None:
    assert all(table.is_empty() for table in resolve(tables()).values())


def updated(first: Story, second: Story) -> dict:
    return dict(resolve(tables(first, second))["documents"].select("doc_id", "superseded_by").iter_rows())


def test_a_longer_version_by_the_same_outlet_supersedes_the_story() -> None:
    words = [f"word{i}" for i in range(120)]
    more = [*words[:70], "now", "seven", *words[71:], *(f"later{i}" for i in range(60))]
    one, other = Story("d1", day(1), "Herald", " ".join(words)), Story("d2", day(2), "herald", " ".join(more))
    assert updated(one, other) == {"d1": "d2", "d2": None}
    assert updated(one, Story("d2", day(2), "Courier", " ".join(more))) == {"d1": None, "d2": None}


def test_a_later_article_on_other_things_supersedes_nothing() -> None:
    words = [f"word{i}" for i in range(120)]
    more = [*words[:60], *(f"later{i}" for i in range(90))]
    one, other = Story("d1", day(1), "Herald", " ".join(words)), Story("d2", day(2), "Herald", " ".join(more))
    assert updated(one, other) == {"d1": None, "d2": None}


def test_what_only_copies_tell_has_the_outlet_of_the_first_of_them() -> None:
    """The first published of three was cut short: it lacks what the other two tell."""
    words = [f"word{i}" for i in range(200)]
    texts = (words[:185], words, words)
    stories = [Story(f"d{n}", day(n), f"Outlet {n}", " ".join(text)) for n, text in enumerate(texts, start=1)]
    for story in stories[1:]:
        story.tell(by=("Arland",), to=("Red Front",), at="Norvik", on=dt.date(2021, 3, 1))
    frames = resolve(tables(*stories))
    assert frames["documents"]["duplicate_of"].to_list() == [None, "d1", "d1"]
    assert frames["events"].select("document_count", "outlet_count").rows() == [(2, 1)]
