"""How fast is the PDF engine, compared with a bare reportlab canvas that draws the very same pages?

The floor is given every string with its place, font and colour, and every rule. Like any document with "page n of m"
it makes two passes: one that measures each string, one that draws, with one text object a page and no layout of its
own. Product and floor run in turn, each in its own process, imports included; the ratio is the median of the pairs.
"""

from __future__ import annotations

import json
import math
import pickle
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.bench import Row
from vse_app.model.report import Block, Column, Contents, Heading, Paragraph, Report, Table

ROOT = Path(__file__).resolve().parents[2]
PAIRS = {5_000: 5, 50_000: 3}
ROWS_PER_SECTION = 2_500
MEMORY_PAGES = 2_000
WORDS = (
    *("requirement", "verified", "baseline", "customer", "delivery", "interface", "configuración"),
    *("señal", "repository", "acceptance", "criteria", "module", "Ωμέγα", "Привет"),
)


def run() -> list[Row]:
    """Measure everything; takes about a minute and a half."""
    with tempfile.TemporaryDirectory() as folder:
        times: dict[int, float] = {}
        rows: list[Row] = []
        for count, pairs in PAIRS.items():
            drawn = Path(folder) / f"{count}.pickle"
            _child("record", count, drawn)
            found = [(_child("render", count, drawn), _child("floor", count, drawn)) for _ in range(pairs)]
            ours = statistics.median(a["seconds"] for a, _ in found)
            floor = statistics.median(b["seconds"] for _, b in found)
            ratio = statistics.median(a["seconds"] / b["seconds"] for a, b in found)
            times[count] = statistics.median(a["build"] for a, _ in found)
            rows.append(Row(f"register of {count:,} rows, {found[0][0]['pages']} pages", ours, floor, ratio, 1.35, "s"))
        few, many = sorted(times)
        exponent = math.log(times[many] / times[few]) / math.log(many / few)
        rows.append(Row("exponent of time from 5,000 to 50,000 rows", exponent, 1.0, exponent, 1.05, ""))
        memory = _child("render", 33_000, Path(folder) / "unused")
        assert memory["pages"] >= MEMORY_PAGES
        name = f"peak memory of the process, {memory['pages']} pages"
        rows.append(Row(name, memory["mebibytes"], 300.0, memory["mebibytes"] / 300.0, 1.0, "MiB"))
    return rows


def register(count: int) -> Report:
    """A register of `count` rows and six columns, with sections, contents and Latin, Greek and Cyrillic words."""
    chance = random.Random(7)

    def row(number: int) -> tuple[str, ...]:
        return (
            f"REQ-{number:05d}",
            " ".join(chance.choices(WORDS, k=6)),
            chance.choice(("Draft", "Verified", "Baselined")),
            " ".join(chance.choices(WORDS, k=2)),
            f"2026-11-{number % 28 + 1:02d}",
            " ".join(chance.choices(WORDS, k=9)),
        )

    titles = (("Id", 1.0), ("Title", 2.4), ("State", 1.0), ("Owner", 1.2), ("Date", 1.0), ("Notes", 3.0))
    columns = tuple(Column(title, weight) for title, weight in titles)
    blocks: list[Block] = [Heading(0, "Register"), Contents("Contents")]
    for start in range(0, count, ROWS_PER_SECTION):
        rows = [row(number) for number in range(start, min(count, start + ROWS_PER_SECTION))]
        blocks += [Heading(1, f"Rows from {start}"), Paragraph("What follows is made up. " * 12), Table(columns, rows)]
    pattern = "Page {page} of {pages}"
    return Report("bench", "Register", "", "en", "Bench", pattern, "2026-11-23T10:00:00Z", tuple(blocks))


