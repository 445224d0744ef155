"""Where the program starts: the window, or the command line when a command is named."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

COMMANDS = frozenset(
    {
        "new", "sample", "library", "coverage", "conformance", "status", "rate", "export", "import", "check", "backup",
        "restore",
    }
)  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; the exit status is returned. Heavy modules are imported only on the way that needs them."""
    words = list(sys.argv[1:] if argv is None else argv)
    if "--self-test" in words:
        from vse_app.cli import selftest
        from vse_app.ui import smoke

        return selftest.run((("window", smoke.check),))
    if words and (words[0] in COMMANDS or words[0] in ("-h", "--help", "--version")):
        from vse_app import cli

        return cli.main(words)
    files = [w for w in words if not w.startswith("-")]
    unknown = [w for w in words if w.startswith("-") and w != "--sample"]
    if unknown or len(files) > 1:
        print(f"vse-app: {(unknown or files[1:])[0]} is not understood. Try: vse-app --help", file=sys.stderr)
        return 2
    gc.disable()  # nothing made before the first paint is garbage; later `ui.collecting` looks after it
    from vse_app.ui import app

    return app.run(Path(files[0]) if files else None, sample="--sample" in words)


if __name__ == "__main__":
    import multiprocessing

    multiprocessing.freeze_support()
    raise SystemExit(main())
