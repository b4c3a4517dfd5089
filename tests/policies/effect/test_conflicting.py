"""Conflicts of a term with a real library."""

from __future__ import annotations

from policies.content.checks.known import Known
from policies.effect.conflicting import conflicts_of, is_generic, told
from policies.language.conflicts import Clash
from policies.language.term import Term
from policies.library import Library


def test_what_is_generic_and_what_is_common_is_told(library: Library) -> None:
    found = conflicts_of(
        library, Known(library.store), Term("云川码", "document", "政务", ("申请材料", "怎么办", "公积金"))
    )
    clashes = {(each.way, each.clash) for each in found}
    assert ("申请材料", Clash.GENERIC) in clashes
    assert ("怎么办", Clash.GENERIC) in clashes
    assert ("公积金", Clash.COMMON) in clashes
    assert ("公积金", Clash.WAY_OF_ANOTHER) in clashes
    assert all(each.way in told(each) for each in found)
    assert not is_generic("公积金材料")
