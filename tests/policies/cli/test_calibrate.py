"""`yihaoda calibrate` over a small library of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from policies.__main__ import build_app
from policies.content.confirming import Confirming
from policies.content.model import PairState, QaPair
from policies.content.store import Store
from tests.databases import laid_out

MATTERS = (
    "社保卡", "居住证", "营业执照", "食品经营许可", "出生证明", "结婚登记", "不动产登记", "公租房", "廉租补贴", "高龄津贴", "低保", "残疾人证",
    "就业创业证", "失业金", "生育津贴", "工伤认定", "退休审批", "户口迁移", "护照", "驾驶证", "行驶证", "公积金贷款", "医保异地备案",
    "慢性病门诊", "学区登记", "教师资格", "律师执业", "护士注册", "药店开办", "取水许可", "排污许可", "占道施工",
)  # fmt: skip


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build_app(), list(arguments), catch_exceptions=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a library: two pairs for each matter, each with a similar question."""
    store = Store.open(laid_out(tmp_path / "library.db"))
    with store.writing() as write:
        for number, matter in enumerate(MATTERS):
            for kind, asked, said in (
                ("how", "怎么办理", "去哪里能办好"),
                ("fee", "要交多少钱", "收不收费"),
            ):
                pair = QaPair(
                    f"{matter}{asked}",
                    f"到{matter}窗口询问。",
                    id=f"{kind}-{number}",
                    similar=(f"{matter}{said}",),
                    state=PairState.PUBLISHED,
                )
                write.pair(pair)
    store.close()
    return tmp_path


def sheet(folder: Path, shift: int = 0) -> Path:
    """Every similar question with its pair, or one told otherwise with that of another matter."""
    path = folder / "问题.jsonl"
    rows = [
        {"question": f"{matter}{said}", "expected": f"{kind}-{(number + shift) % len(MATTERS)}"}
        for number, matter in enumerate(MATTERS)
        for kind, said in (
            (("how", "上哪儿办"), ("fee", "花多少钱"))
            if shift
            else (("how", "去哪里能办好"), ("fee", "收不收费"))
        )
    ]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def written(folder: Path) -> Path:
    return folder / "library.calibration.json"


def outcome(folder: Path, question: str) -> str:
    result = run("ask", question, "--json", "--database", str(folder / "library.db"))
    return str(json.loads(result.stdout[result.stdout.index("{") :])["outcome"])


def flat(result: Result) -> str:
    """What was printed, without the console's line breaks."""
    return result.output.replace("\n", "")


def test_questions_that_show_the_judge_wrong_are_written_and_the_desk_follows(folder: Path) -> None:
    database = str(folder / "library.db")
    assert outcome(folder, "社保卡收不收费用") == "answered"
    result = run("calibrate", str(sheet(folder, shift=5)), "--database", database)
    assert result.exit_code == 0, result.output
    assert "64" in result.output
    found = json.loads(written(folder).read_text(encoding="utf-8"))
    assert found["questions"] == 64
    assert list(found["judges"]) == ["varied"]
    assert outcome(folder, "社保卡收不收费用") != "answered"


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    result = run(
        "calibrate", str(sheet(folder, shift=5)), "--dry-run", "--database", str(folder / "library.db")
    )
    assert "试运行" in result.output
    assert not written(folder).exists()


def test_too_few_questions_are_refused_with_their_number(folder: Path) -> None:
    path = folder / "少.jsonl"
    path.write_text('{"question": "社保卡收不收费", "expected": "fee-0"}', encoding="utf-8")
    result = run("calibrate", str(path), "--database", str(folder / "library.db"))
    assert result.exit_code == 2
    assert "问答 1 题" in flat(result)
    assert "60 题" in flat(result)


def test_a_bad_row_is_named(folder: Path) -> None:
    path = sheet(folder)
    with path.open("a", encoding="utf-8") as stream:
        stream.write('\n{"question": "社保卡收不收费", "expected": "不在库里的问答"}')
    result = run("calibrate", str(path), "--database", str(folder / "library.db"))
    assert result.exit_code == 2
    assert "第 65 行" in flat(result)
    path.write_text('{"question": "社保卡收不收费"}', encoding="utf-8")
    result = run("calibrate", str(path), "--database", str(folder / "library.db"))
    assert "第 1 行不是评测问题" in flat(result)


def test_what_people_confirmed_in_the_store_counts_too(folder: Path) -> None:
    store = Store.open(f"sqlite:///{folder / 'library.db'}")
    confirming = Confirming(store.engine)
    for number, matter in enumerate(MATTERS):
        other = (number + 5) % len(MATTERS)
        confirming.confirm(f"how-{other}", f"{matter}上哪办去", "button", "c-1")
        confirming.confirm(f"fee-{other}", f"{matter}花多少钱", "operator", "a-1")
    store.close()
    result = run("calibrate", "--database", str(folder / "library.db"))
    assert result.exit_code == 0, result.output
    assert "本站确认过的 64 题" in result.output
    assert written(folder).exists()


def test_the_question_itself_is_hidden_while_it_is_asked(folder: Path) -> None:
    """Asked word for word a question would be found for certain and teach nothing: none of them would be usable."""
    result = run("calibrate", str(sheet(folder)), "--dry-run", "--database", str(folder / "library.db"))
    assert "可用 64 题" in result.output
