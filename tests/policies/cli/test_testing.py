"""`yihaoda test-all`."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from policies.content.model import PairState, QaPair
from policies.content.store import Store
from tests.databases import laid_out
from tests.policies.cli.test_commands import run


def test_the_set_is_asked_and_what_got_worse_ends_with_a_sign(tmp_path: Path) -> None:
    url = laid_out(tmp_path / "library.db")
    store = Store.open(url)
    pair = store.save_pair(
        QaPair("社区菜园几点开门", "早上八点。", region="示范市", state=PairState.PUBLISHED)
    )
    questions = tmp_path / "题.csv"
    questions.write_text(f"问题,标准问题\n社区菜园几点开门,{pair.id}\n", encoding="utf-8")
    first = run("test-all", "--add", str(questions), "--database", url)
    assert first.exit_code == 0, first.output
    assert "新增 1 个问题" in first.output
    store.save_pair(replace(pair, question="路灯坏了找谁"))
    told = tmp_path / "结果.json"
    second = run("test-all", "--json", str(told), "--xlsx", str(tmp_path / "结果.xlsx"), "--database", url)
    assert second.exit_code == 1, second.output
    assert "社区菜园几点开门" in second.output
    assert json.loads(told.read_text(encoding="utf-8"))["moved"][0]["before"] == "right"
    assert (tmp_path / "结果.xlsx").exists()
    third = run("test-all", "--database", url)
    assert (third.exit_code, "没有变好或变差" in third.output) == (0, True)
    store.close()


def test_without_a_set_it_says_what_to_do(tmp_path: Path) -> None:
    told = run("test-all", "--database", laid_out(tmp_path / "library.db"))
    assert (told.exit_code, "请先添加" in told.output) == (2, True)
