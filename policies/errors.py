"""What can break in the library, and what each error knows.

    LibraryError
    ├── InputError            somebody's file, row or field is wrong; says which and what to do
    │   ├── UnreadableFile
    │   └── BadRow
    ├── NotFound              an identifier that names nothing
    │   ├── PolicyNotFound
    │   ├── InterpretationNotFound
    │   ├── PairNotFound
    │   └── TermNotFound
    └── StoreError            the store or the index needs repair

"No" is not an error: an answer that cannot be given is an `Answer` with its outcome.
"""

from __future__ import annotations


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


class NotFound(LibraryError):
    """An identifier that names nothing in the library."""

    def __init__(self, identifier: str) -> None:
        super().__init__(identifier)
        self.identifier = identifier


class PolicyNotFound(NotFound):
    """No policy document has this identifier, or it may not be shown to this reader."""


class InterpretationNotFound(NotFound):
    """No interpretation has this identifier."""


class PairNotFound(NotFound):
    """No Q&A pair has this identifier."""


class TermNotFound(NotFound):
    """The dictionary has no term of this name."""


class StoreError(LibraryError):
    """The store or its index cannot be used as it is."""
