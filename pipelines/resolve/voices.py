"""Who says what a row says: the voice quoted, else the outlet, else the document itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import polars as pl

from pipelines.resolve.sources import Sources

Row = dict[str, Any]

_CORRECTS = r"(?i)^\W*(?:correct(?:ion|ed)|clarification|erratum|corrigendum)\b"


def correcting(documents: pl.DataFrame) -> pl.DataFrame:
    """Documents with `corrects`, whether a text begins by saying that it corrects."""
    return documents.with_columns(corrects=pl.col("text").str.contains(_CORRECTS))


@dataclass(frozen=True, slots=True)
class Voices:
    """What is known of the voices of all rows.

    `quoted`: attribution → source; `outlets`: document → source of its outlet; `named`: those of them with names;
    `repeats`: documents that repeat others; `updates`: article → the latest update of its story; `denials`:
    attributions that deny what they report; `corrections`: documents that begin by saying that they correct.
    """

    quoted: Mapping[str, str] = field(default_factory=dict)
    outlets: Mapping[str, str] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
    repeats: frozenset[str] = frozenset()
    updates: Mapping[str, str] = field(default_factory=dict)
    denials: frozenset[str] = frozenset()
    corrections: frozenset[str] = frozenset()
    published: Mapping[str, dt.datetime | None] = field(default_factory=dict)

    @classmethod
    def read(cls, tables: Mapping[str, pl.DataFrame], sources: Sources) -> Self:
        """The voices of resolved tables."""
        documents, attributions = tables["documents"], tables["attributions"]
        outlets = sources.outlets.join(documents, on="doc_id", how="semi")
        heard = pl.concat([attributions["source_id"], outlets["source_id"]]).unique().implode()
        return cls(
            quoted=dict(attributions.select("attribution_id", "source_id").iter_rows()),
            outlets=dict(outlets.iter_rows()),
            named=frozenset(sources.table.filter(pl.col("is_named") & pl.col("source_id").is_in(heard))["source_id"]),
            repeats=frozenset(documents.filter(pl.col("duplicate_of").is_not_null())["doc_id"]),
            updates=dict(documents.select("doc_id", "superseded_by").drop_nulls().iter_rows()),
            denials=frozenset(attributions.filter(pl.col("stance") == "deny")["attribution_id"]),
            corrections=frozenset(documents.filter("corrects")["doc_id"]),
            published=dict(documents.select("doc_id", "published_at").iter_rows()),
        )

    def of(self, row: Row) -> str:
        """The voice of a row with `attribution_id` and `doc_id`: a source, or the document if its outlet is unknown."""
        quoted = self.quoted.get(row["attribution_id"])
        return quoted or self.outlets.get(row["doc_id"], row["doc_id"])

    def is_named(self, voice: str) -> bool:
        """Whether a reader could tell who speaks."""
        return voice in self.named

    def is_narrator(self, voice: str, doc: str) -> bool:
        """Whether a voice is the outlet of a document, or the document itself."""
        return voice == self.outlets.get(doc, doc)

    def sources(self, voices: set[tuple[str, str]]) -> list[str]:
        """The sources among (voice, document), the outlets of repeated articles and unknown outlets left out."""
        return sorted(
            {
                voice
                for voice, doc in voices
                if voice != doc and not (doc in self.repeats and self.is_narrator(voice, doc))
            }
        )
