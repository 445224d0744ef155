"""The command line. Exit status: 0 fine, 1 the answer is "no", 2 wrong use or unusable input (one line, never more)."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from vse_app import __version__
from vse_app.cli import commands, conformance, models, rating, registers
from vse_app.i18n import LANGUAGES, Translator, translator
from vse_app.model.errors import UserError

RUN: Mapping[str, Callable[[argparse.Namespace, Translator], int]] = {
    "new": commands.run_new,
    "sample": commands.run_sample,
    "library": models.run_library,
    "coverage": models.run_coverage,
    "conformance": conformance.run_conformance,
    "status": commands.run_status,
    "rate": rating.run_rate,
    "export": commands.run_export,
    "import": registers.run_import,
    "check": commands.run_check,
    "backup": commands.run_backup,
    "restore": commands.run_restore,
}
"""What each command does; it prints its answer and returns the exit status."""


class _Parser(argparse.ArgumentParser):
    """Wrong use is one line and status 2."""

    def error(self, message: str) -> None:  # type: ignore[override]
        print(f"vse-app: {message}. Try: vse-app --help", file=sys.stderr)
        raise SystemExit(2)


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = _Parser(
        prog="vse-app", description="From nothing to printed ISO/IEC 29110 evidence, for small software shops."
    )
    top.add_argument("--version", action="version", version=f"vse-app {__version__}")
    top.add_argument("--sample", action="store_true", help="open the window on a throw-away copy of the sample company")
    top.add_argument("--self-test", action="store_true", help="does this installation work? exit 0 or 1")
    sub = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    for name, text, arguments in _OUTLINE:
        one = sub.add_parser(name, help=text, description=text)
        for flags, options in arguments:
            one.add_argument(*flags, **options)
        one.add_argument("--json", action="store_true", help="answer as JSON")
        one.add_argument("--language", choices=sorted(LANGUAGES), default=None, help="language of the answer")
    return top


_FILE: tuple[tuple[str, ...], dict[str, Any]] = (("file",), {"metavar": "FILE.vse", "help": "company file"})
_PROJECT: tuple[tuple[str, ...], dict[str, Any]] = (("--project",), {"metavar": "P", "help": "code of the project"})
_MODELS: tuple[tuple[str, ...], dict[str, Any]] = (
    ("--models",), {"metavar": "FOLDER", "default": "", "help": "a folder with models of your own, for this call"},
)  # fmt: skip
_Argument = tuple[tuple[str, ...], dict[str, Any]]
_OUTLINE: tuple[tuple[str, str, tuple[_Argument, ...]], ...] = (
    ("new", "an empty company file", (_FILE, (("--name",), {"required": True, "help": "name of the company"}))),
    ("sample", "the complete sample company", (_FILE,)),
    ("library", "every process model, one model, or one element",
     ((("element",), {"nargs": "?", "metavar": "MODEL[:ELEMENT]", "default": ""}), _MODELS)),
    ("coverage", "how far one model reaches another, outcome by outcome",
     ((("source",), {"metavar": "FROM"}), (("target",), {"metavar": "TO"}), _MODELS)),
    ("conformance", "the claim that may be made, and what stands in its way", (_FILE, _PROJECT)),
    ("status", "progress, next steps with reasons, findings", (_FILE, _PROJECT)),
    ("rate", "attribute ratings: the capability level of each process, and of the organisation",
     ((("file",), {"metavar": "RATINGS.yaml", "help": "scale, and letters or percentages by process"}),)),
    ("export", "a report as PDF; a register also as .csv or .xlsx",
     (_FILE, (("report",), {"metavar": "REPORT", "help": "for example evidence-pack, or register"}), _PROJECT,
      (("--kind",), {"metavar": "REGISTER", "default": "", "help": "which register, for example requirement"}),
      (("--assessment",), {"metavar": "N", "type": int, "default": 0, "help": "number of the assessment"}),
      (("--record",), {"metavar": "REQ", "default": "", "help": "number of the requirement, for thread"}),
      (("-o", "--output"), {"required": True, "metavar": "OUT.pdf"}))),
    ("import", "a table (.csv, .tsv, .xlsx) into a register: all rows or none",
     (_FILE, (("register",), {"metavar": "REGISTER", "help": "for example requirement"}),
      (("table",), {"metavar": "TABLE"}), _PROJECT,
      (("--dry-run",), {"action": "store_true", "help": "only say what would change"}),
      (("--leave-out",), {"action": "store_true", "help": "leave out the rows that cannot be taken"}),
      (("--column",), {"action": "append", "default": [], "metavar": "HEADING=FIELD", "help": "what a column says"}),
      (("--dates",), {"choices": ("day", "month"), "default": "", "help": "what comes first in dates like 3/4/2026"}),
      (("--separator",), {"default": "", "metavar": "SIGN", "help": "what parts the cells, if it is not recognised"}),
      (("--actor",), {"metavar": "NAME", "default": "", "help": "who brings it in; else who worked last"}),
      (("--sheet",), {"metavar": "NAME", "default": "", "help": "sheet of a workbook"}),
      (("--encoding",), {"metavar": "NAME", "default": "", "help": "encoding of a text, if it is not recognised"}))),
    ("check", "integrity of database, files and history", (_FILE,)),
    ("backup", "a checked copy of the company file", (_FILE, (("target",), {"metavar": "TO.vse"}))),
    ("restore", "a company file from a backup",
     ((("file",), {"metavar": "BACKUP.vse"}), (("target",), {"metavar": "TO.vse"}))),
)  # fmt: skip


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character gets its escape instead of a traceback.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    arguments = parser().parse_args(argv)
    language = arguments.language or os.environ.get("VSE_APP_LANGUAGE", "en")
    tr = translator(language)
    try:
        return RUN[arguments.command](arguments, tr)
    except UserError as error:
        print(f"vse-app: {_visible(error.say(tr))}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130


def _visible(text: str) -> str:
    """One line that a terminal can show: control and lone surrogate characters as escapes."""
    line = " ".join(text.split())
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in line)
