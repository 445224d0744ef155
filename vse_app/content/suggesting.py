"""What the writer of a wrong name probably meant."""

from __future__ import annotations

from collections.abc import Iterable

_SHOWN = 12


def suggestion(name: object, known: Iterable[str]) -> dict[str, str]:
    """Return `hint` and its values for BadProfile: the nearest known name, else the known names if they are few."""
    from difflib import get_close_matches

    names = sorted(set(known))
    by_folded = {n.casefold(): n for n in reversed(names)}
    near = get_close_matches(str(name)[:80].casefold(), by_folded, n=1, cutoff=0.55)
    if near:
        return {"hint": 'Did you mean "{suggestion}"?', "suggestion": by_folded[near[0]]}
    if not names:
        return {}
    shown = ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
    return {"hint": "Known here: {known}.", "known": shown}
