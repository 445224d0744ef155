"""Setting up: the questions of the interview and of a new project, what to remark on the answers, and making the files.

A remark is said, not forbidden, unless it is a problem: then the answer cannot be used as it is.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

from vse_app.i18n import Translator
from vse_app.model.changes import Changes
from vse_app.model.elements import Role, Task
from vse_app.model.errors import Invalid, UserError
from vse_app.model.process import ProcessModel, Raw
from vse_app.model.project import MAX_ITERATIONS, VSE_LIMIT, Iteration, Person, Project, players
from vse_app.model.records import Content
from vse_app.services import attaching, company, projects, records
from vse_app.services.workspace import Clock, Done, Workspace, now

INTERVIEW = ("name", "country", "language", "staff", "why", "people", "look", "file")
"""The questions for a new company, in order."""
NEW_PROJECT = ("what", "statement", "model", "cycle", "roles", "start")
"""The questions for a new project, in order."""
LETTER_COUNTRIES = (
    "Canada;Canadá;Chile;Colombia;Costa Rica;Dominican Republic;República Dominicana;El Salvador;Guatemala;Honduras;"
    "Mexico;México;Nicaragua;Panama;Panamá;Philippines;Filipinas;Puerto Rico;United States;Estados Unidos;Venezuela"
)
"""Where paper is usually cut to Letter."""


class Remark(NamedTuple):
    """Something to say about an answer: a "problem" must be mended, a "note" is said, "good" needs nothing."""

    kind: Literal["problem", "note", "good"]
    text: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered for a new company; `why` holds ids of `reasons`, `target` is where the file will be."""

    name: str = ""
    country: str = ""
    language: str = "en"
    it_staff: int = 0
    why: tuple[str, ...] = ()
    why_text: str = ""
    people: tuple[Person, ...] = ()
    logo: str = ""
    paper: str = ""
    target: str = ""


def reasons(tr: Translator) -> dict[str, str]:
    """Why a shop may want this, by id: what keeps others from it, turned into what it can bring."""
    return {
        "asked": tr("A customer or a tender asks for it"),
        "certificate": tr("We want the certificate"),
        "resources": tr("Get more done with the few people we have"),
        "guidance": tr("Have somebody show us the next step, in plain words"),
        "time": tr("Lose less time to rework and surprises"),
        "light": tr("Keep our papers in order without bureaucracy"),
        "support": tr("Not depend on a consultant"),
    }


def why_sentence(tr: Translator, answers: Answers) -> str:
    """The reasons as stored with the company: one a line, in the language they were chosen in."""
    known = reasons(tr)
    lines = [known[item] for item in answers.why if item in known]
    return "\n".join([*lines, answers.why_text.strip()]).strip()


def remarks(
    tr: Translator, step: str, answers: Answers, model: ProcessModel | None = None, language: str = "en"
) -> tuple[Remark, ...]:
    """What to say about the answers of one step of the interview."""
    match step:
        case "name":
            return _needed(tr("Write the name of your company."), answers.name)
        case "staff":
            return staff_remarks(tr, answers.it_staff)
        case "people" if model is not None:
            return people_remarks(tr, answers.people, model, language)
        case "look" if answers.logo:
            try:
                check_logo(Path(answers.logo))
            except UserError as error:
                return (Remark("problem", error.say(tr)),)
        case "file":
            return _file_remarks(tr, answers.target)
        case _:
            pass
    return ()


def staff_remarks(tr: Translator, count: int) -> tuple[Remark, ...]:
    """Whether the profile is made for so many people."""
    if not count:
        return ()
    if count < VSE_LIMIT:
        return (
            Remark("good", tr("Fewer than {limit}: this profile is made for companies like yours.", limit=VSE_LIMIT)),
        )
    if count == VSE_LIMIT:
        return (
            Remark("good", tr("{limit} people: you are just within what this profile is made for.", limit=VSE_LIMIT)),
        )
    text = tr(
        "ISO/IEC 29110 is made for up to {limit} people. The program works for you all the same, but the profile is "
        "not meant for a company of your size, and an assessor may say so. A department or a project of up to {limit} "
        "people can use it on its own.",
        limit=VSE_LIMIT,
    )
    return (Remark("note", text),)


def people_remarks(tr: Translator, people: Sequence[Person], model: ProcessModel, language: str) -> tuple[Remark, ...]:
    """Nameless people (a problem), and roles that nobody can play yet (said)."""
    found: list[Remark] = []
    if any(not person.name.strip() for person in people):
        found.append(Remark("problem", tr("Everybody needs a name. Write it, or remove the line.")))
    own = [p for p in people if p.side == "vse" and p.active]
    if not own:
        found.append(Remark("note", tr("Nobody is here yet. Add at least yourself, so that what you do has a name.")))
    elif missing := missing_roles(model, people):
        names = ", ".join(model.word(language, "roles", role.id, "name") for role in missing)
        found.append(Remark("note", tr("Nobody can play these roles yet: {roles}. You can say so later.", roles=names)))
    else:
        found.append(Remark("good", tr("Every role can be played by somebody.")))
    return tuple(found)


