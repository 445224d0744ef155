"""Least paper in sentences: what a model asks for, what is kept, what it costs, and what that number counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from vse_app.i18n import Translator
from vse_app.model.least_paper import Kept, Paper
from vse_app.model.process import ProcessModel

NAMED = 2
"""So many work products of a paper are named in its title; the others are counted."""


def product_name(model: ProcessModel, language: str, product: str) -> str:
    """What a work product is called."""
    return str(model.word(language, "products", product))


def paper_name(tr: Translator, kept: Kept, model: ProcessModel, paper: Paper) -> str:
    """What a paper is called: as our rules name it, else after what it holds."""
    if merge := kept.merge_of(paper):
        return kept.rules.word(tr.language, "merges", merge, "name")
    names = [product_name(model, tr.language, product) for product in paper]
    said = " + ".join(names[:NAMED])
    more = len(names) - NAMED
    return said + " " + tr("and {n|one more|# more}", n=more) if more > 0 else said


def sort_name(tr: Translator, sort: str) -> str:
    """The heading for papers of a sort."""
    return {
        "document": tr("Documents"),
        "register": tr("Registers"),
        "drafted": tr("Drafted by the program"),
        "work": tr("The work itself"),
    }[sort]


def sort_hint(tr: Translator, sort: str) -> str:
    """What papers of a sort are."""
    return {
        "document": tr("One each, that grows with the project and is approved as a whole."),
        "register": tr("Many short entries, one after the other, each with its date."),
        "drafted": tr("Made from what is there anyway. Somebody looks and confirms; then it counts."),
        "work": tr("No paper: it is there because you build something, and it is only pointed at."),
    }[sort]


def how_drafted(tr: Translator, kept: Kept, product: str) -> str:
    """What the program drafts a work product from; "" where it does not."""
    draft = kept.rules.draft(kept.by_product[product])
    if draft is None:
        return ""
    return tr("drafted {how}", how=kept.rules.word(tr.language, "drafts", draft.id, "how"))


def minutes_text(tr: Translator, minutes: float) -> str:
    """A week's minutes, as roughly as they are known."""
    near = round(minutes / 5) * 5 if minutes >= 20 else round(minutes)
    if near < 120:
        return tr("about {n} min a week", n=near)
    return tr("about {h} h {n} min a week", h=near // 60, n=near % 60)


def summary(tr: Translator, kept: Kept, model: ProcessModel) -> str:
    """The one sentence of it all."""
    documents, registers, drafted, work = (len(kept.of(s)) for s in ("document", "register", "drafted", "work"))
    said = [
        tr("{model} asks for {n|one work product|# work products}.", model=model.about(tr.language, "short"),
           n=len(kept.asks)),
        tr("You keep {documents|one document|# documents} and {registers|one register|# registers}.",
           documents=documents, registers=registers),
    ]  # fmt: skip
    if drafted:
        said.append(tr("The program drafts {n|one more|# more}.", n=drafted))
    if work:
        said.append(tr("{n|One is|# are} the work itself.", n=work))
    return " ".join((*said, tr("That costs {minutes}.", minutes=minutes_text(tr, kept.total))))


def covered(tr: Translator, kept: Kept) -> str:
    """How many obligations are held."""
    owed, lost = len(kept.owed), len(kept.uncovered)
    said = tr("{n} of {total} content items that the model asks for are held somewhere", n=owed - lost, total=owed)
    return said + "."


def changed(tr: Translator, model: ProcessModel | None, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """What a change of how things are kept did: which work products are together now, and which are apart again."""

    def together(stored: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
        return {product: tuple(paper) for paper in stored.get("papers", ()) for product in paper if len(paper) > 1}

    def named(products: Iterable[str]) -> str:
        return " + ".join(product_name(model, tr.language, p) if model else p for p in products)

    was, now = together(before), together(after)
    made = [paper for paper in dict.fromkeys(now.values()) if paper not in was.values()]
    gone = [product for product in was if product not in now]
    said = [tr("How the work products are kept was changed.")]
    if made:
        said.append(tr("Together now: {list}.", list="; ".join(named(paper) for paper in made)))
    if gone:
        said.append(tr("Apart again: {list}.", list=", ".join(named([product]) for product in gone)))
    return " ".join(said)


def what_counts(tr: Translator) -> str:
    """What the minutes count, and whose guess they are."""
    return tr(
        "The minutes count keeping records current once they exist, their versions and approvals: not the first "
        "writing, not the work they tell of, not meetings. They are estimates of this program, not measured, for a "
        "project of a few people."
    )


def what_merging_means(tr: Translator) -> str:
    """What becomes of work products that are kept together."""
    return tr(
        "Kept together, work products print as chapters of one document, or as one list of entries. Each keeps its own "
        "versions, dates and approvals, so nothing the model asks for is lost, and you can take them apart again."
    )
