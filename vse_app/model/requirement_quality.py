"""What a reader might ask about a requirement: hints, never a verdict, and nothing is held up by them.

The words sought stand in `profiles/requirement-words.yaml`, by language; each rule here is a function with the id it
has there. A text is read in the language whose common words it has most of.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from vse_app.model.elements import Product
from vse_app.model.process import Raw

MOST_NAMED: Final = 4
"""Words that a hint names."""


class Hint(NamedTuple):
    """A rule that has something to say, and the words of the text it is about."""

    rule: str
    words: tuple[str, ...] = ()


class Said(NamedTuple):
    """A requirement as the rules read it; `checked` and `prioritised` are None where its kind has no such field."""

    statement: str
    checked: bool | None = None
    prioritised: bool | None = None


@dataclass(frozen=True)
class Lists:
    """The words of one language, as patterns."""

    common: re.Pattern[str]
    unclear: re.Pattern[str]
    unfinished: re.Pattern[str]
    joining: re.Pattern[str]
    obliging: re.Pattern[str]
    passive: re.Pattern[str]
    participle: re.Pattern[str]
    impersonal: re.Pattern[str]
    agent: re.Pattern[str]
    spelled: Mapping[str, str]


@dataclass(frozen=True)
class Guide:
    """The rules in their order with their words, the lists by language, and how many words are a long sentence."""

    rules: tuple[str, ...]
    lists: Mapping[str, Lists]
    longest: int
    words: Mapping[str, Any]

    def word(self, language: str, rule: str, key: str = "name") -> str:
        """What a rule says ("name") or what mends it ("fix"), in English where the language lacks it."""
        return str((self.words.get(language) or self.words["en"])["rules"][rule][key])


def guide_from(raw: Raw) -> Guide:
    """The guide from its checked raw form."""
    structure = raw["structure"]
    lists = {language: _lists(said) for language, said in structure["lists"].items()}
    return Guide(tuple(structure["rules"]), lists, int(structure["longest"]), raw["words"])


def _lists(said: Mapping[str, Sequence[str]]) -> Lists:
    patterns = {name: _pattern(words) for name, words in said.items() if name != "participle"}
    endings = re.compile(rf" (?:\w+ )?\w+(?:{'|'.join(map(re.escape, map(folded, said['participle'])))})(?!\w)")
    return Lists(**patterns, participle=endings, spelled={folded(w): w for words in said.values() for w in words})


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    """One pattern for all of them, the longest first; they stand alone in the text."""
    ordered = sorted((folded(word) for word in words), key=len, reverse=True)
    return re.compile(rf"(?<![\w/-])(?:{'|'.join(map(re.escape, ordered))})(?![\w/-])")


def folded(text: str) -> str:
    """Text without case and accents, all white space single."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(text.casefold().split())


def said_of(product: Product, fields: Mapping[str, Any]) -> Said:
    """What the rules read of an entry, under whatever names its kind has the fields."""
    return reader(product)(fields)


def reader(product: Product) -> Callable[[Mapping[str, Any]], Said]:
    """As `said_of`, for many entries of a kind."""
    statement, check, priority = (product.own(name) for name in ("statement", "check", "priority"))

    def read(fields: Mapping[str, Any]) -> Said:
        return Said(
            str(fields.get(statement.id, "")) if statement else "",
            bool(fields.get(check.id)) if check else None,
            bool(fields.get(priority.id)) if priority else None,
        )

    return read


def hints(guide: Guide, said: Said) -> tuple[Hint, ...]:
    """What there is to say about a requirement, in the order of the rules; nothing about an empty one."""
    text = folded(said.statement)
    if not text:
        return ()
    lists = guide.lists[language_of(guide, text)]
    seen = Read(said, text, lists, guide.longest)
    found = ((rule, RULES[rule](seen)) for rule in guide.rules)
    return tuple(
        Hint(rule, tuple(lists.spelled.get(w, w) for w in words[:MOST_NAMED]))
        for rule, words in found
        if words is not None
    )


def language_of(guide: Guide, text: str) -> str:
    """The language whose common words a folded text has most of; the first one when none has any."""
    return max(guide.lists, key=lambda language: len(guide.lists[language].common.findall(text)))


class Read(NamedTuple):
    """A requirement as one rule reads it: what is said, the folded text, the words of its language."""

    said: Said
    text: str
    lists: Lists
    longest: int


Words = tuple[str, ...]


def _found(pattern: re.Pattern[str], text: str) -> Words | None:
    return tuple(dict.fromkeys(pattern.findall(text))) or None


def unclear_word(read: Read) -> Words | None:
    """Words that everybody reads differently: fast, easy, several."""
    return _found(read.lists.unclear, read.text)


def unfinished(read: Read) -> Words | None:
    """Something is still to be decided."""
    return _found(read.lists.unfinished, read.text)


def compound(read: Read) -> Words | None:
    """Two obligations joined: a joining word with an obliging one on either side, or two sentences that oblige."""
    obliging = [match.start() for match in read.lists.obliging.finditer(read.text)]
    if len(obliging) < 2:
        return None
    for match in read.lists.joining.finditer(read.text):
        if obliging[0] < match.start() < obliging[-1]:
            return (match.group(),)
    return () if re.search(r"(?<!\d)[.;]\s", read.text[obliging[0] : obliging[-1]]) else None


def no_actor(read: Read) -> Words | None:
    """A passive form without anybody who acts."""
    for passive in read.lists.passive.finditer(read.text):
        form = read.lists.participle.match(read.text, passive.end())
        is_quality = form and read.lists.unclear.search(form.group())  # "debe ser rápido" is no passive form
        if form and not is_quality and not read.lists.agent.search(read.text, form.end()):
            return (passive.group(),)
    return _found(read.lists.impersonal, read.text)


def too_long(read: Read) -> Words | None:
    """More words than one can try out at once."""
    return () if len(read.text.split()) > read.longest else None


def no_check(read: Read) -> Words | None:
    """Nothing is said about how it is checked."""
    return () if read.said.checked is False else None


def no_priority(read: Read) -> Words | None:
    """Nothing is said about what matters more."""
    return () if read.said.prioritised is False else None


RULES: Final[Mapping[str, Callable[[Read], Words | None]]] = {
    "unclear-word": unclear_word,
    "unfinished": unfinished,
    "compound": compound,
    "no-actor": no_actor,
    "too-long": too_long,
    "no-check": no_check,
    "no-priority": no_priority,
}
"""Id of a rule → its function: the words it is about, or None when it has nothing to say."""
