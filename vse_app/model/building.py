"""Process models from their checked raw form: what `content` read, or a project's own snapshot."""

from __future__ import annotations

from collections.abc import Iterator

from vse_app.model.elements import (
    Activity,
    Check,
    EditionChange,
    Exchange,
    FieldDef,
    Group,
    Indicator,
    Objective,
    Process,
    Product,
    Relation,
    Role,
    Task,
    Topic,
    Use,
)
from vse_app.model.process import ProcessModel, Raw


def build(raw: Raw) -> ProcessModel:
    """Make the model from its checked raw form `{"structure": …, "words": {language: …}}`.

    A project's snapshot may have `earlier` beside them: what it keeps of editions it worked under before.
    """
    s, earlier = raw["structure"], raw.get("earlier", {})
    return ProcessModel(
        id=s["id"],
        edition=s["edition"],
        kind=s["kind"],
        standard=s["standard"],
        raw=raw,
        roles=tuple(
            Role(r["id"], r.get("side", ""), tuple(r.get("group_of", ())), r.get("provenance", ""))
            for r in s.get("roles", ())
        ),
        processes=tuple(_process(p) for p in s.get("processes", ())),
        products=tuple(product(p, earlier.get("fields", {}).get(p["id"], {})) for p in s.get("products", ())),
        entry_conditions=tuple(e["id"] for e in s.get("entry_conditions", ())),
        iterated=tuple(s.get("iterated", ())),
        continuous=tuple(s.get("continuous", ())),
        loops=tuple(s.get("loops", ())),
        gates=tuple(s.get("gates", ())),
        words=raw["words"],
        groups=tuple(Group(g["id"], tuple(g.get("aliases", ())), g["provenance"]) for g in s.get("groups", ())),
        topics=tuple(
            Topic(t["id"], t["kind"], t.get("parent", ""), t.get("value"), t["provenance"]) for t in s.get("topics", ())
        ),
        relations=tuple(Relation(r["from"], r["type"], r["to"], r["provenance"]) for r in s.get("relations", ())),
        working=tuple(s.get("working", ())) or _all_when_profile(s),
        provisional=s.get("provisional", False),
        tailoring=s.get("tailoring", "none"),
        claims=tuple(s.get("claims", ("full", "tailored") if s.get("tailoring") == "deletion" else ())),
        full_by=tuple(s.get("full_by", ("outcomes",) if s.get("tailoring") == "deletion" else ())),
        newer_edition=s.get("newer_edition", ""),
        changes_from=s.get("changes", {}).get("from", ""),
        changes=tuple(_changes(s.get("changes", {}))),
        earlier_products=tuple(product(p) for p in earlier.get("products", ())),
        moves=tuple(earlier.get("moves", ())),
    )


def _all_when_profile(structure: Raw) -> tuple[str, ...]:
    """A profile with tasks is there to be run, whole."""
    processes = structure.get("processes", ())
    has_tasks = any(a.get("tasks") for p in processes for a in p.get("activities", ()))
    return tuple(p["id"] for p in processes) if structure["kind"] == "profile" and has_tasks else ()


def _changes(changes: Raw) -> Iterator[EditionChange]:
    for kind in ("renamed", "split", "merged"):
        for change in changes.get(kind, ()):
            yield EditionChange(kind, tuple(change["from"]), tuple(change["to"]))


def _process(p: Raw) -> Process:
    return Process(
        id=p["id"],
        roles=tuple(p.get("roles", ())),
        objectives=tuple(
            Objective(o["id"], p["id"], tuple(o.get("base", ())), o.get("provenance", ""))
            for o in p.get("objectives", ())
        ),
        activities=tuple(_activity(a, p["id"]) for a in p.get("activities", ())),
        provenance=p.get("provenance", {}),
        group=p.get("group", ""),
        parent=p.get("parent", ""),
        aliases=tuple(p.get("aliases", ())),
        conditional=p.get("conditional", False),
        responsible=p.get("responsible", ""),
        authority=p.get("authority", ""),
        related=tuple(p.get("related", ())),
        inputs=tuple(_exchange(e) for e in p.get("inputs", ())),
        outputs=tuple(_exchange(e) for e in p.get("outputs", ())),
        internal=tuple(p.get("internal", ())),
        indicators=tuple(
            Indicator(i["id"], tuple(i.get("objectives", ())), i["provenance"]) for i in p.get("indicators", ())
        ),
        checks=tuple(_check(c) for c in p.get("checks", ())),
    )