def _child(task: str, count: int, drawn: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.bench_pdf", task, str(count), str(drawn)]
    answer = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return json.loads(answer.stdout)


def _render(count: int) -> dict[str, float]:
    report = register(count)
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        from vse_app.evidence.pdf import render

        imported = time.perf_counter()
        rendered = render(report, Path(folder) / "out.pdf")
        end = time.perf_counter()
    return {
        "seconds": end - start,
        "build": end - imported,
        "pages": rendered.pages,
        "mebibytes": _peak_mebibytes(),
    }


def _peak_mebibytes() -> float:
    """Largest resident size of this process."""
    if sys.platform == "win32":
        return 0.0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _record(count: int, drawn: Path) -> dict[str, float]:
    """Render once, and keep what every page was told to draw."""
    from vse_app.evidence import drawing, pdf

    pages: list[dict[str, list[Any]]] = []

    class Recorder(drawing.Page):
        def __init__(self, document: drawing.Document, paper: tuple[float, float]) -> None:
            super().__init__(document, paper)
            self.kept: dict[str, list[Any]] = {"text": [], "rules": [], "grounds": []}
            pages.append(self.kept)

        def column(self, x: float, y: float, lines: Any, style: Any) -> None:
            super().column(x, y, lines, style)
            for number, line in enumerate(lines):
                look = (style.weight, style.size, style.colour)
                self.kept["text"].append((x, y - number * style.leading, line, look))

        def rules(self, x: float, right: float, heights: Any, *, thick: float, colour: Any) -> None:
            super().rules(x, right, heights, thick=thick, colour=colour)
            self.kept["rules"].append((x, right, list(heights), thick, colour))

        def ground(self, x: float, y: float, width: float, height: float, *, colour: Any) -> None:
            super().ground(x, y, width, height, colour=colour)
            self.kept["grounds"].append((x, y, width, height, colour))

    pdf.Page = Recorder
    with tempfile.TemporaryDirectory() as folder:
        pdf.render(register(count), Path(folder) / "out.pdf")
    drawn.write_bytes(pickle.dumps(pages))
    return {"pages": len(pages)}


def _floor(drawn: Path) -> dict[str, float]:
    """Draw recorded pages with reportlab's public canvas; two passes."""
    pages = pickle.loads(drawn.read_bytes())
    start = time.perf_counter()
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0
    for weight in ("Regular", "Bold", "Italic"):
        file = ROOT / "resources" / "fonts" / f"NotoSans-{weight}.ttf"
        pdfmetrics.registerFont(TTFont(weight.lower(), str(file)))
    for page in pages:
        for _x, _y, line, (weight, size, _colour) in page["text"]:
            pdfmetrics.stringWidth(line, weight, size)
    with tempfile.TemporaryDirectory() as folder:
        canvas = Canvas(str(Path(folder) / "out.pdf"), pageCompression=1, invariant=1, initialFontName="regular")
        for page in pages:
            _floor_page(canvas, page)
        canvas.save()
        return {"seconds": time.perf_counter() - start, "mebibytes": _peak_mebibytes()}


def _floor_page(canvas: Any, page: dict[str, list[Any]]) -> None:
    for x, y, width, height, colour in page["grounds"]:
        canvas.setFillColorRGB(*colour)
        canvas.rect(x, y, width, height, stroke=0, fill=1)
    for x, right, heights, thick, colour in page["rules"]:
        canvas.setStrokeColorRGB(*colour)
        canvas.setLineWidth(thick)
        canvas.lines([(x, y, right, y) for y in heights])
    text = canvas.beginText()
    current = None
    for x, y, line, look in page["text"]:
        if look != current:
            current = look
            text.setFont(look[0], look[1])
            text.setFillColorRGB(*look[2])
        text.setTextOrigin(x, y)
        text.textOut(line)
    canvas.drawText(text)
    canvas.showPage()


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            results = run()
            print("\n".join(map(str, results)))
            sys.exit(0 if all(row.is_met for row in results) else 1)
        case ["record", count, drawn]:
            print(json.dumps(_record(int(count), Path(drawn))))
        case ["render", count, _]:
            print(json.dumps(_render(int(count))))
        case ["floor", _, drawn]:
            print(json.dumps(_floor(Path(drawn))))
        case other:
            sys.exit(f"unknown task: {other}")
