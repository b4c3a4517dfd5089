"""Putting the demonstration library into a store; a second time changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from policies.content.filing import Filed, FiledDocument, Origin, file_documents
from policies.content.model import Department, Facet, PairCitation, PairState, QaPair, Region
from policies.content.offices import Offices
from policies.content.store import Store
from policies.demo.calendar import load_calendar
from policies.errors import InputError
from policies.yaml_file import read_yaml

FOLDER = Path(__file__).parent
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """How much was written; zeros where everything was there already."""

    departments: int
    regions: int
    documents: int
    pairs: int


def load_demo(store: Store, progress: Progress | None = None) -> Loaded:
    """Load departments, regions, documents, interpretations and pairs of the demonstration library.

    Office hours and holidays are the first filling only: what somebody changed stays changed.

    Args:
        store: where to.
        progress: is told (items done, items in all).

    Raises:
        InputError: a file of the demonstration library is at fault.
    """
    files = sorted(FOLDER.glob("documents/*.md")) + sorted(FOLDER.glob("interpretations/*.md"))
    departments, regions = _directory(store)
    Offices(store.engine).fill(load_calendar(), "demo")
    filed = file_documents(store, files, origin=Origin(is_demo=True))
    _raise_first(filed)
    pairs = list(_changed_pairs(store))
    total = len(filed) + len(pairs)
    if pairs:
        with store.writing("demo") as write:
            for done, pair in enumerate(pairs, start=len(filed) + 1):
                write.pair(pair)
                if progress is not None:
                    progress(done, total)
    written = [each for each in filed if each.result is not Filed.UNCHANGED]
    return Loaded(departments, regions, len(written), len(pairs))


def demo_pair_rows() -> Iterator[dict[str, Any]]:
    """Give the pairs of the demonstration library as they are written in their files."""
    for path in sorted(FOLDER.glob("pairs/*.yml")):
        yield from read_yaml(path)


def _raise_first(filed: list[FiledDocument]) -> None:
    for each in filed:
        if each.error is not None:
            raise each.error


def _directory(store: Store) -> tuple[int, int]:
    departments = [_department(row) for row in _rows("departments.yml")]
    regions = [Region(**{**row, "code": str(row["code"])}) for row in _rows("regions.yml")]
    new_departments = [each for each in departments if each not in store.departments()]
    new_regions = [each for each in regions if each not in store.regions()]
    if new_departments or new_regions:
        with store.writing("demo") as write:
            for department in new_departments:
                write.department(department)
            for region in new_regions:
                write.region(region)
    return len(new_departments), len(new_regions)


def _rows(name: str) -> list[dict[str, Any]]:
    return list(read_yaml(FOLDER / name))


def _department(row: dict[str, Any]) -> Department:
    return Department(**{**row, "aliases": tuple(row.get("aliases") or ())})


def _changed_pairs(store: Store) -> Iterator[QaPair]:
    known = {pair.external_id: pair for pair in store.pairs(published_only=False) if pair.is_demo}
    for row in demo_pair_rows():
        pair = _pair(store, row)
        stored = known.get(pair.external_id)
        if stored is None:
            yield pair
        elif replace(pair, id=stored.id, version=stored.version, state=stored.state) != stored:
            yield replace(pair, id=stored.id, version=stored.version + 1)


def _pair(store: Store, row: dict[str, Any]) -> QaPair:
    facet = row.get("facet")
    return QaPair(
        external_id=row["id"],
        question=row["question"],
        similar=tuple(row["similar"]),
        summary=row["summary"],
        detail={Facet(name): str(text) for name, text in row["detail"].items()},
        speech=row.get("speech", ""),
        citations=tuple(_citation(store, row["id"], cited) for cited in row.get("citations") or ()),
        department=row.get("department"),
        phone=row.get("phone"),
        region=row.get("region"),
        audience=row.get("audience"),
        category=row.get("category"),
        keywords=tuple(row.get("keywords") or ()),
        facet=Facet(facet) if facet else None,
        effective_on=row.get("effective_on"),
        expires_on=row.get("expires_on"),
        reviewed_on=row.get("reviewed_on"),
        state=PairState.PUBLISHED,
        author="demo",
        reviewer="demo",
        is_demo=True,
    )


def _citation(store: Store, where: str, cited: dict[str, str]) -> PairCitation:
    policy = store.policy_by_number(cited["document"])
    if policy is None:
        raise InputError(where, "cites_unknown", number=cited["document"])
    return PairCitation(policy.id, cited.get("clause"))
