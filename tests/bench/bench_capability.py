"""Rating: the complete space of profiles, and the answer to one changed rating of nine processes.

The yardstick of the space is walking through it without rating anything.
"""

from __future__ import annotations

import itertools
import statistics
import time
from collections import deque

from tests.bench import Row
from vse_app.model.capability import ATTRIBUTES, Ratings, level
from vse_app.model.capability_changes import what_if

LETTERS = (None, "N", "P", "L", "F")
PROCESSES = 9
RUNS = 3
ASKED = 200


def run() -> list[Row]:
    """Seconds for the space; milliseconds for a "what if" with its reasons, before and after."""
    walking = statistics.median(_walk() for _ in range(RUNS))
    rating = statistics.median(_rate() for _ in range(RUNS))
    asked = statistics.median(_what_if() for _ in range(ASKED)) * 1000
    return [
        Row("rate all 1,953,125 profiles", rating, walking, rating, 3, "s"),
        Row("what if, nine processes, nine attributes each", asked, 1, asked, 1, "ms"),
    ]


def _walk() -> float:
    start = time.perf_counter()
    deque(itertools.product(LETTERS, repeat=len(ATTRIBUTES)), maxlen=0)
    return time.perf_counter() - start


def _rate() -> float:
    start = time.perf_counter()
    deque(map(level, itertools.product(LETTERS, repeat=len(ATTRIBUTES))), maxlen=0)
    return time.perf_counter() - start


def _what_if() -> float:
    ratings: dict[str, Ratings] = {f"P{n}": dict.fromkeys(ATTRIBUTES, "L") for n in range(PROCESSES)}
    start = time.perf_counter()
    what_if(ratings, {"P3": {"PA 1.1": "F"}})
    return time.perf_counter() - start


if __name__ == "__main__":
    for row in run():
        print(row)
