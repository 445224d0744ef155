"""Words of the program itself, for the window, the command line and the PDF alike.

English stands in the code; `resources/i18n/xx.json` maps each English sentence to another language. The words of the
process models are not here: they stand by id in `profiles/`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache

from vse_app import paths

LANGUAGES = {"en": "English", "es": "Español"}


class Translator:
    """Callable that turns an English sentence with `{placeholders}` into the chosen language."""

    def __init__(self, language: str, table: dict[str, str]) -> None:
        self.language = language
        self._table = table

    def __call__(self, text: str, /, **values: object) -> str:
        """Return `text` in the language; a sentence without translation stays English. Values are put in literally.

        `{n}` is the value itself; `{n|one day|# days}` is the first wording for 1 and else the second, with the value
        for `#`.
        """
        return filled(self._table.get(text, text), values)


def filled(text: str, values: Mapping[str, object]) -> str:
    """Put values into `{placeholders}` in one pass: braces inside a value stay as they are."""

    def put(found: re.Match[str]) -> str:
        name, one, many = found.groups()
        if name not in values:
            return found[0]
        value = str(values[name])
        return value if one is None else (one if value == "1" else many).replace("#", value)

    return _PLACEHOLDER.sub(put, text)


_PLACEHOLDER = re.compile(r"\{([a-z_]+)(?:\|([^|{}]*)\|([^|{}]*))?\}")


@cache
def translator(language: str) -> Translator:
    """Return the translator for a language code; an unknown one speaks English."""
    if language == "en" or language not in LANGUAGES:
        return Translator("en", {})
    path = paths.resources() / "i18n" / f"{language}.json"
    return Translator(language, json.loads(path.read_text(encoding="utf-8")))
