"""The process models that come with the program, and models read from any folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vse_app import paths
from vse_app.content import caching
from vse_app.content.folder import STRUCTURE, contents, language_of, merged
from vse_app.content.reading import peek
from vse_app.content.references import check_references
from vse_app.content.shape import shaped
from vse_app.content.suggesting import suggestion
from vse_app.content.wording import check_words
from vse_app.model.building import build
from vse_app.model.errors import BadProfile
from vse_app.model.process import ProcessModel, Raw

_HEADER = ("id", "edition", "kind", "standard")


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What is known of a model without reading it whole; `titles` by language."""

    id: str
    edition: str
    kind: str
    standard: str
    folder: Path
    titles: Mapping[str, str]

    @property
    def ref(self) -> str:
        """Edition-qualified id, for example `iso29110-basic@2011`."""
        return f"{self.id}@{self.edition}"


def available() -> tuple[ModelInfo, ...]:
    """The models shipped with the program, in the order of their ids and editions; BadProfile for a broken header."""
    root = paths.profiles()
    folders = [f for f in root.iterdir() if (f / STRUCTURE).is_file()] if root.is_dir() else []
    return tuple(sorted((_info(f) for f in folders), key=lambda info: (info.id, info.edition)))


def load_folder(folder: Path) -> Raw:
    """Read and check a model's folder.

    Returns `{"structure": …, "words": {language: …}}`, English first, fit for JSON and for `model.building.build`.
    Raises BadProfile for the first thing wrong, with the file, line and key it stands at.
    """
    return _checked(contents(folder), folder.name)


def load(model_id: str) -> Raw:
    """Return a shipped model by id (its latest edition) or `id@edition`; BadProfile when missing or broken."""
    folder = _find(model_id).folder
    files = contents(folder)
    key = caching.key(files)
    raw = caching.fetch(folder.name, key)
    if raw is None:
        raw = _checked(files, folder.name)
        caching.keep(folder.name, key, raw)
    return raw


def model(model_id: str) -> ProcessModel:
    """Return a shipped model, built; raises as `load` does."""
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


def _checked(files: Mapping[str, bytes], folder: str) -> Raw:
    tree = merged(files, folder)
    raw = shaped(tree)
    check_references(tree, raw["structure"])
    check_words(tree, raw)
    return raw


def _find(model_id: str) -> ModelInfo:
    infos = available()
    found = [info for info in infos if model_id in (info.ref, info.id)]
    if not found:
        raise BadProfile(
            'There is no process model "{name}".',
            name=model_id,
            **suggestion(model_id, {info.ref if "@" in model_id else info.id for info in infos}),
        )
    return found[-1]


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
    titles: dict[str, str] = {}
    title = ("model", "title")
    for file in sorted(folder.glob("??.yaml")):
        found = _peek(file, frozenset({title}))
        if title in found and language_of(file.name):
            titles[language_of(file.name)] = found[title]
    return ModelInfo(*(header[(name,)] for name in _HEADER), folder=folder, titles=titles)


def _peek(file: Path, wanted: frozenset[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    place = f"{file.parent.name}/{file.name}"
    try:
        return peek(file.read_bytes(), place, wanted)
    except OSError as error:
        raise BadProfile("This cannot be read: {reason}.", place=place, reason=error.strerror or error) from None
