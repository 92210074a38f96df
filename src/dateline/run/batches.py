"""Work cut into pieces that land in one transaction each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

BATCH = 1000  # reports acknowledged at a time: what a kill can cost is one batch, which the next run brings in
PAGES = 50  # pages acknowledged at a time: a page costs as much as hundreds of lines


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of at most `size` items, in order."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def batches_by_weight(items: Iterable[T], weigh: Callable[[T], int], most: int) -> Iterator[list[T]]:
    """Lists of items whose weights sum up to `most`, or just past it, in order."""
    batch, weight = list[T](), 0
    for item in items:
        batch.append(item)
        weight += weigh(item)
        if weight >= most:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch
