"""What can break in the library, and what each error knows.

    LibraryError
    ├── InputError            somebody's file, row or field is wrong; says which and what to do
    │   ├── UnreadableFile
    │   ├── BadRow
    │   ├── TermConflict
    │   ├── TermsWorsen
    │   └── EditError         a step in a pair's life that cannot be taken as things are
    │       ├── VersionConflict
    │       ├── WrongState
    │       ├── SamePerson
    │       ├── NoteMissing
    │       └── Misleading
    ├── NotFound              an identifier that names nothing
    │   ├── PolicyNotFound
    │   ├── InterpretationNotFound
    │   ├── DepartmentNotFound
    │   ├── PairNotFound
    │   └── TermNotFound
    └── StoreError            the store or the index needs repair

"No" is not an error: an answer that cannot be given is an `Answer` with its outcome.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policies.content.checks.finding import Finding


class LibraryError(Exception):
    """Something that somebody must repair."""


class InputError(LibraryError):
    """Bad input.

    Attributes:
        where: the file, row or field at fault, as a person would name it.
        reason: a key of `errors.*` in `wording.yml`; the edge chooses the words.
        facts: values that the wording may show.
    """

    def __init__(self, where: str, reason: str, **facts: object) -> None:
        super().__init__(f"{where}: {reason} {facts or ''}".rstrip())
        self.where = where
        self.reason = reason
        self.facts = facts


class UnreadableFile(InputError):
    """A file that cannot be read as what it says it is."""


class BadRow(InputError):
    """A row of an import that cannot become a Q&A pair."""

    def __init__(self, where: str, row: int, reason: str, **facts: object) -> None:
        super().__init__(where, reason, row=row, **facts)
        self.row = row


class TermConflict(InputError):
    """Somebody else, `author`, changed a term meanwhile; "" where it was deleted."""

    def __init__(self, concept: str, author: str) -> None:
        super().__init__(concept, "term_conflict" if author else "term_gone", author=author)


class TermsWorsen(InputError):
    """A change of terms makes `worse` questions be answered worse, and nobody has said why that is right."""

    def __init__(self, where: str, worse: int) -> None:
        super().__init__(where, "terms_worsen", worse=worse)
        self.worse = worse


class EditError(InputError):
    """A step in a pair's life that cannot be taken as things are; `where` is its question."""


class VersionConflict(EditError):
    """Somebody else changed the pair meanwhile: version `expected` is not the newest any more, `found` is."""

    def __init__(self, where: str, expected: int, found: int) -> None:
        super().__init__(where, "version_conflict", expected=expected, found=found)
        self.expected = expected
        self.found = found


class WrongState(EditError):
    """The action does not lead on from the state that the pair is in."""

    def __init__(self, where: str, action: str, state: str) -> None:
        super().__init__(where, "wrong_state", action=action, state=str(state))
        self.action = action
        self.state = str(state)


class SamePerson(EditError):
    """Nobody approves what they wrote themselves (four eyes)."""

    def __init__(self, where: str, person: str) -> None:
        super().__init__(where, "same_person", person=person)
        self.person = person


class NoteMissing(EditError):
    """The action needs its reason in words."""

    def __init__(self, where: str, action: str) -> None:
        super().__init__(where, "note_missing", action=action)
        self.action = action


class Misleading(EditError):
    """Publishing would mislead: `findings` are the errors that stand in the way."""

    def __init__(self, where: str, findings: Sequence[Finding]) -> None:
        super().__init__(where, "misleading", count=len(findings))
        self.findings = tuple(findings)


class NotFound(LibraryError):
    """An identifier that names nothing in the library."""

    def __init__(self, identifier: str) -> None:
        super().__init__(identifier)
        self.identifier = identifier


class PolicyNotFound(NotFound):
    """No policy document has this identifier, or it may not be shown to this reader."""


class InterpretationNotFound(NotFound):
    """No interpretation has this identifier."""


class DepartmentNotFound(NotFound):
    """The directory has no department of this name."""


class PairNotFound(NotFound):
    """No Q&A pair has this identifier."""


class TermNotFound(NotFound):
    """The dictionary has no term of this name."""


class VersionNotFound(NotFound):
    """The pair has no version of this number."""

    def __init__(self, identifier: str, version: int) -> None:
        super().__init__(identifier)
        self.version = version


class StoreError(LibraryError):
    """The store or its index cannot be used as it is."""
