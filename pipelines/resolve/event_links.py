"""Links between pairs of accounts, as a table: compared once, and again only where one of the two has changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from pipelines.resolve.event_accounts import Reader
from pipelines.resolve.event_features import Features, stem
from pipelines.resolve.event_pairs import CERTAIN, STORY, Link, compare, is_repeated
from pipelines.resolve.memory import SIGNATURE, Memory
from pipelines.resolve.order import portions
from pipelines.tables.ids import stable_id

POINTS = {
    "type_points": ("type",),
    "mode_points": ("mode",),
    "party_points": ("parties", "victim"),
    "place_points": ("place",),
    "date_points": ("date",),
    "published_points": ("published",),
    "word_points": ("words",),
    "name_points": ("names",),
    "nominal_points": ("nominals",),
    "status_points": ("background", "possible", "denied"),
    "text_points": ("evidence",),
}
_COMPARED_AT_ONCE = 4_000  # pairs
_SIGNED_AT_ONCE = 200_000  # pairs
_LINKS: dict[str, Any] = {
    SIGNATURE: pl.UInt64,
    "link_id": pl.String,
    "score": pl.Float64,
    "is_accepted": pl.Boolean,
    "is_accepted_in_story": pl.Boolean,
    "is_repeated": pl.Boolean,
    "is_named_alike": pl.Boolean,
    **dict.fromkeys(POINTS, pl.Float64),
}


def read_links(pairs: pl.DataFrame, accounts: pl.DataFrame, reader: Reader, memory: Memory, name: str) -> pl.DataFrame:
    """The links that nothing forbids of pairs of accounts, each known by where it stands among all (`one`, `other`).

    `one` and `other` become their ids. `first` and `second` are the mentions of both, that of the account published
    first before the other. `name` is what the links are remembered under.
    """
    signed = _signed(pairs, accounts, memory)
    _, found = memory.recall(signed, lambda missing: _compared(missing, accounts, reader), f"{name}_compared", name)
    return _placed(signed.join(found, on=SIGNATURE), accounts).sort("one", "other")


def _signed(pairs: pl.DataFrame, accounts: pl.DataFrame, memory: Memory) -> pl.DataFrame:
    """Pairs with a signature of what their comparison is made of."""
    signatures = [
        memory.hashes(_placed(portion, accounts).select("content", "content_other", "first"))
        for portion in portions(pairs, _SIGNED_AT_ONCE)
    ]
    return pairs.with_columns(pl.concat(signatures))


def _placed(pairs: pl.DataFrame, accounts: pl.DataFrame) -> pl.DataFrame:
    """Pairs of places among accounts with what is told of both, the second's as `_other`."""
    told = accounts.select("event_id", "doc_id", "is_denial", "published", "mention_id", content=SIGNATURE)
    other = told[pairs["other"]].select(pl.all().name.suffix("_other"))
    both = pl.concat([pairs.drop("one", "other"), told[pairs["one"]], other], how="horizontal")
    is_first = _is_first()
    return both.rename({"event_id": "one", "event_id_other": "other"}).with_columns(
        first=pl.when(is_first).then("mention_id").otherwise("mention_id_other"),
        second=pl.when(is_first).then("mention_id_other").otherwise("mention_id"),
        swapped=~is_first,
    )


def _is_first() -> pl.Expr:
    """Whether the first account of a pair was published before the other; those without a date come last."""
    one, other = (pl.col(name).fill_null("~") for name in ("published", "published_other"))
    return (one < other) | ((one == other) & (pl.col("mention_id") < pl.col("mention_id_other")))


def _compared(pairs: pl.DataFrame, accounts: pl.DataFrame, reader: Reader) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Pairs by their signatures alone, and the links of those that nothing forbids.

    Pairs of one time follow one another, so that few features are held.
    """
    moments = accounts["moment"].rank("dense")
    ordered = pairs.with_columns(moment=moments.gather(pairs["one"])).sort("moment", "one", "other").drop("moment")
    made = []
    for portion in portions(ordered, _COMPARED_AT_ONCE):
        told = _placed(portion, accounts).select(SIGNATURE, "one", "other", "first", "second")
        features = reader.read([*told["one"], *told["other"]])
        rows = [
            _row(signature, stable_id("lnk", first, second), features[one], features[other], link)
            for signature, one, other, first, second in told.iter_rows()
            if (link := compare(features[one], features[other], reader.actors)) is not None
        ]
        made.append(pl.DataFrame(rows, schema=_LINKS, orient="row"))
    return pairs.select(SIGNATURE), pl.concat(made)


def _row(signature: int, link_id: str, one: Features, other: Features, link: Link) -> tuple[object, ...]:
    return (
        signature,
        link_id,
        link.score,
        link.is_accepted,
        link.within_story().is_accepted,
        one.doc_id == other.doc_id and is_repeated(one, other, link),
        link.parts["parties"] > 0 or _calls(one, other) or _calls(other, one),
        *_points(link),
    )


def _calls(denial: Features, event: Features) -> bool:
    """Whether the words of a denial have that by which an event is told: "denied firing the shells", "was shelled"."""
    return not event.heads.isdisjoint(map(stem, denial.evidence.split()))


def _points(link: Link) -> list[float]:
    parts: Mapping[str, float] = link.parts
    return [sum(parts[part] for part in names) for names in POINTS.values()]


def judged(links: pl.DataFrame) -> pl.DataFrame:
    """Links with what their documents add.

    `is_link`: enough speaks for one happening; `is_denial_of`: a voice's denial, and the only event told as a fact of
    its document that it can deny. Documents that surely share another event tell one story, which gives points.
    """
    found = links.with_columns(
        is_within=pl.col("doc_id") == pl.col("doc_id_other"),
        documents=pl.concat_str(
            pl.min_horizontal("doc_id", "doc_id_other"), pl.max_horizontal("doc_id", "doc_id_other"), separator=" "
        ),
    )
    is_sure = ~pl.col("is_within") & pl.col("is_accepted") & (pl.col("score") >= CERTAIN)
    others = is_sure.sum().over("documents").cast(pl.Int64) - is_sure.cast(pl.Int64)
    found = found.with_columns(story_points=pl.when(others > 0).then(STORY).otherwise(0.0))
    denying = pl.when("is_denial").then("one").otherwise("other")
    denies = pl.col("is_within") & (pl.col("is_denial") != pl.col("is_denial_other")) & pl.col("is_named_alike")
    found = found.with_columns(denying=pl.when(denies).then(denying))
    is_only = pl.col("denying").is_not_null() & (pl.len().over("denying") == 1)
    in_story = pl.when(pl.col("story_points") > 0).then("is_accepted_in_story").otherwise("is_accepted")
    return found.with_columns(
        score=pl.col("score") + pl.col("story_points"),
        is_denial_of=is_only,
        is_link=is_only | pl.when("is_within").then("is_repeated").otherwise(in_story),
    )