def single_roles(model: ProcessModel, side: str = "") -> tuple[Role, ...]:
    """Roles one person can play: no groups; of the "vse", the "customer", or of both sides."""
    found = (r for r in model.roles if not r.group_of)
    return tuple(r for r in found if not side or (r.side == "customer") == (side == "customer"))


def missing_roles(model: ProcessModel, people: Iterable[Person]) -> tuple[Role, ...]:
    """Roles that no active person can play."""
    able = {role for person in people if person.active for role in person.roles}
    return tuple(role for role in single_roles(model) if role.id not in able)


def suggested_assignments(model: ProcessModel, people: Iterable[Person]) -> dict[str, tuple[str, ...]]:
    """Role → everybody active who can play it: the first proposal for a project."""
    active = [p for p in people if p.active]
    proposed = {role.id: tuple(p.id for p in active if role.id in p.roles) for role in single_roles(model)}
    return {role: ids for role, ids in proposed.items() if ids}


def self_checks(model: ProcessModel, assignments: Mapping[str, tuple[str, ...]]) -> tuple[Task, ...]:
    """Tasks whose approval can only come from the one person who also makes the work product."""
    groups = {role.id: role.group_of for role in model.roles if role.group_of}
    project = Project(0, "", "", "", assignments=assignments)

    def playing(roles: Iterable[str]) -> set[str]:
        return {person for role in roles for person in players(project, role, groups)}

    found: list[Task] = []
    for task in model.tasks():
        if task.approved_by:
            authors = playing(_author_roles(model, task))
            approvers = playing((task.approved_by,))
            if approvers and approvers == authors and len(authors) == 1:
                found.append(task)
    return tuple(found)


def _author_roles(model: ProcessModel, task: Task) -> set[str]:
    """Roles of the company in the tasks that make what `task` approves."""
    customers = {role.id for role in model.roles if role.side == "customer"}
    taken = {use.product for use in task.inputs}
    approved = {use.product for use in task.outputs if use.product in taken} or taken
    makers = [t for t in model.tasks() if not t.approved_by and approved & {use.product for use in t.outputs}]
    return {role for maker in makers for role in maker.roles} - customers


def assignment_remarks(
    tr: Translator, model: ProcessModel, language: str, assignments: Mapping[str, tuple[str, ...]]
) -> tuple[Remark, ...]:
    """Roles nobody plays and people who would check their own work: both said, neither forbidden."""
    found: list[Remark] = []
    empty = [r for r in single_roles(model) if not assignments.get(r.id)]
    if empty:
        names = ", ".join(model.word(language, "roles", r.id, "name") for r in empty)
        found.append(
            Remark("note", tr("Nobody plays: {roles}. You can start all the same; reports say so.", roles=names))
        )
    tasks = self_checks(model, assignments)
    if tasks:
        names = ", ".join(f"{t.id} {model.word(language, 'tasks', t.id, 'title')}" for t in tasks[:3])
        more = tr(" and {count} more", count=len(tasks) - 3) if len(tasks) > 3 else ""
        text = tr(
            "One person would check their own work in: {tasks}{more}. In a small team this is allowed; it is always "
            "printed. Ask a colleague or the customer to look too.",
            tasks=names, more=more,
        )  # fmt: skip
        found.append(Remark("note", text))
    return tuple(found) or (
        Remark("good", tr("Every role has somebody, and nobody has to check their own work alone.")),
    )


def suggested_paper(country: str) -> str:
    """The usual paper of a country: Letter in most of the Americas, A4 elsewhere."""
    return "Letter" if country.strip().casefold() in LETTER_COUNTRIES.casefold().split(";") else "A4"


def suggested_file(name: str, folder: Path) -> Path:
    """A free name for the company file in a folder."""
    base = attaching.safe_name(name.strip() or "company")[:60].strip(" .")
    candidate, count = folder / f"{base}.vse", 1
    while candidate.exists():
        count += 1
        candidate = folder / f"{base} {count}.vse"
    return candidate


def check_logo(path: Path) -> bytes:
    """The bytes of a picture that can be the logo; raises Invalid for anything else."""
    try:
        if not path.is_file() or path.stat().st_size > company.MAX_LOGO:
            raise Invalid("The logo must be a PNG or JPEG file of at most 5 MB.", place=path.name)
        data = path.read_bytes()
    except OSError as error:
        raise Invalid("The file cannot be read ({reason}).", place=path.name, reason=error.strerror) from None
    if not data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        raise Invalid("The logo must be a PNG or JPEG file of at most 5 MB.", place=path.name)
    return data


