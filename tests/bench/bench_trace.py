"""Does traceability stay quick in a long project? The matrix, one requirement's closure, the numbers, the export.

The long project has 100,000 records and 200,000 links; the matrix is shown with 100,000 requirements as well.
"""

from __future__ import annotations

import math
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from tests import traced
from tests.bench import Row
from tests.fixtures import PEOPLE, Clock
from vse_app import content
from vse_app.evidence.reports import traceability
from vse_app.evidence.reports.trace_data import Papers, TraceData
from vse_app.i18n import translator
from vse_app.model.process import ProcessModel
from vse_app.model.project import Company, Project
from vse_app.model.registers import with_registers
from vse_app.model.report import HouseStyle
from vse_app.model.trace import Edge, Graph, Node
from vse_app.model.trace_chain import Chain, chain_of
from vse_app.model.trace_survey import survey
from vse_app.model.trace_words import TraceWords
from vse_app.services import company, projects, trace
from vse_app.services.workspace import Workspace
from vse_app.store import tracing
from vse_app.ui import theme
from vse_app.ui.tables import Table
from vse_app.ui.views.trace_source import TraceSource

FEW, MANY = 100, 100_000
DENSE = 31_000
"""Requirements of the project with 100,000 records and 200,000 links."""
REPEATS = 7
CLOSURES, TRIES = 40, 3
EXPORTS = {5_000: 3, 50_000: 3}
"""Links in a printed matrix → how often it is printed."""


def run() -> list[Row]:
    """Everything; takes about two minutes, most of it to make the projects."""
    with tempfile.TemporaryDirectory() as folder:
        return [*_matrix(Path(folder)), *_closure(Path(folder)), *_export(Path(folder))]


def _made(file: Path, fill: Callable[[Workspace], object]) -> Workspace:
    ws = Workspace.create(file, clock=Clock())
    company.save_people(ws, PEOPLE)
    company.set_actor(ws, "ana")
    projects.create_project(ws, Project(0, "P", "T", ""), content.load("iso29110-basic"))
    fill(ws)
    return ws


def _matrix(folder: Path) -> list[Row]:
    app = QApplication.instance() or QApplication(sys.argv)
    theme.apply(app, "light")  # type: ignore[arg-type]
    few = _made(folder / "few.vse", lambda ws: traced.many(ws, FEW))
    many = _made(folder / "many.vse", lambda ws: traced.many(ws, MANY, only=MANY // 100))
    try:
        _paint(few)
        pairs = [(_paint(few), _paint(many)) for _ in range(REPEATS)]
    finally:
        few.close()
        many.close()
    floor, measured = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
    ratio = statistics.median(b / a for a, b in pairs)
    return [Row(f"trace: matrix, first paint, {MANY:,} requirements / {FEW}", measured, floor, ratio, 2.0, "ms")]


def _paint(ws: Workspace) -> float:
    """Milliseconds to build, read, show and paint the matrix."""
    chain = trace.chain(ws, 1)
    assert chain is not None
    words = TraceWords(translator("en"), trace.model_of(ws, 1), "en", {})
    start = time.perf_counter()
    table = Table(TraceSource(ws, 1, chain, words), tr=translator("en"))
    table.resize(1200, 800)
    table.show()
    table.grab()
    spent = time.perf_counter() - start
    table.deleteLater()
    return spent * 1000


def _closure(folder: Path) -> list[Row]:
    """One requirement with everything it leads to; then the numbers of the whole project."""
    ws = _made(folder / "dense.vse", lambda ws: traced.many(ws, DENSE, dense=True))
    try:
        chain = trace.chain(ws, 1)
        assert chain is not None
        with ws.reading() as connection:
            order = tracing.order(connection, chain, 1)
            wanted = order[:: len(order) // CLOSURES][:CLOSURES]
            spent = [min(_traced(connection, chain, record) for _ in range(TRIES)) for record in (wanted[0], *wanted)]
        start = time.process_time()
        found = trace.numbers(ws, 1)
        counting = time.process_time() - start
    finally:
        ws.close()
    usual, slow = statistics.median(spent[1:]), max(spent[1:])
    assert found.survey.total
    return [
        Row("trace: closure of one requirement, 100,000 records, median", usual, 10.0, usual, 10.0, "ms"),
        Row("trace: closure of one requirement, 100,000 records, slowest", slow, 10.0, slow, 10.0, "ms"),
        Row(
            "trace: all requirements traced, hinted and counted, 200,000 links, processor",
            counting,
            5.0,
            counting,
            5.0,
            "s",
        ),
    ]


def _traced(connection: Any, chain: Chain, record: int) -> float:
    """Milliseconds to read one requirement with everything it leads to, and to make its row."""
    start = time.perf_counter()
    tracing.reached(connection, chain, (record,)).row(record)
    return (time.perf_counter() - start) * 1000


def _export(folder: Path) -> list[Row]:
    times = {
        links: statistics.median(_print(links, folder / "out.pdf") for _ in range(count))
        for links, count in EXPORTS.items()
    }
    few, many = sorted(times)
    exponent = math.log(times[many] / times[few]) / math.log(many / few)
    return [
        Row(f"trace: matrix of {links:,} links as PDF", seconds, seconds, 1.0, 1.0, "s")
        for links, seconds in times.items()
    ] + [Row(f"trace: exponent of the PDF from {few:,} to {many:,} links", exponent, 1.0, exponent, 1.05, "")]


def _print(links: int, target: Path) -> float:
    """Seconds from a traced graph to the PDF."""
    from vse_app.evidence import pdf

    graph, order, model = made_graph(links)
    start = time.perf_counter()
    rows = [graph.row(record) for record in order]
    project = Project(1, "P", "T", "")
    papers = Papers(Company("Acme"), HouseStyle(), project, model, {}, "2026-11-28T10:00:00Z", "en")
    data = TraceData(papers, graph, rows, survey(graph, order), 0, 0)
    pdf.render(traceability.build(data, translator("en")), target)
    return time.perf_counter() - start


def made_graph(links: int) -> tuple[Graph, list[int], ProcessModel]:
    """Requirements with design, component, test and run each: four links for one requirement."""
    model = with_registers(content.model("iso29110-basic"), content.load("registers"))
    chain = chain_of(model)
    assert chain is not None
    nodes: dict[int, Node] = {}
    edges: list[Edge] = []
    count = links // 4
    for place, (column, base) in enumerate((("design", 0), ("component", 1), ("test", 0), ("result", 3)), 1):
        for n in range(1, count + 1):
            _add(nodes, chain, column, place * count + n)
            edges.append(Edge(len(edges), place * count + n, base * count + n, column, False))
    for n in range(1, count + 1):
        _add(nodes, chain, "requirement", n)
    return Graph(chain, nodes, edges), list(range(1, count + 1)), model


def _add(nodes: dict[int, Node], chain: Chain, place: str, id_: int) -> None:
    kind = chain.kinds[place]
    title = f"The clerk finds article {id_} by its name within {id_ % 9 + 1} seconds."
    result = ("passed", "failed")[id_ % 40 == 0] if place == "result" else ""
    nodes[id_] = Node(
        id_,
        kind,
        f"{kind[:3].upper()}-{id_:05d}",
        title,
        f"{id_:08x}",
        "",
        "",
        "",
        1,
        "2026-03-02",
        True,
        result,
        "1.0",
    )


if __name__ == "__main__":
    for line in run():
        print(line)
