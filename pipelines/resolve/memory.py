"""What earlier runs worked out, kept under the content that it was worked out from.

What resolution says of a group of rows (an actor's mentions, two accounts of an event, all evidence of a happening)
follows from these rows alone. Each group is known by a signature, a hash of its rows; what was worked out for it before
is taken over, and only groups whose signature is new are worked out. So a document more costs what it touches, and the
result is that of working out everything. Hashes have a key that each memory draws for itself, so that no text can be
written to have the signature of another.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, MutableMapping

import polars as pl

from pipelines.resolve.shelf import Tables

Kept = MutableMapping[str, pl.DataFrame]

SIGNATURE = "signature"
_KEY = "key"


class Memory:
    """Tables of an earlier run, each with a column `signature`; `kept`, on disk, is what the next run is to be given.

    What was recalled of a table once is taken out of `earlier`.
    """

    def __init__(self, earlier: Kept | None = None) -> None:
        self._earlier = earlier if earlier and _KEY in earlier else {_KEY: pl.DataFrame({_KEY: [secrets.randbits(63)]})}
        self._seed = int(self._earlier[_KEY].item())
        self.kept: Kept = Tables()
        self.kept[_KEY] = self._earlier[_KEY]

    def hashes(self, table: pl.DataFrame) -> pl.Series:
        """A hash of each row (64 bits)."""
        return table.hash_rows(seed=self._seed).alias(SIGNATURE)

    def signed(self, table: pl.DataFrame, by: str) -> pl.DataFrame:
        """Each value of `by` with a signature of the rows that have it, in whatever order they come."""
        rows = table.select(by).with_columns(self.hashes(table))
        sums = rows.group_by(by).agg(pl.col(SIGNATURE).sum(), rows=pl.len())
        return sums.select(by, self.hashes(sums))

    def recall(
        self, asked: pl.DataFrame, work: Callable[[pl.DataFrame], tuple[pl.DataFrame, ...]], *names: str
    ) -> tuple[pl.DataFrame, ...]:
        """What is known of each signature that is asked for, under each of some names.

        `work` is given the rows of `asked` of which the first name knows nothing, and gives a table with signatures for
        each name. All tables that it can give for some rows, it gives for none.
        """
        found = [self._known(name, asked) for name in names]
        known = found[0]
        missing = asked if known is None else asked.join(known, on=SIGNATURE, how="anti", maintain_order="left")
        made = work(missing) if known is None or not missing.is_empty() else None
        out = []
        for position, (name, before) in enumerate(zip(names, found, strict=True)):
            parts = [part for part in (before, made[position] if made else None) if part is not None]
            out.append(pl.concat(parts))
            self.kept[name] = out[-1]
        return tuple(out)

    def _known(self, name: str, asked: pl.DataFrame) -> pl.DataFrame | None:
        earlier = self._earlier.pop(name, None)
        if earlier is None:
            return None
        return earlier.join(asked.select(SIGNATURE), on=SIGNATURE, how="semi", maintain_order="left")
