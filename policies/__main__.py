"""The command line of the library: `.venv/bin/yihaoda --help`."""

from __future__ import annotations

import typer

from policies.cli.accounts import accounts
from policies.cli.ask import ask
from policies.cli.audit import audit
from policies.cli.backup import backup, restore
from policies.cli.calibrate import calibrate
from policies.cli.check import check
from policies.cli.console import quiet_logs
from policies.cli.content import ingest, load
from policies.cli.drafting import draft
from policies.cli.evaluate import evaluate
from policies.cli.exchange import export, import_
from policies.cli.gaps import gaps
from policies.cli.keys import keys
from policies.cli.models import models
from policies.cli.orders import orders
from policies.cli.proposing import propose
from policies.cli.regions import regions
from policies.cli.report import report
from policies.cli.retention import erase, retention
from policies.cli.switches import switches
from policies.cli.terms import terms
from policies.cli.testing import ask_set
from policies.cli.vectors import vectors
from policies.wording import say


def build_app() -> typer.Typer:
    """Return the command line with all its commands."""
    app = typer.Typer(
        name="yihaoda", help=say("cli.app"), no_args_is_help=True, pretty_exceptions_enable=False
    )
    app.command("ask")(ask)
    app.command("load")(load)
    app.command("ingest")(ingest)
    app.command("import")(import_)
    app.command("export")(export)
    app.command("eval")(evaluate)
    app.command("calibrate")(calibrate)
    app.command("check")(check)
    app.command("draft")(draft)
    app.command("propose")(propose)
    app.command("vectors")(vectors)
    app.command("regions")(regions)
    app.add_typer(terms, name="terms")
    app.add_typer(switches, name="switch")
    app.add_typer(keys, name="key")
    app.add_typer(accounts, name="account")
    app.add_typer(orders, name="orders")
    app.add_typer(audit, name="audit")
    app.add_typer(models, name="model")
    app.command("report")(report)
    app.command("gaps")(gaps)
    app.command("test-all")(ask_set)
    app.command("retention")(retention)
    app.command("erase")(erase)
    app.command("backup")(backup)
    app.command("restore")(restore)
    return app


def main() -> None:
    """Run the command line."""
    quiet_logs()
    build_app()()


if __name__ == "__main__":
    main()
