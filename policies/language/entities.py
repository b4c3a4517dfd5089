"""Entity values of a text: canonical, one for each name."""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.language import Language

from policies.language.doc_number import doc_numbers
from policies.language.normalise import normalise
from policies.language.numbers import amounts, dates, percentages


def _figure(text: str) -> str:
    return next(iter([*amounts(text), *percentages(text)]), text)


def _year(text: str) -> str:
    return next(iter(dates(f"{text.rstrip('年度')}年")), text)[:4]


_CANONICAL: dict[str, Callable[[str], str | None]] = {
    "doc_number": lambda text: next(iter(doc_numbers(text)), None),
    "year": _year,
    "amount": _figure,
}


def _canonical(name: str, text: str) -> str | None:
    return _CANONICAL.get(name, str)(text)


class EntityReader:
    """Reads region, audience, topic, doc_number, department, year, amount and facet from a text."""

    def __init__(self, pipeline: Language) -> None:
        """`pipeline` comes from `pipeline.build_pipeline` or `pipeline.load`."""
        self._pipeline = pipeline
        self._patterns = {
            entity: re.compile("|".join(patterns))
            for entity, patterns in pipeline.meta.get("patterns", {}).items()
        }

    def read(self, text: str) -> dict[str, str]:
        """Return values by entity name.

        Lookups give the value of their list, figures their canonical form (文号 鲁政办发〔2021〕5号,
        year 2021, amount 3000元). The first finding of an entity counts; of regions the most
        specific one.
        """
        text = normalise(text)
        found: dict[str, str] = {}
        for entity in self._pipeline(text).ents:
            name, value = entity.label_, entity.ent_id_ or _canonical(entity.label_, entity.text)
            more_specific = name == "region" and len(value or "") > len(found.get(name, ""))
            if value and (name not in found or more_specific):
                found[name] = value
        for name, pattern in self._patterns.items():
            if name not in found and (match := pattern.search(text)):
                value = _canonical(name, match[0])
                found |= {name: value} if value else {}
        return found
