"""The pages on which the library is kept: questions and answers, what is checked, expires, comes in and goes out."""

from __future__ import annotations

from api.admin.pages.comparison import build_comparison
from api.admin.pages.corrections import build_corrections
from api.admin.pages.document import build_document
from api.admin.pages.documents import build_documents
from api.admin.pages.doubts import build_doubt, build_doubts
from api.admin.pages.drafts import build_drafts
from api.admin.pages.exchange import build_exchange
from api.admin.pages.expiring import build_expiring
from api.admin.pages.interpretation import build_interpretation
from api.admin.pages.interpretations import build_interpretations
from api.admin.pages.pair import build_pair
from api.admin.pages.pairs import build_pairs
from api.admin.pages.reading import build_reading
from api.admin.pages.review import build_review
from api.admin.pages.screen import ANYBODY, EDITORS, READERS, REVIEWERS, WITH_LIAISONS, Screen
from api.admin.pages.sync import build_sync

CONTENT = (
    Screen(
        "pairs",
        "/pairs",
        WITH_LIAISONS,
        build_pairs,
        group="content",
        does={
            "pairs_look": ANYBODY,
            "pairs_turn": ANYBODY,
            "view_save": ANYBODY,
            "view_delete": ANYBODY,
            "pairs_submit": EDITORS,
            "pairs_publish": REVIEWERS,
            "pairs_archive": REVIEWERS,
        },
    ),
    Screen(
        "pair",
        "/pairs/{pair_id}",
        WITH_LIAISONS,
        build_pair,
        parent="pairs",
        does={
            "pair_check": READERS,
            "clause_find": READERS,
            "pair_save": EDITORS,
            "pair_submit": EDITORS,
            "pair_discard": EDITORS,
            "pair_restore": EDITORS,
            "pair_publish": REVIEWERS,
            "pair_call_off": REVIEWERS,
            "pair_send_back": REVIEWERS,
            "pair_archive": REVIEWERS,
        },
    ),
    Screen(
        "review",
        "/review",
        WITH_LIAISONS,
        build_review,
        group="content",
        does=dict.fromkeys(("review_publish", "review_call_off", "review_send_back"), REVIEWERS),
    ),
    Screen("expiring", "/expiring", READERS, build_expiring, group="content"),
    Screen(
        "corrections",
        "/corrections",
        READERS,
        build_corrections,
        group="content",
        does=dict.fromkeys(("correction_claim", "correction_release", "correction_done"), EDITORS),
    ),
    Screen(
        "documents",
        "/documents",
        WITH_LIAISONS,
        build_documents,
        group="content",
        does={"documents_look": ANYBODY, "documents_filed": EDITORS},
    ),
    Screen(
        "document",
        "/documents/{policy_id}",
        WITH_LIAISONS,
        build_document,
        parent="documents",
        does=dict.fromkeys(("status_try", "status_decide", "status_take_back", "document_correct"), EDITORS),
    ),
    Screen(
        "reading",
        "/readings/{reading_id}",
        READERS,
        build_reading,
        parent="documents",
        does={
            "node_open": ANYBODY,
            "reading_check": READERS,
            **dict.fromkeys(
                (
                    *("reading_header", "reading_save", "reading_give_up", "node_save", "node_split"),
                    *("node_join", "node_deeper", "node_higher", "node_remove", "node_undo"),
                ),
                EDITORS,
            ),
        },
    ),
    Screen(
        "drafts",
        "/documents/{policy_id}/drafts",
        READERS,
        build_drafts,
        parent="documents",
        does={"drafts_accept": EDITORS},
    ),
    Screen(
        "comparison", "/documents/{policy_id}/comparison", WITH_LIAISONS, build_comparison, parent="documents"
    ),
    Screen("sync", "/sync", WITH_LIAISONS, build_sync, group="content"),
    Screen("doubts", "/doubts", WITH_LIAISONS, build_doubts, group="content"),
    Screen(
        "doubt",
        "/doubts/{policy_id}",
        WITH_LIAISONS,
        build_doubt,
        parent="doubts",
        does=dict.fromkeys(("outline_begin", "outline_file"), EDITORS),
    ),
    Screen(
        "interpretations",
        "/interpretations",
        WITH_LIAISONS,
        build_interpretations,
        group="content",
        does={"interpretations_filed": EDITORS},
    ),
    Screen(
        "interpretation",
        "/interpretations/{interpretation_id}",
        WITH_LIAISONS,
        build_interpretation,
        parent="interpretations",
        does={"interpretation_correct": EDITORS},
    ),
    Screen("exchange", "/exchange", READERS, build_exchange, group="content", does={"import_told": EDITORS}),
)
