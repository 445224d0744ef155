"""Delivering a configuration: choose a baseline and files, say to whom, record it, write it, verify it later."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from vse_app.model.errors import Cancelled, UserError
from vse_app.model.records import Record
from vse_app.model.wording import date_text
from vse_app.services import configuring, deliver_page, delivering, stating
from vse_app.services.configuring import Proposal
from vse_app.services.deliver_page import DeliverPage
from vse_app.services.delivering import Draft, Fault, Item, Kit
from vse_app.services.safety import Checked, problem_text
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.forms import FieldSpec, Form
from vse_app.ui.forms_values import Combo
from vse_app.ui.parts import Button, Caption, Card, Heading, LinkButton, Muted, ScrollPage, Title, flow
from vse_app.ui.view import View
from vse_app.ui.views.baselines_new import NoChoices
from vse_app.ui.views.boxes import TickLine, clear, pile
from vse_app.ui.views.record_words import size_text
from vse_app.ui.views.settings_fields import IconLine, Labelled
from vse_app.ui.views.settings_tabs import TabOrder

FOLDER = "delivery_folder"
MOST = 200
"""Files listed one by one; with more, the rest is counted and goes along."""


class DeliverView(View):
    """Target: `record` is the baseline to deliver (0: none chosen yet)."""

    topics = frozenset({"record", "revision", "event", "project"})

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        self.page = DeliverBody(ctx, self._on_baseline)
        self._tabs = TabOrder(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.setFocusProxy(self.page)

    def refresh(self) -> None:
        ws, project, baseline, language = self.ctx.ws, self.ctx.project, self.target.record, self.ctx.language
        self.ctx.runner.latest(
            (id(self), "data"),
            lambda: deliver_page.read(ws, project, baseline, language),
            self._show,
            owner=self,
        )

    def _show(self, found: DeliverPage) -> None:
        self.page.show_data(found)
        self._tabs.keep()

    def _on_baseline(self, baseline: int) -> None:
        self.target = self.target._replace(record=baseline)
        self.refresh()


class DeliverBody(ScrollPage):
    """The steps under each other; nothing is written before a button is pressed."""

    def __init__(self, ctx: Context, on_baseline: Callable[[int], object]) -> None:
        super().__init__(spacing=14)
        self._ctx, self._on_baseline, tr = ctx, on_baseline, ctx.tr
        self._found: DeliverPage | None = None
        self._added: list[Item] = []
        self._problems: tuple[Fault, ...] = ()
        self._left_out: set[str] = set()
        self.baseline = Combo()
        self.baseline.activated.connect(lambda _index: self._on_chosen())
        self._warning, self._files = pile(spacing=4), pile(spacing=2)
        self.add_button = Button(tr("Add files …"), "attach", on_click=self._on_add_files)
        self.folder_button = Button(tr("Add a folder …"), "project", on_click=self._on_add_folder)
        fields = (
            FieldSpec("version", "text", tr("Version"), required=True),
            FieldSpec("receiver", "text", tr("Handed over to"), required=True),
            FieldSpec("delivered_on", "date", tr("Delivered on"), required=True),
            FieldSpec("how", "text", tr("How it is handed over"), tr("By link, on a disk, installed on site.")),
            FieldSpec("news", "long-text", tr("What is new")),
            FieldSpec("known_problems", "long-text", tr("Known problems")),
        )
        self.form = Form(fields, tr=tr, choices=NoChoices())
        self.form.edited.connect(lambda _name, _value: self._show_ready())
        self.record_button = Button(tr("Record the delivery"), "deliver", kind="primary", on_click=self._on_record)
        self.kit_button = Button(tr("Write to a folder …"), "export", on_click=lambda: self._on_kit(""))
        self.zip_button = Button(tr("Write a ZIP …"), "export", on_click=lambda: self._on_kit(".zip"))
        self._done, self._result = pile(spacing=8), Card(spacing=4)
        self._result.setProperty("part", "sunken")
        self._result.hide()
        self._lay_out()
        self.setFocusProxy(self.baseline)

    def show_data(self, found: DeliverPage) -> None:
        """Offer the baselines and the files of the chosen one; what was typed and ticked stays."""
        first = self._found is None
        before, self._found = self._found, found
        tr = self._ctx.tr
        names = [(str(h.id), f"{h.number} {h.title} ({date_text(tr, h.happened)})") for h in found.baselines]
        self.baseline.fill(names, str(found.baseline) if found.baseline else "", tr("Of no baseline"))
        values = self.form.values()
        if first:
            values |= {"receiver": found.customer, "delivered_on": found.today}
        if found.version and (before is None or values.get("version") in ("", None, before.version)):
            values["version"] = found.version
        self.form.set_values(values)
        self._show_files()
        self._show_done(found)

    def draft(self) -> Draft | None:
        """The delivery as it would be recorded."""
        if self._found is None:
            return None
        values = {k: str(v or "") for k, v in self.form.values().items()}
        return Draft(items=tuple(self._items()), baseline=self._found.baseline, **values)

    def _items(self) -> list[Item]:
        assert self._found is not None
        return [item for item in self._offered() if item.name not in self._left_out]

    def _offered(self) -> tuple[Item, ...]:
        assert self._found is not None
        return delivering.named((*self._found.items, *self._added))

    def _lay_out(self) -> None:
        ctx, tr = self._ctx, self._ctx.tr
        back = LinkButton(tr("Configuration"), "back", on_click=lambda: ctx.go(Target("baselines")))
        text = tr(
            "What leaves the house gets a list: each file with its version and SHA-256. The same list tells later "
            "whether a copy is what was delivered."
        )
        first = Card(Title(tr("1  What is delivered")), Labelled(tr("Baseline"), self.baseline), self._warning,
                     spacing=10, margin=20)  # fmt: skip
        second = Card(Title(tr("2  Files")), self._files, flow(self.add_button, self.folder_button),
                      spacing=10, margin=20)  # fmt: skip
        third = Card(Title(tr("3  To whom")), self.form, spacing=12, margin=20)
        said = Muted(tr("Recording keeps the list here. Writing puts the files on disk, with the list for people and "
                        "the one for machines beside them."))  # fmt: skip
        buttons = flow(self.record_button, self.kit_button, self.zip_button)
        fourth = Card(Title(tr("4  Hand it over")), said, buttons, self._result, spacing=10, margin=20)
        fifth = Card(Title(tr("Deliveries so far")), self._done, spacing=10, margin=20)
        for widget in (back, Heading(tr("Deliver a configuration")), Muted(text), first, second, third, fourth, fifth):
            self.column.addWidget(widget)

    def _show_files(self) -> None:
        found, tr, column, warning = self._found, self._ctx.tr, self._files.layout(), self._warning.layout()
        assert found is not None and column is not None and warning is not None
        clear(column)
        clear(warning)
        if found.unapproved:
            said = tr("{n|1 record of it was|# records of it were} not approved.", n=found.unapproved)
            warning.addWidget(IconLine("warning", "warn", said))
        offered = self._offered()
        for item in offered[:MOST]:
            line = TickLine(
                item.name, ticked=item.name not in self._left_out, on_tick=partial(self._on_tick, item.name)
            )
            column.addWidget(line)
            detail = Caption(f"{item.version} · {size_text(item.size)} · SHA-256 {item.sha256[:16]}…")
            detail.setContentsMargins(theme.current().px(26), 0, 0, theme.current().px(4))
            column.addWidget(detail)
        if len(offered) > MOST:
            column.addWidget(Muted(tr("and {count} more", count=len(offered) - MOST)))
        if not offered:
            column.addWidget(Muted(tr("No file yet: the versions of the baseline have none attached.")))
        for problem in self._problems:
            column.addWidget(IconLine("warning", "warn", f"{problem.name}: {self._why(problem)}"))
        self._show_ready()

    def _why(self, problem: Fault) -> str:
        tr = self._ctx.tr
        return tr("a link, not followed") if problem.why == "link" else tr("cannot be read")

    def _show_ready(self) -> None:
        draft = self.draft()
        ready = draft is not None and bool(draft.items and draft.version.strip() and draft.receiver.strip())
        self.record_button.setEnabled(ready and self._ctx.ws.writable)
        self.kit_button.setEnabled(ready)
        self.zip_button.setEnabled(ready)

    def _show_done(self, found: DeliverPage) -> None:
        tr, ctx, column = self._ctx.tr, self._ctx, self._done.layout()
        assert column is not None
        clear(column)
        for head, said in found.deliveries:
            title = f"{head.number}  {said.fields.get('version', head.title)}"
            receiver = str(said.fields.get("receiver", ""))
            follow = found.follow_words.get(head.follow or next(iter(found.follow_words), ""), "")
            link = LinkButton(title, on_click=partial(ctx.go, Target("record", record=head.id)))
            line = Muted(" · ".join(p for p in (receiver, date_text(tr, head.happened), follow) if p))
            verify = Button(tr("Verify a folder …"), "verify", on_click=partial(self._on_verify, head.id, False))
            zipped = Button(tr("Verify a ZIP …"), "verify", on_click=partial(self._on_verify, head.id, True))
            handed = [Button(tr("It was handed over"), "done", on_click=partial(self._on_handed, head.id))]
            proposal = found.unlisted.get(head.id)
            if proposal is not None and proposal.record is not None and ctx.ws.writable:
                words = tr("Write it into {number}", number=proposal.record.number)
                handed = [Button(words, "approve", on_click=partial(self._on_list, proposal))]
            is_new = (head.follow or "prepared") == "prepared" and ctx.ws.writable
            column.addWidget(
                pile(
                    flow(link),
                    line,
                    flow(verify, zipped, *(handed if is_new or proposal is not None else [])),
                    spacing=2,
                )
            )
        if not found.deliveries:
            column.addWidget(Muted(tr("Nothing was delivered yet.")))

    def _on_chosen(self) -> None:
        self._on_baseline(int(self.baseline.currentData() or 0))

    def _on_tick(self, name: str, on: bool) -> None:
        (self._left_out.discard if on else self._left_out.add)(name)
        self._show_ready()

    def _on_add_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, self._ctx.tr("Add files"), self._folder())
        self.add([Path(name) for name in names])

    def _on_add_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self._ctx.tr("Add a folder"), self._folder())
        self.add([Path(name)] if name else [])

    def _folder(self) -> str:
        return str(self._ctx.preferences.get(FOLDER) or self._ctx.ws.path.parent)

    def add(self, paths: list[Path]) -> None:
        """Put files and what is below folders on the list, with their hashes."""
        if not paths:
            return
        ctx, tr = self._ctx, self._ctx.tr
        ctx.preferences.set(FOLDER, str(paths[0].parent))
        version = str(self.form.values().get("version") or "")

        def job(
            progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]
        ) -> tuple[tuple[Item, ...], tuple[Fault, ...]]:
            return delivering.from_disk(paths, version, progress=_share(progress), cancelled=cancelled)

        ctx.runner.long(
            job, self._on_added, title=tr("Reading the files"), writes=False, failed=self._on_failed, owner=self
        )

    def _on_added(self, read: tuple[tuple[Item, ...], tuple[Fault, ...]]) -> None:
        known = {(item.path, item.sha256) for item in self._added}
        self._added += [item for item in read[0] if (item.path, item.sha256) not in known]
        self._problems = read[1]
        self._show_files()

    def _on_record(self) -> None:
        self.form.flush()
        ctx, draft = self._ctx, self.draft()
        if draft is None:
            return

        def made(record: Record) -> None:
            ctx.messages.say("good", ctx.tr("{number} was recorded.", number=record.number))

        ctx.do(lambda: delivering.deliver(ctx.ws, ctx.project, draft), then=made, owner=self)

    def _on_kit(self, ending: str) -> None:
        self.form.flush()
        ctx, tr, draft, found = self._ctx, self._ctx.tr, self.draft(), self._found
        if draft is None or found is None:
            return
        first = str(Path(self._folder()) / _file_name(f"{found.code} {draft.version}{ending}"))
        kinds = tr("ZIP archive (*.zip)") if ending else ""
        name, _ = QFileDialog.getSaveFileName(self, tr("Write the delivery"), first, kinds)
        if not name:
            return
        target = Path(name if not ending or name.lower().endswith(ending) else f"{name}{ending}")
        ctx.preferences.set(FOLDER, str(target.parent))
        self.write(draft, target)

    def write(self, draft: Draft, target: Path) -> None:
        """Write the files and both lists."""
        ctx, tr, found = self._ctx, self._ctx.tr, self._found
        assert found is not None
        text = delivering.letter(tr, draft, found.company, found.code)

        def job(progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> Kit:
            return delivering.write_kit(ctx.ws, draft, target, text, progress=_share(progress), cancelled=cancelled)

        title = tr("Writing {name}", name=target.name)
        ctx.runner.long(job, self._on_written, title=title, writes=False, failed=self._on_failed, owner=self)

    def _on_written(self, kit: Kit) -> None:
        tr = self._ctx.tr
        said = tr("{n|1 file was|# files were} written and read back: {path}", n=kit.files, path=kit.path)
        self._say(("done", "good", said))

    def _on_verify(self, record: int, zipped: bool) -> None:
        tr = self._ctx.tr
        if zipped:
            name, _ = QFileDialog.getOpenFileName(self, tr("Verify a ZIP"), self._folder(), tr("ZIP archive (*.zip)"))
        else:
            name = QFileDialog.getExistingDirectory(self, tr("Verify a folder"), self._folder())
        if name:
            self.verify(record, Path(name))

    def verify(self, record: int, place: Path) -> None:
        """Compare what lies somewhere with the list of a delivery."""
        ctx, tr = self._ctx, self._ctx.tr

        def job(progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> Checked:
            return delivering.verify(ctx.ws, record, place, cancelled=cancelled)

        ctx.runner.long(
            job, self._on_verified, title=tr("Comparing the files"), writes=False, failed=self._on_failed, owner=self
        )

    def _on_verified(self, checked: Checked) -> None:
        tr = self._ctx.tr
        if not checked.problems:
            said = tr("{n|1 file is|# files are} exactly what was delivered.", n=checked.files)
            self._say(("done", "good", said))
            return
        lines = [("error", "bad", tr("It is not what was delivered:"))]
        lines += [("close", "bad", problem_text(tr, checked, n)) for n in range(min(len(checked.problems), 12))]
        if len(checked.problems) > 12:
            lines.append(("info", "info", tr("and {count} more", count=len(checked.problems) - 12)))
        self._say(*lines)

    def _say(self, *lines: tuple[str, str, str]) -> None:
        clear(self._result.column)
        for icon, tone, text in lines:
            self._result.column.addWidget(IconLine(icon, tone, text))
        self._result.show()
        self.ensureWidgetVisible(self._result)

    def _on_handed(self, record: int) -> None:
        ctx = self._ctx
        ctx.do(lambda: stating.follow(ctx.ws, record, "delivered"))

    def _on_list(self, proposal: Proposal) -> None:
        """A person says that the list of the configuration tells of this delivery."""
        ctx = self._ctx

        def written(record: Record) -> None:
            ctx.messages.say("good", ctx.tr("{number} was written.", number=record.number))

        ctx.do(lambda: configuring.feed(ctx.ws, ctx.project, proposal), then=written, owner=self)

    def _on_failed(self, error: UserError) -> None:
        if not isinstance(error, Cancelled):
            self._say(("error", "bad", error.say(self._ctx.tr)))


def _share(progress: Callable[[int, int, str], None]) -> Callable[[float], None]:
    return lambda part: progress(round(100 * part), 100, "")


def _file_name(text: str) -> str:
    from vse_app.services.attaching import safe_name

    return safe_name(text)
