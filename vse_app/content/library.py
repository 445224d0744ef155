"""The process models that come with the program, and models read from any folder."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from vse_app import paths
from vse_app.content import caching, roots
from vse_app.content.folder import STRUCTURE, contents, language_of, merged, unreadable
from vse_app.content.reading import MAX_BYTES, peek
from vse_app.content.references import check_references
from vse_app.content.remembering import Remembered
from vse_app.content.shape import shaped
from vse_app.content.suggesting import suggestion
from vse_app.content.wording import check_words
from vse_app.model.building import build
from vse_app.model.errors import BadProfile
from vse_app.model.process import ProcessModel, Raw

_WORKING = re.compile(rb"""^["']?working["']?\s*:""", re.MULTILINE)
_HEADER = ("id", "edition", "kind", "standard")


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What is known of a model without reading it whole; `titles` and `shorts`, of a few letters, by language."""

    id: str
    edition: str
    kind: str
    standard: str
    folder: Path
    titles: Mapping[str, str]
    own: bool = False
    """Whether it is one of the user's models, not one that comes with the program."""
    shorts: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def ref(self) -> str:
        """Edition-qualified id, for example `iso29110-basic@2011`."""
        return f"{self.id}@{self.edition}"

    def title(self, language: str) -> str:
        """The title in a language, else in English, else the id."""
        return self.titles.get(language) or self.titles.get("en") or self.id

    def short(self, language: str) -> str:
        """The title in a few letters, else the id and edition."""
        return self.shorts.get(language) or self.shorts.get("en") or self.ref


def available() -> tuple[ModelInfo, ...]:
    """The models shipped with the program and the user's own, in the order of their ids and editions.

    BadProfile for a broken header of a shipped one; a broken one of the user's is left out and told by `problems`.
    """
    return _available()


_available: Final = Remembered(
    lambda: tuple(sorted((*shipped(), *own_models()[0]), key=lambda info: (info.id, info.edition)))
)


def shipped() -> tuple[ModelInfo, ...]:
    """The models that come with the program; raises BadProfile for a broken header."""
    return tuple(_info(folder) for folder in _folders(paths.profiles()))


def own_models() -> tuple[list[ModelInfo], list[BadProfile]]:
    """The user's models whose header can be read, and what is wrong with those left out."""
    root = roots.own_root()
    infos: list[ModelInfo] = []
    found: list[BadProfile] = []
    taken = {info.ref for info in shipped()} if root else set[str]()
    try:
        folders = _folders(root) if root else []
    except OSError as error:
        return [], [unreadable(root or "", error)]
    for folder in folders:
        try:
            info = dataclasses.replace(_info(folder), own=True)
            if info.ref in taken:
                raise BadProfile(
                    "There is a model {name} already.",
                    place=f"{folder.name}/{STRUCTURE}:1 id",
                    hint="Give yours another id or edition.",
                    name=info.ref,
                )
            taken.add(info.ref)
            infos.append(info)
        except BadProfile as error:
            found.append(error)
    return infos, found


def _folders(root: Path) -> list[Path]:
    """The folder itself if it is a model, else the models in it."""
    if (root / STRUCTURE).is_file():
        return [root]
    return sorted(f for f in root.iterdir() if (f / STRUCTURE).is_file()) if root.is_dir() else []


def load_folder(folder: Path) -> Raw:
    """Read and check a model's folder.

    Returns `{"structure": …, "words": {language: …}}`, English first, fit for JSON and for `model.building.build`.
    Raises BadProfile for the first thing wrong, with the file, line and key it stands at.
    """
    return _checked(contents(folder), folder.name)


def load(model_id: str) -> Raw:
    """Return a model by id (its latest edition) or `id@edition`; BadProfile when missing or broken."""
    info = find(model_id)
    files = contents(info.folder)
    name = f"own-{info.folder.name}" if info.own else info.folder.name
    key = caching.key(files)
    raw = caching.fetch(name, key, {"structure": dict, "words": dict})
    if raw is None:
        raw = _checked(files, info.folder.name)
        caching.keep(name, key, raw)
    return raw


def stamp(model_id: str) -> str:
    """The key of a model's files as they are now: it changes when one of them does."""
    known, info = _stamps(), find(model_id)
    if info.ref not in known:
        known[info.ref] = caching.key(contents(info.folder))
    return known[info.ref]


_stamps: Final = Remembered(dict[str, str])


def model(model_id: str) -> ProcessModel:
    """Return a model, built; raises as `load` does."""
    return build(load(model_id))


def counts(raw: Raw) -> dict[str, int]:
    """How many processes, outcomes (objectives), activities, tasks, products and roles a model has."""
    built = build(raw)
    return {
        "processes": len(built.processes),
        "outcomes": sum(1 for _ in built.objectives()),
        "activities": sum(1 for _ in built.activities()),
        "tasks": sum(1 for _ in built.tasks()),
        "products": len(built.products),
        "roles": len(built.roles),
    }


def may_run(info: ModelInfo) -> bool:
    """Whether a project may be able to work under a model, as far as a glance at its files tells; raises BadProfile."""
    return info.kind == "profile" or any(
        _WORKING.search(data) for name, data in contents(info.folder).items() if not language_of(name)
    )


def _checked(files: Mapping[str, bytes], folder: str) -> Raw:
    tree = merged(files, folder)
    raw = shaped(tree)
    check_references(tree, raw["structure"])
    check_words(tree, raw)
    return raw


def find(model_id: str) -> ModelInfo:
    """Return what is known of a model by id (its latest edition) or `id@edition`; BadProfile when there is none.

    An edition of the user's own is meant by the bare id only where no edition ships with the program.
    """
    infos = available()
    found = [info for info in infos if model_id in (info.ref, info.id)]
    if not found:
        raise BadProfile(
            'There is no process model "{name}".',
            name=model_id,
            **suggestion(model_id, {info.ref if "@" in model_id else info.id for info in infos}),
        )
    return ([info for info in found if not info.own] or found)[-1]


def _info(folder: Path) -> ModelInfo:
    header = _peek(folder / STRUCTURE, frozenset((name,) for name in _HEADER))
    for name in _HEADER:
        if (name,) not in header:
            raise BadProfile(
                'The key "{name}" is missing.',
                place=f"{folder.name}/{STRUCTURE}:1",
                hint="Add it; docs/content.md says what it holds.",
                name=name,
            )
    words = {name: dict[str, str]() for name in ("title", "short")}
    for file in sorted(f for f in folder.glob("??.yaml") if language_of(f.name)):
        found = _peek(file, frozenset(("model", name) for name in words))
        for name, said in words.items():
            if ("model", name) in found:
                said[language_of(file.name)] = found["model", name]
    return ModelInfo(
        *(header[(name,)] for name in _HEADER), folder=folder, titles=words["title"], shorts=words["short"]
    )


def _peek(file: Path, wanted: frozenset[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    place = f"{file.parent.name}/{file.name}"
    try:
        with file.open("rb") as stream:
            return peek(stream.read(MAX_BYTES + 1), place, wanted)
    except OSError as error:
        raise unreadable(place, error) from None