def create_company(tr: Translator, answers: Answers, *, clock: Clock = now) -> Path:
    """Make the company file with everything answered and close it; raises a UserError and leaves no half-made file.

    The first person of the company is the one who works in it from then on.
    """
    if answers.logo:
        check_logo(Path(answers.logo))
    target = Path(answers.target)
    if target.exists():
        raise Invalid("There is already something with this name.", hint="Choose another name.", place=str(target))
    with contextlib.suppress(OSError):
        target.parent.mkdir(parents=True, exist_ok=True)
    ws = Workspace.create(target, clock=clock)
    try:
        with ws:
            company.edit_company(
                ws, name=answers.name.strip(), country=answers.country.strip(), language=answers.language,
                it_staff=answers.it_staff, why=why_sentence(tr, answers), paper=answers.paper or "A4",
            )  # fmt: skip
            saved = company.save_people(ws, answers.people).value if answers.people else ()
            first = next((p.id for p in saved if p.side == "vse"), "")
            if first:
                company.set_actor(ws, first)
            if answers.logo:
                company.set_logo(ws, Path(answers.logo))
    except UserError:
        for ending in ("", "-wal", "-shm", ".lock"):
            with contextlib.suppress(OSError):
                target.with_name(target.name + ending).unlink()
        raise
    return target


def first_product(model: ProcessModel) -> str:
    """The work product that everything starts from: the first input of the first task; "" for a model without."""
    for task in model.tasks():
        return task.inputs[0].product if task.inputs else ""
    return ""


def spread(start: str, end: str, iterations: Sequence[Iteration]) -> tuple[Iteration, ...]:
    """The iterations with the project's time divided evenly among them; unchanged when a date is missing."""
    try:
        first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    except ValueError:
        return tuple(iterations)
    days, count = (last - first).days + 1, len(iterations)
    if days < count:
        return tuple(iterations)
    edges = [first + dt.timedelta(days=days * i // count) for i in range(count + 1)]
    one = dt.timedelta(days=1)
    return tuple(
        dataclasses.replace(item, start=edges[i].isoformat(), end=(edges[i + 1] - one).isoformat())
        for i, item in enumerate(iterations)
    )


def with_count(iterations: Sequence[Iteration], count: int) -> tuple[Iteration, ...]:
    """As many iterations as wanted (1 to 60): further ones at the end, surplus ones off the end."""
    count = min(max(count, 1), MAX_ITERATIONS)
    return (*iterations[:count], *(Iteration() for _ in range(count - len(iterations))))


class Started(NamedTuple):
    """The project as created, and why its statement of work could not be taken in, if so."""

    project: Project
    problem: UserError | None = None


def start_project(ws: Workspace, draft: Project, raw: Raw, *, statement_file: Path | None = None) -> Done[Started]:
    """Create the project; what is known of the statement of work becomes its first record (a file, else the text).

    Raises Invalid when the project cannot be as drafted; it stays when only its file cannot be taken in.
    """
    done = projects.create_project(ws, draft, raw)
    model, topics = projects.model_of(ws, done.value), done.changes.topics
    kind, problem = first_product(model), None
    place = next((f.id for f in model.product(kind).fields if f.kind == "long-text"), "") if kind else ""
    text = draft.statement.strip()
    try:
        if kind and statement_file is not None:
            topics |= attaching.attach_new(ws, done.value.id, kind, statement_file).changes.topics
        elif place and text:
            content = Content(draft.title[: company.MAX_NAME], {place: text})
            topics |= records.create(ws, done.value.id, kind, content=content).changes.topics
    except UserError as error:
        problem = error
    return Done(Started(done.value, problem), Changes(topics, done.changes.number))


def to_plain(value: Any) -> dict[str, Any]:
    """A draft as JSON-ready values, so that it survives leaving the screen."""
    return dataclasses.asdict(value)


def answers_from(found: Any) -> Answers:
    """A draft of the interview as `to_plain` gave it; empty answers for anything else."""
    if not isinstance(found, dict):
        return Answers()
    draft = cast("dict[str, Any]", found)
    values = {k: v for k, v in draft.items() if k in Answers.__dataclass_fields__}
    try:
        people = tuple(Person(**p | {"roles": tuple(p["roles"])}) for p in values.pop("people", ()))
        values |= {"people": people, "why": tuple(values.get("why", ()))}
        return Answers(**values)
    except (TypeError, KeyError):
        return Answers()


def project_from(found: Any) -> Project:
    """A draft of a project as `to_plain` gave it; an empty one for anything else."""
    empty = Project(0, "", "", "")
    if not isinstance(found, dict):
        return empty
    draft = cast("dict[str, Any]", found)
    try:
        values = {k: v for k, v in draft.items() if k in Project.__dataclass_fields__}
        values["iterations"] = tuple(Iteration(**i) for i in draft["iterations"]) or empty.iterations
        values["assignments"] = {role: tuple(ids) for role, ids in draft["assignments"].items()}
        values["entry_conditions"] = tuple(draft["entry_conditions"])
        return Project(**values)
    except (TypeError, KeyError, AttributeError):
        return empty


def _needed(text: str, value: str) -> tuple[Remark, ...]:
    return () if value.strip() else (Remark("problem", text),)


def _file_remarks(tr: Translator, target: str) -> tuple[Remark, ...]:
    if not target.strip():
        return (Remark("problem", tr("Say where the company file is to be kept.")),)
    path = Path(target)
    if path.exists():
        return (Remark("problem", tr("There is already a file with this name. Choose another one.")),)
    if not path.is_absolute() or not path.parent.is_dir():
        return (Remark("problem", tr("There is no such folder.")),)
    return ()
