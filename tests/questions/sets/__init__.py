"""Every set that quality is measured on, in the order of the table."""

from __future__ import annotations

from tests.questions.rounds import MeasuredSet
from tests.questions.sets import answers, city, demo, documents

ALL: tuple[MeasuredSet, ...] = (*city.SETS, *answers.SETS, *documents.SETS, *demo.SETS)
