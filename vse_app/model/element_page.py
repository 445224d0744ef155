"""The page of an element, or of a whole model, as sections of lines: the window, the PDF and the command line show it.

Pure: what other models have for the element is handed in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from vse_app.i18n import Translator
from vse_app.model import browsing, element_sections, library_words
from vse_app.model.browsing import Address, Catalogue, Entry
from vse_app.model.page_parts import Foreign, Line, Mapped, Neighbour, Section, Writer, text_section
from vse_app.model.process import ProcessModel


@dataclass(frozen=True, slots=True)
class Page:
    """Everything about one element, or one model (`kind` "").

    `id` is "" where it would tell nobody anything. `line` are the elements above it with the model first; `marks` are
    words such as "provisional"; `neighbours` the elements it has a relation to; `note` says where the model's facts
    come from.
    """

    address: Address
    kind: str
    id: str
    title: str
    recalled: bool
    sections: tuple[Section, ...]
    line: tuple[Line, ...] = ()
    marks: tuple[str, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    note: str = ""

    def section(self, name: str) -> Section | None:
        """A section by its stable name."""
        return next((section for section in self.sections if section.name == name), None)


@dataclass(frozen=True, slots=True)
class Around:
    """What lies outside the model: rows of mappings that name the element, elements of other models that it names.

    `pointing` are relations that begin in other models and end here: from where, kind, provenance; the elements they
    begin at are among the `named`. `models` are those that a whole model is mapped to: (edition-qualified id, short
    title, how many rows).
    """

    mapped: Sequence[Mapped] = ()
    named: Mapping[Address, Foreign] = field(default_factory=dict[Address, Foreign])
    pointing: Sequence[tuple[Address, str, str]] = ()
    models: Sequence[tuple[str, str, int]] = ()


def element_page(tr: Translator, found: Catalogue, key: str, around: Around) -> Page:
    """The page of an element; KeyError when the model has none with this key."""
    entry, model = found[key], found.model
    writer = Writer(tr, found)
    sections = [_linked(s, model.ref, around) for s in element_sections.sections(writer, entry) if s.lines]
    neighbours = _neighbours(writer, entry, around)
    sections += [s for s in (_relations(writer, neighbours), _mapped(tr, around.mapped)) if s.lines]
    sections.append(_origin(writer, entry))
    return Page(
        address=Address(model.ref, key),
        kind=entry.kind,
        id=entry.shown_id,
        title=browsing.title(model, entry, tr.language),
        recalled=entry.is_recalled,
        sections=tuple(sections),
        line=(_model_line(tr, model), *(writer.line(above) for above in found.line(key))),
        marks=_marks(tr, model, entry),
        neighbours=neighbours,
        note=model.about(tr.language, "provenance_note"),
    )


def model_page(tr: Translator, found: Catalogue, around: Around) -> Page:
    """The page of a whole model."""
    model = found.model
    return Page(
        address=Address(model.ref),
        kind="",
        id="",
        title=model.about(tr.language),
        recalled=False,
        sections=tuple(s for s in _about(Writer(tr, found), around) if s.lines),
        marks=(tr("provisional"),) if model.provisional else (),
        note=model.about(tr.language, "provenance_note"),
    )


def _linked(section: Section, here: str, around: Around) -> Section:
    """A section whose lines into other models lead there, named as they are there; or nowhere, if nobody has them."""

    def linked(line: Line) -> Line:
        if line.to is None or line.to.model == here:
            return line
        there = around.named.get(line.to)
        return replace(there.line, note=line.note, above=there.model) if there else replace(line, to=None)

    return replace(section, lines=tuple(linked(line) for line in section.lines))


def _model_line(tr: Translator, model: ProcessModel) -> Line:
    return Line(model.about(tr.language, "short"), to=Address(model.ref))


def _about(writer: Writer, around: Around) -> Iterator[Section]:
    tr, model = writer.tr, writer.model
    about = model.about
    yield text_section("purpose", tr("What it is"), about(tr.language, "purpose"))
    yield text_section("for_whom", tr("For whom"), about(tr.language, "for_whom"))
    yield text_section("status", tr("Where it stands"), about(tr.language, "status"))
    if model.provisional:
        text = tr("So little is known of this model that no claim may rest on it.")
        yield text_section("provisional", tr("Provisional"), text)
    yield Section("facts", tr("Facts"), tuple(_facts(writer)))
    yield Section(
        "entry_conditions",
        tr("Conditions for starting"),
        tuple(
            Line(str(model.word(tr.language, "entry_conditions", name, "text")), label=name)
            for name in model.entry_conditions
        ),
    )
    yield Section("changes", tr("What changed since the edition before"), tuple(_changes(writer)))
    rows = tuple(
        Line(short, to=Address(ref), note=tr("rows of the mapping: {count}", count=count))
        for ref, short, count in around.models
    )
    yield Section("mapped", tr("Models it is mapped to"), rows)
    yield text_section("provenance", tr("Where this comes from"), about(tr.language, "provenance_note"))


def _facts(writer: Writer) -> Iterator[Line]:
    tr, model = writer.tr, writer.model
    yield Line(model.standard, label=tr("Standard"))
    yield Line(model.edition, label=tr("Edition"))
    if model.newer_edition:
        yield Line(model.newer_edition, label=tr("There is a newer edition"))
    counted: dict[str, int] = {}
    for entry in writer.catalogue:
        counted[entry.kind] = counted.get(entry.kind, 0) + 1
    listed = sum(1 for entry in writer.catalogue if entry.is_recalled)
    for kind, count in counted.items():
        yield Line(str(count), label=library_words.kinds_word(tr, kind))
    unlisted = sum(max(activity.task_count - len(activity.tasks), 0) for activity in model.activities())
    if unlisted:
        yield Line(str(unlisted), label=tr("Tasks that the standard has and this model does not list"))
    if listed:
        yield Line(tr("{count} of {total}", count=listed, total=sum(counted.values())), label=tr("Recalled elements"))


def _changes(writer: Writer) -> Iterator[Line]:
    for change in writer.model.changes:
        before, after = ", ".join(change.before), ", ".join(change.after)
        yield Line(f"{before} → {after}", label=library_words.compared_word(writer.tr, change.kind))


def _marks(tr: Translator, model: ProcessModel, entry: Entry) -> tuple[str, ...]:
    said: list[str] = []
    if model.provisional:
        said.append(tr("provisional"))
    if getattr(entry.item, "conditional", False) or getattr(entry.item, "condition", ""):
        said.append(tr("only in some cases"))
    if getattr(entry.item, "optional", False):
        said.append(tr("optional"))
    return tuple(said)


def _neighbours(writer: Writer, entry: Entry, around: Around) -> tuple[Neighbour, ...]:
    """What the element has a relation to, each pair once, in the order of `library_words.RELATIONS`."""
    here = writer.model.ref
    found: dict[tuple[Address, str, bool], Neighbour] = {}

    def add(where: Address, kind: str, provenance: str, *, outgoing: bool) -> None:
        if where.model == here:
            near = Neighbour(writer.line(writer.catalogue[where.element]), kind, outgoing, provenance)
        else:
            there = around.named.get(where, Foreign(Line(where.element), where.model))
            near = Neighbour(there.line, kind, outgoing, provenance, there.model)
        found.setdefault((where, kind, outgoing), near)

    for relation in writer.model.relations:
        if relation.source == entry.key:
            add(Address.of(relation.target, here), relation.type, relation.provenance, outgoing=True)
        elif relation.target == entry.key:
            add(Address(here, relation.source), relation.type, relation.provenance, outgoing=False)
    for key, kind, outgoing in _kin(writer, entry):
        add(Address(here, key), kind, "", outgoing=outgoing)
    for where, kind, provenance in around.pointing:
        add(where, kind, provenance, outgoing=False)
    order = {kind: place for place, kind in enumerate(library_words.RELATIONS)}
    return tuple(sorted(found.values(), key=lambda each: (order[each.kind], not each.outgoing)))


def _kin(writer: Writer, entry: Entry) -> Iterator[tuple[str, str, bool]]:
    """What a process says about itself: the whole it is part of, its parts, the processes it works with."""
    if entry.kind != browsing.PROCESS:
        return
    if entry.above and writer.catalogue[entry.above].kind == browsing.PROCESS:
        yield entry.above, "is-part-of", True
    for part in writer.catalogue.below(entry.key):
        if part.kind == browsing.PROCESS:
            yield part.key, "is-part-of", False
    for name in entry.item.related:
        yield name, "related", True


def _relations(writer: Writer, neighbours: Sequence[Neighbour]) -> Section:
    tr = writer.tr
    lines = tuple(
        Line(
            each.line.text,
            label=each.line.label,
            to=each.line.to,
            above=library_words.relation_word(tr, each.kind, outgoing=each.outgoing),
            note=library_words.joined(
                (each.model, library_words.provenance_word(tr, each.provenance) if each.provenance else "")
            ),
            recalled=each.line.recalled,
        )
        for each in neighbours
    )
    return Section("relations", tr("Relations"), lines, tr("How it hangs together with other elements."))


def _mapped(tr: Translator, mapped: Sequence[Mapped]) -> Section:
    lines = tuple(
        Line(
            each.title,
            label=each.id,
            to=each.to,
            above=each.model,
            note=library_words.joined(
                (
                    library_words.mapped_word(tr, each.type),
                    library_words.confidence_word(tr, each.confidence),
                    library_words.provenance_word(tr, each.provenance),
                    tr("only together with others") if each.joint else "",
                )
            ),
        )
        for each in mapped
    )
    return Section("mapped", tr("In other models"), lines, tr("What a mapping sets against it."))


def _origin(writer: Writer, entry: Entry) -> Section:
    """Where the facts about the element come from, and what the model says about itself."""
    tr = writer.tr
    lines = [
        Line(library_words.provenance_name(tr, writer.model, kind), label=part)
        for part, kind in library_words.provenance_lines(tr, entry)
    ]
    return Section("provenance", tr("Where this comes from"), tuple(lines))
