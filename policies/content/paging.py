"""Turning the pages of lists that are in order of moments, of which several may be the same."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa


def beyond(
    moment: sa.Column[Any], identifier: sa.Column[Any], last: str, *, newest_first: bool = False
) -> sa.ColumnElement[bool]:
    """Return the condition for what comes after a row in the order of `moment` and then `identifier`, growing.

    Args:
        moment: what the list is in order of.
        identifier: of a row; it settles the order of rows of the same moment.
        last: the identifier of the last row of the page before; nothing comes after one that is not there.
        newest_first: whether the moments go down.
    """
    at = sa.select(moment).where(identifier == last).scalar_subquery()
    further = moment < at if newest_first else moment > at
    return sa.or_(further, sa.and_(moment == at, identifier > last))
