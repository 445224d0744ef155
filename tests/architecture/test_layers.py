"""Who may import whom, as written in pyproject.toml."""

from __future__ import annotations

import subprocess
import sys

from tests.architecture.sources import ROOT


def test_import_contracts_hold():
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c(['--no-cache'])"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_services_work_without_qt():
    code = (
        "import sys; sys.modules['PySide6'] = None\n"
        "import importlib, pkgutil, vse_app.services, vse_app.cli\n"
        "for m in pkgutil.iter_modules(vse_app.services.__path__): importlib.import_module('vse_app.services.' + m.name)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
