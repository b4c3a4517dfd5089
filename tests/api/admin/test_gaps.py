from __future__ import annotations

from policies.library import Library
from tests.api.admin.conftest import As
from tests.api.content import PAIR
from tests.policies.gaps.samples import asked

GAPS = "/api/v1/admin/gaps"
ASKED = "老花镜能不能退钱给我"


def test_a_gap_is_listed_read_and_given_to_a_pair(as_: As, own_library: Library) -> None:
    asked(own_library.store.engine, ASKED, days_ago=-0.5)
    editor = as_("编辑甲")
    assert editor.post(f"{GAPS}/find").json()["questions"] == 1
    (gap,) = editor.get(GAPS).json()
    assert (gap["text"], gap["whys"]) == (ASKED, {"unanswered": 1})
    whole = as_("审计丙").get(f"{GAPS}/{gap['id']}").json()
    assert (whole["examples"][0]["text"], whole["nearest"][0]["id"]) == (ASKED, PAIR)
    given = {"pair_id": PAIR, "text": ASKED}
    for reader in ("审计丙", "热线戊"):
        assert as_(reader).post(f"{GAPS}/{gap['id']}/similar", json=given).status_code == 403
    told = as_("编辑甲").post(f"{GAPS}/{gap['id']}/similar", json=given)
    assert (told.status_code, ASKED in told.json()["pair"]["similar"]) == (200, True)
    assert as_("编辑甲").get(GAPS).json() == []
    (done,) = as_("编辑甲").get(GAPS, params={"waiting": False}).json()
    assert (done["deed"], done["acted_by"]) == ("similar", "编辑甲")


def test_a_gap_is_drafted_or_ignored(as_: As, own_library: Library) -> None:
    asked(own_library.store.engine, "无人机在公园里飞要报备吗", days_ago=-0.5)
    editor = as_("编辑甲")
    editor.post(f"{GAPS}/find")
    (gap,) = editor.get(GAPS).json()
    draft = editor.post(f"{GAPS}/{gap['id']}/draft")
    assert (draft.status_code, draft.json()["pair"]["summary"]) == (201, "")
    assert editor.post(f"{GAPS}/{gap['id']}/ignore", json={"note": "不归本市"}).status_code == 204
    assert editor.get(f"{GAPS}/g-none").status_code == 404
