"""The screens. Each is a `View` in a file of its own, imported when it is opened for the first time."""

from __future__ import annotations

from typing import Final

VIEWS: Final = {
    "start": "start:StartView",
    "interview": "interview:InterviewView",
    "new-project": "new_project:NewProjectView",
    "today": "today:TodayView",
    "path": "path:PathView",
    "task": "task:TaskView",
    "products": "products:ProductsView",
    "record": "record:RecordView",
    "registers": "registers:RegistersView",
    "register": "register:RegisterView",
    "register-print": "register_print:RegisterPrintView",
    "assessment": "assessment:AssessmentView",
    "readiness": "readiness:ReadinessView",
    "xray": "xray:XrayView",
    "check": "check:CheckView",
    "tests": "tests:RunsView",
    "history": "history:HistoryView",
    "reports": "reports:ReportsView",
    "least-paper": "least_paper:LeastPaperView",
    "conformance": "conformance:ConformanceView",
    "ladder": "ladder:LadderView",
    "which-standard": "which_standard:WhichView",
    "why-not": "why_not:WhyNotView",
    "library": "library:LibraryView",
    "library-compare": "library_compare:CompareView",
    "library-print": "library_print:LibraryPrintView",
    "trace": "trace:TraceView",
    "thread": "thread:ThreadView",
    "plan": "plan:PlanView",
    "progress": "progress:ProgressView",
    "risks": "risks:RisksView",
    "measures": "measures:MeasuresView",
    "meeting": "meeting:MeetingView",
    "change": "change:ChangeView",
    "baselines": "baselines:BaselinesView",
    "deliver": "deliver:DeliverView",
    "backups": "backups:BackupsView",
    "settings": "settings:SettingsView",
    "help": "help:HelpView",
}
"""Name of a target → module in this folder and its class."""
