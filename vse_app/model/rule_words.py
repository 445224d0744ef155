"""What each rule is called, says of one finding, why it matters, and what its button does."""

from __future__ import annotations

from typing import Final, NamedTuple


class Words(NamedTuple):
    """`said` is the sentence of one finding with its values, `fix` what mends it ("": it is only shown openly)."""

    title: str
    said: str
    why: str
    fix: str = ""


RULE_WORDS: Final[dict[str, Words]] = {
    "missing-product": Words(
        "A work product is missing",
        "The project is closed, but {product} is missing.",
        "The profile asks for it; without it the project has a hole that nobody can fill later from memory.",
        "Write it",
    ),
    "missing-output": Words(
        "Confirmed without its result",
        "{task} is confirmed, but {product}{part} {what}.",
        "A confirmation says that the work was done; whoever looks for the result finds nothing, or not in its state.",
        "Open the task",
    ),
    "duplicate-id": Words(
        "The same id twice",
        "{record} and {other} have the same id: {item}.",
        "Whoever follows that id reaches one of them and believes to have reached the other.",
        "Give it another id",
    ),
    "unapproved-in-baseline": Words(
        "A draft in a baseline",
        "{record} was frozen in {baseline} before anybody had approved it.",
        "A baseline is what the team agreed to build on; a draft in it was agreed by nobody.",
        "Open it",
    ),
    "circular-link": Words(
        "Links in a circle",
        "{n|One entry leads back to itself|# entries lead back to themselves} ({item}): {numbers}.",
        "What comes after itself can neither be done nor traced.",
        "Open the first",
    ),
    "stale-approval": Words(
        "Changed after approval",
        "{record} was changed after version {approved} was {state}; version {current} is not.",
        "An approval belongs to the content it saw. What was added since, nobody has looked at.",
        "Open it",
    ),
    "approved-before-written": Words(
        "Approved before it was written",
        "{record} was {state} on {approved}, before it was written on {written}.",
        "One of the two dates is wrong, or somebody agreed to something that was not there yet.",
        "Open it",
    ),
    "approved-before-verified": Words(
        "Approved without verification",
        "{record} was {state} on {approved}; {verified}.",
        "Verification finds what is wrong while it is cheap; approving first makes it a formality.",
        "Verify it",
    ),
    "plan-older-than-change": Words(
        "The plan does not know of a change",
        "{other} was accepted on {changed}; {record} is of {written}.",
        "An accepted change moves dates and effort. A plan that does not say so is a plan for another project.",
        "Open the plan",
    ),
    "owed-to-change": Words(
        "A new version is owed to an accepted change",
        "{record} owes a new version since {other} was accepted on {changed}.",
        "A change that was promised to the customer is done when what it concerns says so.",
        "Open the change",
    ),
    "closed-owing": Words(
        "A change was closed while something was owed",
        "{record} is closed, but these never got a new version for it: {numbers}.",
        "Nobody can tell later whether they were forgotten or did not have to change.",
        "Say why",
    ),
    "unanswered-change": Words(
        "A change request without an answer",
        "{record} has waited for an answer for {days|1 day|# days}.",
        "Somebody asked and does not know; meanwhile the work goes on as if nothing were.",
        "Decide",
    ),
    "uncovered-requirement": Words(
        "A requirement that nothing takes up",
        "{record}: {what}.",
        "What is in no design may not be built; what no test verifies may not work. The customer asked for it.",
        "See its thread",
    ),
    "orphan": Words(
        "An entry that belongs to nothing",
        "{record} names nothing under “{field}”.",
        "Work that serves no requirement, or a test that verifies none, is either lost or not needed.",
        "Link it",
    ),
    "suspect-link": Words(
        "A link to look at again",
        "Nobody has looked at the link from {record} to {other} since {what} changed.",
        "After a change, what hangs on it may no longer fit. Somebody has to look and say so.",
        "Look at it",
    ),
    "failed-test": Words(
        "A failed test without a correction",
        "{other} failed, and no correction is linked to the result {record}.",
        "A failure that nobody took on comes back at the customer's.",
        "Raise a correction",
    ),
    "unmended-check": Words(
        "A check that was to be repeated",
        "{record} did not pass, and no later check says that what was found is mended.",
        "Finding defects is half of it; that they are gone has to be seen by somebody.",
        "Check again",
    ),
    "overdue-again": Words(
        "A repeated task is late",
        "{task} comes round again; it was due on {due} ({days|1 day|# days} ago).",
        "What is done all along is only worth something when it is done all along.",
        "Open the task",
    ),
    "overdue-record": Words(
        "Past its date",
        "{record} was due on {due} ({days|1 day|# days} ago).",
        "Either it is done and nobody said so, or somebody waits for it.",
        "Open it",
    ),
    "overdue-agreement": Words(
        "An agreement that was not kept",
        "{record}: “{item}” was due on {due} ({days|1 day|# days} ago) and is open{person}.",
        "What was agreed in a meeting and then forgotten is agreed a second time in the next one.",
        "Open it",
    ),
    "status-missing": Words(
        "A stretch without a status record",
        "No {product} between {since} and {until} ({days|1 day|# days}); the rhythm is {cadence} days.",
        "Whoever does not look for weeks learns of a delay when nothing can be done about it.",
        "Write one",
    ),
    "no-backup": Words(
        "No backup, or an old one",
        "{product}: {last}.",
        "A disk fails on an ordinary day. What was not copied until then is gone.",
        "Make one",
    ),
    "all-by-one": Words(
        "One person checked everything",
        "{person} gave {n|the only check|all # checks} there {n|is|are}.",
        "A second pair of eyes sees what the first one is blind to; somebody else of the team could take some.",
        "Look at the roles",
    ),
    "role-without-person": Words(
        "A role that nobody plays",
        "Nobody plays the role {role}.",
        "What is everybody's job is nobody's.",
        "Choose somebody",
    ),
    "same-person": Words(
        "Checked by its author",
        "{record}: {person} wrote it and gave it the state “{state}” too.",
        "Allowed in a small team, and shown: an assessor decides what it is worth.",
    ),
    "role-not-held": Words(
        "Acted in a role not given",
        "{person} acted as {role}, a role the project did not give them.",
        "Who may say yes has to be known beforehand.",
        "Change the roles",
    ),
    "out-of-order": Words(
        "Done out of order",
        "{task} was confirmed while something was missing: {gaps}.",
        "Allowed, and shown with what was missing.",
    ),
    "requirement-wording": Words(
        "A requirement that could be read differently",
        "{record}: {what}.",
        "A hint, not a verdict: two people who read it the same way will also build and test the same thing.",
        "Open it",
    ),
    "draft-over-baseline": Words(
        "Newer than its baseline",
        "{record}: version {revision} is newer than the one in {baseline}.",
        "Normal while work goes on; before you deliver, freeze what you deliver.",
        "See the baselines",
    ),
    "written-later": Words(
        "Written down long after",
        "{record} was captured {days} days after it happened.",
        "Late is allowed, and shown: memory is kinder than notes.",
    ),
    "not-captured": Words(
        "Only an address",
        "{record} is only an address; what stands there is not kept here.",
        "What stands elsewhere can change or vanish, and then nobody can show what it was.",
        "Attach the file",
    ),
}
"""Rule → its words."""
UNCOVERED: Final = {
    "design": "no design element or component takes it up",
    "test": "no test verifies it",
}
