"""The wheel carries profiles, resources and papers, and works far from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile

import pytest

from tests.architecture.sources import ROOT

CODE = "import sys; from vse_app.__main__ import main; sys.exit(main(['--self-test']))"


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """The wheel's content in a folder of its own."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(folder),
        ".",
    ]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_papers_are_inside(unpacked):
    data = unpacked / "vse_app" / "_data"
    for name in ("profiles/schema.json", "docs/guide.md", "docs/guide.es.md", "LICENSE", "THIRD_PARTY_NOTICES.md"):
        assert (data / name).is_file(), name


def test_the_installed_program_proves_itself(unpacked, tmp_path):
    environment = os.environ | {
        "PYTHONPATH": str(unpacked),
        "QT_QPA_PLATFORM": "offscreen",
        "VSE_APP_HOME": str(tmp_path),
    }
    check = f"import vse_app; assert vse_app.__file__.startswith({str(unpacked)!r}); {CODE}"
    done = subprocess.run(
        [sys.executable, "-P", "-c", check], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "FAIL" not in done.stdout
    assert done.stdout.count("ok ") >= 5
