"""A folder's checked content, kept compiled in the user's cache folder: the next start need not check it again."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from vse_app import __version__, paths
from vse_app.content.shape import SCHEMA, schema_bytes
from vse_app.model.process import Raw

_MAX_RAW = 64_000_000


def key(files: Mapping[str, bytes], schema: str = SCHEMA) -> str:
    """SHA-256 over the files' names and bytes, the schema, and the version of the program that checked them."""
    digest = hashlib.sha256()
    for part in (
        __version__.encode(),
        schema_bytes(schema),
        *(p for f in sorted(files) for p in (f.encode(), files[f])),
    ):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def fetch(name: str, wanted: str, parts: Mapping[str, type]) -> Raw | None:
    """Return what was kept under `name` if its key is `wanted` and it has the `parts`, each of its type and not empty.

    None when there is none, or it is older or damaged.
    """
    try:
        packed = _file(name).read_bytes()
        text = zlib.decompressobj().decompress(packed, _MAX_RAW)
        kept: Any = json.loads(text)
        raw = kept["raw"]
        whole = kept["key"] == wanted and all(isinstance(raw[k], kind) and raw[k] for k, kind in parts.items())
        return raw if whole else None
    except (OSError, zlib.error, ValueError, KeyError, TypeError, RecursionError):
        return None


def keep(name: str, wanted: str, raw: Raw) -> None:
    """Keep `raw` under `name`, all or nothing. A folder that cannot be written is no error: it is checked again."""
    import tempfile

    target = _file(name)
    packed = zlib.compress(json.dumps({"key": wanted, "raw": raw}, ensure_ascii=False).encode(), 6)
    with contextlib.suppress(OSError):
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(prefix=name, suffix=".part", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(packed)
            Path(part).replace(target)
        except OSError:
            Path(part).unlink(missing_ok=True)


def _file(name: str) -> Path:
    return paths.user_folder("cache") / "models" / f"{name}.z"
