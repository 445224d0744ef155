"""Process models from folders of YAML: read safely, checked to the last id, kept compiled in a cache."""

from vse_app.content.guides import guidance
from vse_app.content.library import (
    ModelInfo,
    available,
    counts,
    find,
    load,
    load_folder,
    may_run,
    model,
    own_models,
    stamp,
)
from vse_app.content.mappings import load_mapping, mapping_files, mappings, own_mappings
from vse_app.content.plain import read_plain
from vse_app.content.problems import problems
from vse_app.content.remembering import Remembered
from vse_app.content.roots import choose_own_root, is_root_fixed, own_root, using_own_root
from vse_app.content.suggesting import suggestion

__all__ = [
    "ModelInfo",
    "Remembered",
    "available",
    "choose_own_root",
    "counts",
    "find",
    "guidance",
    "is_root_fixed",
    "load",
    "load_folder",
    "load_mapping",
    "mapping_files",
    "mappings",
    "may_run",
    "model",
    "own_mappings",
    "own_models",
    "own_root",
    "problems",
    "read_plain",
    "stamp",
    "suggestion",
    "using_own_root",
]
