from __future__ import annotations

from pathlib import Path

import yaml

from policies.content.model import Facet, PairState, QaPair
from policies.content.store import Store
from policies.content.training_questions import export_questions
from tests.databases import laid_out

PAIRS = (
    QaPair("居住证要带什么材料？", "身份证。", similar=("办居住证带啥",), state=PairState.PUBLISHED),
    QaPair("公园几点开门？", "六点。", facet=Facet.DEADLINE, state=PairState.PUBLISHED),
    QaPair("还没发布的问题？", "草稿。"),
)


def test_every_published_question_is_exported_with_its_facet_in_a_steady_order(tmp_path: Path) -> None:
    files = []
    for number, pairs in enumerate((PAIRS, PAIRS[::-1])):
        store = Store.open(laid_out(tmp_path / f"{number}.db"))
        for pair in pairs:
            store.save_pair(pair)
        files.append(tmp_path / f"{number}.yml")
        assert export_questions(store, files[-1]) == 3
    assert files[0].read_bytes() == files[1].read_bytes()
    rows = yaml.safe_load(files[0].read_text(encoding="utf-8"))
    facets = {row["question"]: row["facet"] for row in rows}
    assert facets == {
        "居住证要带什么材料？": "materials",
        "办居住证带啥": "materials",
        "公园几点开门？": "deadline",
    }
