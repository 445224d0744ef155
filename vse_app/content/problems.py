"""Everything wrong in the user's folder of models, each with file, line, key and what to do. Nothing here raises."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from vse_app.content.folder import STRUCTURE, contents, unreadable
from vse_app.content.library import ModelInfo, available, load, own_models
from vse_app.content.mappings import own_mappings
from vse_app.content.roots import FOLDER, own_root
from vse_app.content.suggesting import suggestion
from vse_app.model.building import build
from vse_app.model.editions import element_ids
from vse_app.model.errors import BadProfile
from vse_app.model.process import ProcessModel

_ENDINGS: Final = (".yaml", ".yml")


def problems() -> tuple[BadProfile, ...]:
    """What is wrong with the user's models and mappings; empty when all is well or no folder was chosen."""
    root = own_root()
    if root is None:
        return ()
    if not root.is_dir():
        hint = "Choose another folder, or stop using this one."
        return (BadProfile("There is no such folder.", place=str(root), hint=hint),)
    infos, found = own_models()
    for info in infos:
        found += _in_model(info)
    found += own_mappings()[1]
    try:
        found += _half_models(root)
        if not infos and not found and not (root / FOLDER).is_dir():
            hint = "Put a folder with a structure.yaml into it; docs/content.md says how."
            found.append(BadProfile("There is no process model in this folder.", place=str(root), hint=hint))
    except OSError as error:
        found.append(unreadable(root, error))
    return tuple(found)


def _in_model(info: ModelInfo) -> list[BadProfile]:
    try:
        model = build(load(info.ref))
        earlier = {i.ref for i in available()} & {f"{model.id}@{model.changes_from}"}
        return [p for ref in earlier for p in _unknown_before(info, model, build(load(ref)))]
    except BadProfile as error:
        return [error]


def _unknown_before(info: ModelInfo, model: ProcessModel, before: ProcessModel) -> list[BadProfile]:
    """What the table of changes says of the earlier edition that is not in it."""
    known = element_ids(before)
    return [
        BadProfile(
            'The edition {edition} has no element "{name}".',
            place=f"{info.folder.name}/{STRUCTURE}:1 changes.{change.kind}",
            edition=before.edition,
            name=name,
            **suggestion(name, known),
        )
        for change in model.changes
        for name in change.before
        if name not in known
    ]


def _half_models(root: Path) -> list[BadProfile]:
    """Folders that look like a model and lack its structure."""
    found: list[BadProfile] = []
    if (root / STRUCTURE).is_file():
        return found
    for folder in sorted(f for f in root.iterdir() if f.is_dir() and not f.name.startswith(".")):
        try:
            has_yaml = any(f.suffix.lower() in _ENDINGS for f in folder.iterdir())
            if has_yaml and folder.name != FOLDER and not (folder / STRUCTURE).is_file():
                contents(folder)
        except BadProfile as error:
            found.append(error)
        except OSError as error:
            found.append(unreadable(folder, error))
    return found
