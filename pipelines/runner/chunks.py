"""Items in groups that are bounded twice: by how many they are, and by how much text they have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def chunks(items: Iterable[Item], most: int, most_chars: int, chars: Callable[[Item], int]) -> Iterator[list[Item]]:
    """Lists of `most` items in a row, or of fewer that have more than `most_chars` characters; `chars` counts them."""
    chunk: list[Item] = []
    held = 0
    for item in items:
        chunk.append(item)
        held += chars(item)
        if len(chunk) == most or held > most_chars:
            yield chunk
            chunk, held = [], 0
    if chunk:
        yield chunk
