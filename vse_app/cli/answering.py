"""How a command gives its answer: as text a terminal can show, or as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unicodedata import category

from vse_app.model.errors import Invalid


def answer(arguments: argparse.Namespace, value: Any, text: Callable[[], str]) -> None:
    """Print `value` as JSON when that was asked for, else `text()`."""
    # Only UTF-8 can carry every character as it is; elsewhere JSON's own escapes keep the answer readable.
    plain = (sys.stdout.encoding or "").replace("-", "").lower() != "utf8"
    print(json.dumps(value, ensure_ascii=plain, indent=1) if arguments.json else _shown(text()))


def _shown(text: str) -> str:
    """Text for a terminal: what would steer it, or turn the reading direction, as an escape."""
    return "".join(c if category(c)[0] != "C" or c in _HARMLESS else f"\\u{ord(c):04x}" for c in text)


_HARMLESS = "\n\t\u00ad\u200b\u200c\u200d\u2060"
"""Control characters by name, yet part of lines, and of Persian, Indic, Thai and emoji writing."""


def path_of(text: str) -> Path:
    """The path a person named; raises Invalid for one that cannot be."""
    if "\0" in text:
        raise Invalid("A file name cannot contain a zero character.")
    return Path(text)
