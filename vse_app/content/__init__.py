"""Process models from folders of YAML: read safely, checked to the last id, kept compiled in a cache."""

from vse_app.content.library import ModelInfo, available, counts, load, load_folder, model
from vse_app.content.plain import read_plain

__all__ = ["ModelInfo", "available", "counts", "load", "load_folder", "model", "read_plain"]
