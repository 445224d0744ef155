"""Text made findable: without accents and case, and in scripts without spaces (Thai, Chinese …) by any substring."""

from __future__ import annotations

import unicodedata

_MAX = 400_000
"""Characters of one text that are indexed; beyond that a search index helps nobody."""
_CONTROLS = dict.fromkeys(range(0x20), " ")


def _unspaced(char: str) -> bool:
    code = ord(char)
    return 0x0E00 <= code <= 0x0EFF or 0x1000 <= code <= 0x109F or 0x1780 <= code <= 0x17FF or 0x2E80 <= code <= 0x9FFF


def fold(text: str) -> str:
    """Lower-case without accents; every character of an unspaced script becomes a word of its own."""
    text = text[:_MAX]
    if text.isascii():
        return text.lower() if text.isprintable() else text.lower().translate(_CONTROLS)
    out: list[str] = []
    for char in unicodedata.normalize("NFKD", text).casefold():
        code = ord(char)
        if 0x300 <= code <= 0x36F or code < 0x20 or 0xD800 <= code <= 0xDFFF:
            out.append("" if 0x300 <= code <= 0x36F else " ")
        elif _unspaced(char):
            out.append(f" {char} ")
        else:
            out.append(char)
    return "".join(out)


def words(text: str) -> list[str]:
    """The folded words of a text: letters, digits and marks; punctuation separates."""
    folded = fold(text)
    return "".join(c if _in_words(c) or _unspaced(c) else " " for c in folded).split()


def _in_words(char: str) -> bool:
    """Letters, digits and the marks that belong to letters (vowel signs of many scripts), as the index sees them."""
    return unicodedata.category(char)[0] in "LMN"


def query(text: str) -> str:
    """An FTS5 expression for what a person typed: all words, the last as a prefix; "" when nothing can be searched."""
    found = words(text)[:32]
    if not found:
        return ""
    groups: list[list[str]] = []
    for word in found:
        if groups and _unspaced(word[0]) and _unspaced(groups[-1][-1][0]):
            groups[-1].append(word)
        else:
            groups.append([word])
    phrases = ['"' + " ".join(group) + '"' for group in groups]
    if not _unspaced(groups[-1][-1][0]):
        phrases[-1] += "*"
    return " ".join(phrases)
