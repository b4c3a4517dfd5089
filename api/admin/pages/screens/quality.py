"""The pages on which answering is tried, measured and taught: hit test, dictionary, the assistant."""

from __future__ import annotations

from api.admin.pages.answer import build_answer
from api.admin.pages.bot import build_bot
from api.admin.pages.bot_compare import build_bot_compare
from api.admin.pages.bot_data import build_bot_data
from api.admin.pages.cases import build_cases
from api.admin.pages.concept import build_concept
from api.admin.pages.dictionary import build_dictionary
from api.admin.pages.held import build_held
from api.admin.pages.screen import (
    ADMINS,
    ANYBODY,
    AUDITORS,
    EDITORS,
    READERS,
    REVIEWERS,
    WITH_LIAISONS,
    Screen,
)
from api.admin.pages.tests import build_tests
from api.admin.pages.trying import build_try

QUALITY: tuple[Screen, ...] = (
    Screen("try", "/try", READERS, build_try, group="quality", does={"try_expected": EDITORS}),
    Screen("answer", "/answers/{message_id}", WITH_LIAISONS, build_answer),
    Screen(
        "dictionary",
        "/dictionary",
        READERS,
        build_dictionary,
        group="quality",
        does={
            **dict.fromkeys(("terms_look", "terms_turn", "term_try"), ANYBODY),
            "terms_told": EDITORS,
        },
    ),
    Screen(
        "concept",
        "/dictionary/{term_id}",
        READERS,
        build_concept,
        parent="dictionary",
        does={
            **dict.fromkeys(("term_look", "term_try", "term_effect"), ANYBODY),
            **dict.fromkeys(("term_save", "term_retire", "term_restore"), EDITORS),
        },
    ),
    Screen(
        "bot",
        "/bot",
        AUDITORS,
        build_bot,
        group="quality",
        does=dict.fromkeys(("bot_train", "bot_cancel", "bot_activate", "bot_roll_back"), ADMINS),
    ),
    Screen(
        "bot_compare",
        "/bot/compare",
        AUDITORS,
        build_bot_compare,
        parent="bot",
        does={"bot_compare": ADMINS},
    ),
    Screen("bot_data", "/bot/data", AUDITORS, build_bot_data, parent="bot", does={"bot_check": ADMINS}),
    Screen(
        "tests",
        "/tests",
        READERS,
        build_tests,
        group="quality",
        does=dict.fromkeys(("tests_start", "tests_cancel"), EDITORS | REVIEWERS),
    ),
    Screen(
        "cases",
        "/tests/set",
        READERS,
        build_cases,
        parent="tests",
        does=dict.fromkeys(("case_add", "case_collect", "case_remove", "cases_imported"), EDITORS),
    ),
    Screen(
        "held",
        "/held",
        READERS,
        build_held,
        group="quality",
        does=dict.fromkeys(("held_release", "held_withdraw"), REVIEWERS),
    ),
)
