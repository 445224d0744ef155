import os


def test_shot(desk):
    for lang in ("es",):
        found = desk(lang, scheme="light")
        from vse_app.services import path, projects
        from vse_app.store import queries

        ws = found.session.ctx.ws
        p = projects.projects(ws)[0].id
        with ws.reading() as c:
            recs = {r.number: r.id for r in queries.records_of(c, p)}
        found.session.ctx  # noqa
        for n in os.environ["SHOT"].split(","):
            found.go("record", record=recs[n])
            found.spin(900)
            found.settle()
            found.window.grab().save(f"/tmp/shot-{lang}-{n}.png")
