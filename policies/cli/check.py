"""`yihaoda check`: whether a library holds together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from policies import clock
from policies.cli.console import (
    ERR,
    EXIT_FINDINGS,
    OUT,
    Database,
    complaints,
    opened_store,
    progress_bar,
    refuse_missing,
)
from policies.content.check import check_library
from policies.content.checks.finding import Finding, Severity
from policies.content.expiring import Expiring, expiring
from policies.wording import say

ERROR, WARNING = Severity.ERROR, Severity.WARNING
STYLES = {ERROR: "red", WARNING: "yellow"}


def check(
    strict: Annotated[bool, typer.Option("--strict", help=say("cli.check.strict"))] = False,
    expiring_days: Annotated[
        int | None, typer.Option("--expiring", metavar="N", min=0, help=say("cli.check.expiring"))
    ] = None,
    database: Database = None,
) -> None:
    """核对政策库前后是否一致：引文、条款、数字、日期、效力、部门、重复与矛盾；有错误时退出码为 1。

    例：yihaoda check --strict，或 yihaoda check --expiring 30 只列出即将到期的问答和文件
    """
    with complaints():
        refuse_missing(database)
    with opened_store(database) as store:
        if expiring_days is not None:
            _show_expiring(expiring(store, clock.today(), expiring_days), expiring_days)
            return
        with progress_bar(say("cli.check.title")) as progress:
            findings = check_library(store, clock.today(), progress=progress)
        counts = store.counts()
    show_findings(each for each in findings if each.severity is not Severity.INFO)
    _show_infos([each for each in findings if each.severity is Severity.INFO])
    OUT.print(say("cli.run.counts", **counts))
    _conclude(findings, strict)


def show_findings(findings: Iterable[Finding]) -> None:
    """Print findings, a line each."""
    for each in findings:
        line = say(
            "cli.check.line",
            severity=say(f"cli.check.severity.{each.severity.value}"),
            label=each.label,
            field=say("cli.check.field", field=each.field) if each.field else "",
            sentence=say(f"findings.{each.rule}", **each.facts),
        )
        OUT.print(line, style=STYLES.get(each.severity), markup=False, soft_wrap=True)


def _show_expiring(found: list[Expiring], days: int) -> None:
    for each in found:
        because = say("cli.check.because", document=each.because) if each.because else ""
        line = say(
            f"cli.check.expires.{each.kind}", label=each.label, last=each.last_day, days=each.days_left
        )
        OUT.print(line + because, markup=False, soft_wrap=True)
    key = "some" if found else "none"
    OUT.print(say(f"cli.check.expires.{key}", days=days, count=len(found)))


def _show_infos(infos: list[Finding]) -> None:
    """Print infos by their kind: how many pairs rest on nothing, which documents nobody explained."""
    bare = sum(each.rule == "no_basis" for each in infos)
    if bare:
        OUT.print(say("cli.check.no_basis", count=bare))
    unexplained = [each for each in infos if each.rule == "interpretation_missing"]
    if unexplained:
        OUT.print(say("cli.check.interpretations", count=len(unexplained)))
    for each in unexplained:
        OUT.print(f"  {each.label}", markup=False, soft_wrap=True)


def _conclude(findings: list[Finding], strict: bool) -> None:
    errors = sum(each.severity is ERROR for each in findings)
    warnings = sum(each.severity is WARNING for each in findings)
    if not errors and not warnings:
        OUT.print(say("cli.check.good"), style="green")
        return
    ERR.print(say("cli.check.found", errors=errors, warnings=warnings), style="red" if errors else "yellow")
    if errors or strict:
        raise typer.Exit(EXIT_FINDINGS)
