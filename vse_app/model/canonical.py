"""JSON as hashes are made of it: compact, ASCII, keys in order. The encoder is made once, which halves the time."""

from __future__ import annotations

import json
from collections.abc import Callable
from json import encoder
from typing import Any


def _writer(*, sort_keys: bool) -> Callable[[Any], str]:
    """What `json.dumps` would write, without making an encoder for each call where the fast one is there."""
    slow = json.JSONEncoder(sort_keys=sort_keys, ensure_ascii=True, separators=(",", ":"), check_circular=False)
    make: Any = getattr(encoder, "c_make_encoder", None)
    if make is None:
        return slow.encode
    fast = make(None, slow.default, encoder.encode_basestring_ascii, None, ":", ",", sort_keys, False, True)
    return lambda value: "".join(fast(value, 0))


canonical = _writer(sort_keys=True)
"""A value as JSON with sorted keys."""
quoted: Callable[[str], str] = encoder.encode_basestring_ascii
"""A text as JSON."""
compact = _writer(sort_keys=False)
"""A value as JSON with keys in their own order."""
