"""Documents corrected before they are saved: files that are looked at first, and documents of the library."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, UploadFile

from api.admin.document_schemas import DocumentOut, FiledOut
from api.admin.filing import MOST_FILES
from api.admin.pairs import READING, WRITING
from api.admin.reading_schemas import LeadsOut, ReadingOut, SaveIn, WaitingOut, WorkIn
from api.admin.uploads import kept_for_a_while
from api.dependencies import BridgeDep
from api.security.query import DESCRIBED_QUERY
from api.security.staff import Editor, Reader
from api.security.text import Identifier
from policies.content.documents.looking import look_first
from policies.content.documents.reading import Reading
from policies.content.documents.readings import Readings
from policies.content.documents.saving import leads, save
from policies.errors import InputError

router = APIRouter(prefix="/api/v1/admin", tags=["admin"], dependencies=[DESCRIBED_QUERY])


@router.get("/readings", responses=READING)
def list_readings(bridge: BridgeDep, key: Reader) -> list[WaitingOut]:
    """List the documents that were begun and not saved, changed last first."""
    return [WaitingOut.model_validate(each) for each in Readings(bridge.library.store).waiting()]


@router.post("/readings", responses=WRITING)
def look_at_files(
    bridge: BridgeDep,
    key: Editor,
    files: Annotated[list[UploadFile], File(min_length=1, max_length=MOST_FILES)],
) -> list[FiledOut]:
    """Read files without saving them: each becomes a reading that can be corrected and saved."""
    with kept_for_a_while(files) as paths:
        return [FiledOut.of(each) for each in look_first(bridge.library.store, paths, key.name)]


@router.post("/documents/{policy_id}/reading", responses=WRITING)
def correct_document(policy_id: Identifier, bridge: BridgeDep, key: Editor) -> ReadingOut:
    """Begin to correct a document of the library, or go on where somebody began."""
    return ReadingOut.of(Readings(bridge.library.store).correct(policy_id, key.name))


@router.get("/readings/{reading_id}", responses=READING)
def read_reading(reading_id: Identifier, bridge: BridgeDep, key: Reader) -> ReadingOut:
    """Return a reading with header, clauses and the printed text."""
    return ReadingOut.of(Readings(bridge.library.store).get(reading_id))


@router.put("/readings/{reading_id}", responses=WRITING)
def change_reading(reading_id: Identifier, work: WorkIn, bridge: BridgeDep, key: Editor) -> ReadingOut:
    """Keep the work on a reading; the library stays as it is."""
    table = Readings(bridge.library.store)
    reading = at_edition(table, reading_id, work.edition)
    nodes = tuple(each.to_node() for each in work.nodes)
    return ReadingOut.of(table.change(reading, key.name, header=work.header.to_header(), nodes=nodes))


@router.get("/readings/{reading_id}/leads", responses=READING)
def tell_leads(reading_id: Identifier, bridge: BridgeDep, key: Editor) -> LeadsOut:
    """Tell what saving would lead to: fields, cited clauses that move or vanish, what answers no more."""
    store = bridge.library.store
    return LeadsOut.of(leads(store, Readings(store).get(reading_id), bridge.today()))


@router.post("/readings/{reading_id}/save", responses=WRITING)
def save_reading(reading_id: Identifier, decision: SaveIn, bridge: BridgeDep, key: Editor) -> DocumentOut:
    """Save a reading as the document; citations follow their clauses in the same transaction."""
    store = bridge.library.store
    reading = at_edition(Readings(store), reading_id, decision.edition)
    policy = save(store, reading, key.name, decision.reason, decision.choices)
    return DocumentOut.of(policy, bridge.today(), explained=bool(store.interpretations_of(policy.id)))


@router.delete("/readings/{reading_id}", status_code=204, responses=WRITING)
def give_reading_up(reading_id: Identifier, bridge: BridgeDep, key: Editor) -> None:
    """Give the work on a reading up; the library stays as it is."""
    Readings(bridge.library.store).give_up(reading_id, key.name)


def at_edition(table: Readings, reading_id: str, edition: int) -> Reading:
    """Return a reading as somebody has seen it.

    Raises:
        ReadingNotFound: there is none.
        InputError: it is another edition by now.
    """
    reading = table.get(reading_id)
    if reading.edition != edition:
        raise InputError(reading.name, "reading_changed", name=reading.changed_by)
    return reading
