"""Sentence -> PLOVER type, quad class, or whether it states a cause: see classify()."""

from dateline.reading.classify.items import Item
from dateline.reading.classify.labels import QUAD_OF, ROOTS, Labelled, Task
from dateline.reading.classify.model import classify

__all__ = ["QUAD_OF", "ROOTS", "Item", "Labelled", "Task", "classify"]
