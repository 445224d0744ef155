"""The small model and companies to work in."""

from tests.fixtures import clock, sample_file, sample_files, ws

__all__ = ["clock", "sample_file", "sample_files", "ws"]
