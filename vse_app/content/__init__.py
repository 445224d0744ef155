"""Process models from folders of YAML: read safely, checked to the last id, kept compiled in a cache."""

from vse_app.content.library import ModelInfo, available, counts, find, load, load_folder, model, problems, stamp
from vse_app.content.mappings import load_mapping, mapping_files, mappings
from vse_app.content.plain import read_plain
from vse_app.content.remembering import Remembered
from vse_app.content.roots import choose_own_root, own_root
from vse_app.content.suggesting import suggestion

__all__ = [
    "ModelInfo",
    "Remembered",
    "available",
    "choose_own_root",
    "counts",
    "find",
    "load",
    "load_folder",
    "load_mapping",
    "mapping_files",
    "mappings",
    "model",
    "own_root",
    "problems",
    "read_plain",
    "stamp",
    "suggestion",
]
