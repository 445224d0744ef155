"""The small model and companies to work in."""

from tests.fixtures import acme, clock, sample_file, sample_files, ws

__all__ = ["acme", "clock", "sample_file", "sample_files", "ws"]
