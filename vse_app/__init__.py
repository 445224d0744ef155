"""vse-app: from nothing to printed ISO/IEC 29110 evidence, for software shops with fewer than 25 IT people."""

__version__ = "0.1.0"
