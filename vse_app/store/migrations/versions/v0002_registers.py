"""Registers: trees, follow-up, rows that count in documents, links that are watched at both ends."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    for table, names in (
        ("records", ("place", "follow", "rows", "core")),
        ("links", ("own", "looked_by", "looked_on")),
    ):
        for name in names:
            op.add_column(table, sa.Column(name, sa.Text, nullable=False, server_default=""))
    op.create_index("records_place", "records", ["project", "kind", "place"])
    op.create_index("records_follow", "records", ["project", "withdrawn", "kind", "follow", "due"])
