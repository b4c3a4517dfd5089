"""Declared values (of a header or of front matter) as the document's fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from policies.content.model import InterpretationKind, Status
from policies.errors import UnreadableFile
from policies.ingest.dates import read_date
from policies.language.doc_number import canonical

Printed = Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Values:
    """Declared values of the file `name`, as printed.

    `is_strict`: an editor wrote them for this library (front matter), so that one that cannot be
    read is an error; a header copied from a portal may hold "长期" or "无" and keeps it unread.
    """

    name: str
    printed: Printed
    is_strict: bool = False

    def text(self, field: str) -> str | None:
        """Return a value as printed, None where it is not declared."""
        value = self.printed.get(field)
        return "、".join(value) if isinstance(value, tuple) else value or None

    def texts(self, field: str) -> tuple[str, ...]:
        """Return a list of values; a single one is a list of one."""
        value = self.printed.get(field, ())
        return value if isinstance(value, tuple) else (value,)

    def date(self, field: str) -> date | None:
        """Return a declared date.

        Raises:
            UnreadableFile: "bad_date" in strict values.
        """
        printed = self.text(field)
        day = read_date(printed) if printed else None
        if printed and day is None and self.is_strict:
            raise UnreadableFile(self.name, "bad_date", field=field, value=printed)
        return day

    def number(self, field: str) -> str | None:
        """Return a declared 文号 in canonical form, as printed where it has an unknown form."""
        printed = self.text(field)
        return (canonical(printed) or printed) if printed else None

    def numbers(self, field: str) -> tuple[str, ...]:
        """Return declared 文号 in canonical form."""
        return tuple(canonical(printed) or printed for printed in self.texts(field))

    def status(self) -> Status | None:
        """Return the status that overrides the dates; None where the dates decide.

        Raises:
            UnreadableFile: "bad_value" in strict values.
        """
        printed = self.text("status")
        if printed is None or printed in ("有效", "现行有效", "有效期内", "尚未施行", "尚未生效"):
            return None
        for words, status in (
            (("部分", "修改", "修订", "修正"), Status.AMENDED),
            (("废止",), Status.REPEALED),
            (("失效",), Status.LAPSED),
        ):
            if any(word in printed for word in words):
                return status
        self._refuse("status", printed, "、".join(Status))
        return None

    def interpretation_kind(self) -> InterpretationKind | None:
        """Return the declared form of an interpretation.

        Raises:
            UnreadableFile: "bad_value" in strict values.
        """
        printed = self.text("interpretation_kind")
        known = {kind.value: kind for kind in InterpretationKind}
        if printed is not None and printed not in known:
            self._refuse("interpretation_kind", printed, "、".join(known))
        return known.get(printed or "")

    def flag(self, field: str) -> bool:
        """Return a declared yes or no; not declared is no."""
        return (self.text(field) or "").lower() in ("true", "yes", "1", "是")

    def _refuse(self, field: str, value: str, allowed: str) -> None:
        if self.is_strict:
            raise UnreadableFile(self.name, "bad_value", field=field, value=value, allowed=allowed)