def _activity(a: Raw, process: str) -> Activity:
    return Activity(
        id=a["id"],
        process=process,
        objectives=tuple(a.get("objectives", ())),
        tasks=tuple(_task(t, a["id"], process) for t in a.get("tasks", ())),
        provenance=a.get("provenance", {}),
        task_count=a.get("task_count", 0),
    )


def _exchange(e: Raw) -> Exchange:
    return Exchange(e["product"], tuple(e.get("with", ())), e["provenance"])


def _check(c: Raw) -> Check:
    return Check(
        id=c["id"],
        kind=c["kind"],
        task=c.get("task", ""),
        products=tuple(c.get("products", ())),
        roles=tuple(c.get("roles", ())),
        provenance=c["provenance"],
    )


def _task(t: Raw, activity: str, process: str) -> Task:
    return Task(
        id=t["id"],
        activity=activity,
        process=process,
        roles=tuple(t.get("roles", ())),
        inputs=tuple(_use(u) for u in t.get("inputs", ())),
        outputs=tuple(_use(u) for u in t.get("outputs", ())),
        approved_by=t.get("approved_by", ""),
        optional=t.get("optional", False),
        condition=t.get("condition", ""),
        depends_on=t.get("depends_on", ""),
        may_raise=t.get("may_raise", ""),
        minutes=t.get("minutes", 30),
        repeat_days=t.get("repeat_days", 0),
        provenance=t.get("provenance", {}),
        obligation=t.get("obligation", ""),
        level=t.get("level", 0),
    )


def _use(u: Raw) -> Use:
    return Use(
        product=u["product"],
        part=u.get("part", ""),
        states=tuple(u.get("states", ())),
        skippable=tuple(u.get("skippable", ())),
        when=u.get("when", ""),
    )


def product(p: Raw, kept: Raw | None = None) -> Product:
    """Make a work product, or a kind of record, from its checked raw form.

    `kept`: fields as a project needs them for what it wrote before, by id; those unknown here are earlier ones.
    """
    kept = kept or {}
    own = {f["id"] for f in p.get("fields", ())}
    follow_up = tuple(p.get("follow_up", ()))
    return Product(
        id=p["id"],
        no=p.get("no", 0),
        abbr=p.get("abbr", p["id"][:3].upper()),
        form=p.get("form", "document"),
        versioning=p.get("versioning", "evolving"),
        document_type=p.get("document_type", ""),
        origin=tuple(p.get("from", ())),
        optional=p.get("optional", False),
        states=tuple(p.get("states", ())),
        parts=tuple(p.get("parts", ())),
        fields=tuple(_field(kept.get(f["id"], f)) for f in p.get("fields", ())),
        provenance=p.get("provenance", {}),
        earlier=tuple(_field(f) for name, f in kept.items() if name not in own),
        group=p.get("group", ""),
        follow_up=follow_up,
        ends=tuple(p.get("ends", ())) or follow_up[-1:],
        tree=p.get("tree", ""),
        head=p.get("head", {}),
        columns=tuple(p.get("columns", ())),
    )


def _field(f: Raw) -> FieldDef:
    part = f.get("part", ())
    return FieldDef(
        id=f["id"],
        kind=f["kind"],
        required=f.get("required", False),
        parts=(part,) if isinstance(part, str) else tuple(part),
        choices=tuple(f.get("choices", ())),
        columns=tuple(_field(c) for c in f.get("columns", ())),
        unit=f.get("unit", ""),
        provenance=f.get("provenance", ""),
        link=f.get("link", ""),
        to=tuple(f.get("to", ())),
        product_of=tuple(f.get("product_of", ())),
    )
