"""The pages of who works here and how the service is set up."""

from __future__ import annotations

from api.admin.pages.departments import build_departments
from api.admin.pages.hours import build_hours
from api.admin.pages.keys import build_keys
from api.admin.pages.people import build_people
from api.admin.pages.person import build_person
from api.admin.pages.screen import ADMINS, ANYBODY, AUDITORS, EDITORS, READERS, Screen
from api.admin.pages.service.banners import build_banners
from api.admin.pages.service.masks import build_masks
from api.admin.pages.service.retention import build_retention
from api.admin.pages.service.settings import build_settings
from api.admin.pages.service.switches import build_switches
from api.admin.pages.service.wording import build_wording
from api.admin.pages.sites import build_sites
from api.admin.pages.webhooks import build_webhooks

SYSTEM: tuple[Screen, ...] = (
    Screen(
        "departments",
        "/departments",
        READERS,
        build_departments,
        group="system",
        does={
            "department_save": EDITORS,
            "department_rename": ADMINS,
            "department_merge": ADMINS,
            "departments_told": EDITORS,
        },
    ),
    Screen(
        "people",
        "/people",
        AUDITORS,
        build_people,
        group="system",
        does={"person_create": ADMINS, "secret_hide": ANYBODY},
    ),
    Screen(
        "person",
        "/people/{login}",
        AUDITORS,
        build_person,
        parent="people",
        does={
            **dict.fromkeys(
                (
                    "person_entitle",
                    "person_reset",
                    "person_unlock",
                    "person_disable",
                    "person_enable",
                    "person_sign_out",
                ),
                ADMINS,
            ),
            "secret_hide": ANYBODY,
        },
    ),
    Screen(
        "keys",
        "/keys",
        AUDITORS,
        build_keys,
        group="system",
        does={"key_make": ADMINS, "key_rotate": ADMINS, "key_revoke": ADMINS, "secret_hide": ANYBODY},
    ),
    Screen(
        "webhooks",
        "/webhooks",
        AUDITORS,
        build_webhooks,
        group="system",
        does={
            **dict.fromkeys(
                (
                    "webhook_add",
                    "webhook_secret",
                    "webhook_test",
                    "webhook_enable",
                    "webhook_disable",
                    "webhook_delete",
                    "webhook_replay",
                ),
                ADMINS,
            ),
            "secret_hide": ANYBODY,
        },
    ),
    Screen(
        "sites",
        "/sites",
        AUDITORS,
        build_sites,
        group="system",
        does={"site_look": ANYBODY, "site_try": ANYBODY, "site_save": ADMINS, "site_delete": ADMINS},
    ),
    Screen(
        "hours",
        "/hours",
        AUDITORS,
        build_hours,
        group="system",
        does=dict.fromkeys(
            ("desk_save", "desk_delete", "day_save", "day_delete", "days_try", "days_write"), ADMINS
        ),
    ),
    Screen(
        "switches",
        "/switches",
        AUDITORS,
        build_switches,
        group="system",
        does={"switch_off": ADMINS, "switch_on": ADMINS},
    ),
    Screen(
        "banners",
        "/banners",
        AUDITORS,
        build_banners,
        group="system",
        does={"banner_look": ADMINS, "banner_save": ADMINS, "banner_remove": ADMINS},
    ),
    Screen(
        "wording",
        "/wording",
        AUDITORS,
        build_wording,
        group="system",
        does={"sentence_look": ANYBODY, "sentence_save": ADMINS, "sentence_restore": ADMINS},
    ),
    Screen(
        "retention",
        "/retention",
        AUDITORS,
        build_retention,
        group="system",
        does={"retention_count": ANYBODY, "retention_save": ADMINS, "retention_restore": ADMINS},
    ),
    Screen(
        "masks",
        "/masks",
        AUDITORS,
        build_masks,
        group="system",
        does={"mask_try": ADMINS, "mask_add": ADMINS, "mask_remove": ADMINS},
    ),
    Screen("settings", "/settings", AUDITORS, build_settings, group="system"),
)
