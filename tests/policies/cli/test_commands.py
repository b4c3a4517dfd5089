from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from policies.__main__ import build_app
from policies.content.store import Store


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A library with the demonstration data, loaded by the command itself."""
    url = f"sqlite:///{tmp_path_factory.mktemp('cli') / 'library.db'}"
    result = run("load", "--database", url)
    assert result.exit_code == 0, result.output
    return url


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build_app(), list(arguments), catch_exceptions=False)


def test_ask_prints_the_card_as_json(database: str) -> None:
    result = run("ask", "职工医保住院报销比例是多少", "--json", "--database", database)
    card = json.loads(result.stdout)
    assert (result.exit_code, card["outcome"]) == (0, "answered")
    assert card["citations"][0]["doc_number"]
    assert card["is_demo"] is True


def test_ask_shows_the_card_to_people(database: str) -> None:
    shown = run("ask", "职工医保住院报销比例是多少", "--trace", "--database", database).stdout
    assert "依据" in shown
    assert "MatchQa" in shown


def test_an_empty_question_is_refused_in_words(database: str) -> None:
    result = run("ask", "  ", "--database", database)
    assert result.exit_code == 2
    assert "请写下要问的问题" in result.output


@pytest.mark.parametrize("question", ["问" * 10_000, "<b></b>", "\x00\x07"])
def test_a_question_that_is_none_or_endless_is_refused_in_words(database: str, question: str) -> None:
    result = run("ask", question, "--database", database)
    assert result.exit_code == 2
    assert "请" in result.output


def test_loading_again_changes_nothing(database: str) -> None:
    before = Store.open(database).revision()
    assert run("load", "--database", database).exit_code == 0
    assert Store.open(database).revision() == before


def test_the_demonstration_library_is_consistent(database: str) -> None:
    result = run("check", "--database", database)
    assert result.exit_code == 0, result.output


def test_check_lists_what_expires(database: str) -> None:
    result = run("check", "--expiring", "36500", "--database", database)
    assert result.exit_code == 0
    assert "天内到期的共" in result.output
    assert "届时失效" in result.output


def test_ingest_reports_each_file_and_takes_the_good_ones(database: str, tmp_path: Path) -> None:
    good = tmp_path / "通知.txt"
    good.write_text(
        "关于做好冬季取暖工作的通知\n各有关单位：\n一、总体要求\n（一）按时供暖。11月15日起供暖（市住房城乡建设局牵头）。\n"
        "示范市人民政府办公室\n2026年10月8日\n",
        encoding="utf-8",
    )
    bad = tmp_path / "图片.txt"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    result = run("ingest", str(bad), str(good), "--database", database)
    assert result.exit_code == 2
    assert "图片.txt" in result.output
    store = Store.open(database)
    (filed,) = [policy for policy in store.policies() if policy.source_name == "通知.txt"]
    assert any(clause.path == "一(一)" for clause in filed.clauses)
    again = run("ingest", str(good), "--database", database)
    assert again.exit_code == 0
    assert "未作改动" in again.output


def test_import_dry_run_then_import_then_ask(database: str, tmp_path: Path) -> None:
    path = tmp_path / "问答.jsonl"
    row = {"id": "cli-1", "question": "示范市气象台电话天气预报怎么听？", "answer": "拨打气象热线收听。"}
    path.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    assert "试运行" in run("import", str(path), "--publish", "--dry-run", "--database", database).output
    assert "新增 1" in run("import", str(path), "--publish", "--database", database).output
    card = json.loads(run("ask", row["question"], "--json", "--database", database).stdout)
    assert "气象热线" in card["summary"]


def test_a_bad_row_is_named_and_the_exit_status_tells(database: str, tmp_path: Path) -> None:
    path = tmp_path / "坏.jsonl"
    path.write_text('{"answer": "没有问题"}\n', encoding="utf-8")
    result = run("import", str(path), "--database", database)
    assert result.exit_code == 2
    assert "坏.jsonl" in result.output
    assert "第 1 行没有问题" in result.output


def test_eval_prints_a_table_and_writes_fractions(database: str, tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    rows = [
        {"qid": "1", "query": "职工医保住院报销比例是多少", "positive_ids": ["yibao-001"], "style": "plain"},
        {"qid": "2", "query": "火星上的房子怎么买", "positive_ids": [], "expect": "refuse", "style": "far"},
    ]
    questions.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    out = tmp_path / "out.json"
    result = run("eval", str(questions), "--json", str(out), "--database", database)
    assert result.exit_code == 0
    figures = json.loads(out.read_text(encoding="utf-8"))
    assert 0 <= figures["accuracy_at_1"] <= figures["accuracy_at_3"] <= 1
    assert set(figures["by_style"]) == {"plain", "far"}
    assert figures["refusal_recall"] == 1.0


def test_eval_reads_an_operators_table_and_shows_the_worst_errors(database: str, tmp_path: Path) -> None:
    title = next(pair.question for pair in Store.open(database).pairs() if pair.external_id == "yibao-001")
    questions = tmp_path / "问题.csv"
    questions.write_text(f"问题,标准问题\n{title},{title}\n公积金怎么取,{title}\n", encoding="utf-8")
    shown = run("eval", str(questions), "--errors", "20", "--database", database).stdout
    assert "把握估得分毫不差" in shown
    assert "最严重的错误" in shown
    assert "公积金怎么取" in shown


def test_eval_names_a_row_that_expects_a_pair_which_is_not_there(database: str, tmp_path: Path) -> None:
    questions = tmp_path / "问题.csv"
    questions.write_text("问题,标准问题\n怎么去火星,火星移民怎么办\n", encoding="utf-8")
    result = run("eval", str(questions), "--database", database)
    assert result.exit_code == 2
    assert "第 2 行的标准问题“火星移民怎么办”" in result.output.replace("\n", "").replace("第 2行", "第 2 行")


@pytest.mark.parametrize("command", ["ask", "load", "ingest", "import", "eval", "check"])
def test_every_command_helps_with_an_example(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "例：" in result.output


def test_a_database_that_cannot_be_opened_is_a_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.db"
    path.write_bytes(b"not a database" * 100)
    result = run("check", "--database", f"sqlite:///{path}")
    assert result.exit_code == 3
    assert "数据库无法使用" in result.output


def test_terms_are_tried_taken_in_and_given_out(database: str, tmp_path: Path) -> None:
    sheet, out = tmp_path / "词条.csv", tmp_path / "导出.xlsx"
    sheet.write_text(
        "词条,类型,领域,说法\n云川惠民一码通,材料证件,政务服务,惠民码子；云川小码\n", encoding="utf-8"
    )
    tried = run("terms", "try", "惠民码子怎么开通", "--with", str(sheet), "--database", database).stdout
    assert tried.count("云川惠民一码通") == 1
    assert "未写入" in run("terms", "import", str(sheet), "--dry-run", "--database", database).stdout
    assert run("terms", "import", str(sheet), "--database", database).exit_code == 0
    assert "云川惠民一码通" in run("terms", "try", "惠民码子怎么开通", "--database", database).stdout
    assert "已导出 1 条" in run("terms", "export", str(out), "--database", database).stdout


def test_a_bad_term_sheet_is_refused_row_by_row_and_nothing_is_written(database: str, tmp_path: Path) -> None:
    sheet = tmp_path / "坏.csv"
    sheet.write_text(
        "词条,类型,领域,说法\n云川新码,材料证件,户籍,新码\n护照,乱写,户籍,出国本\n", encoding="utf-8"
    )
    result = run("terms", "import", str(sheet), "--database", database)
    assert result.exit_code == 2
    assert "乱写" in result.output
    assert (
        "云川新码"
        not in run("terms", "try", "云川新码", "--database", database).stdout.split("现在")[1].split("┃")[-1]
    )


def test_draft_shows_what_a_document_gives_and_writes_nothing_in_a_dry_run(database: str) -> None:
    before = Store.open(database).revision()
    result = run("draft", "示民规〔2025〕4号", "--dry-run", "--database", database)
    assert result.exit_code == 0
    assert "试运行，未写入" in result.output
    assert "《示范市民政局关于进一步做好社会救助工作的通知》从什么时候开始施行" in result.output
    assert Store.open(database).revision() == before


@pytest.mark.parametrize(
    ("name", "words"), [("示民规〔1999〕1号", "库里没有"), ("示医保规〔2021〕2号", "没有起草")]
)
def test_draft_refuses_what_no_pair_may_rest_on(database: str, name: str, words: str) -> None:
    result = run("draft", name, "--database", database)
    assert (result.exit_code, words in result.output) == (2, True)


def test_propose_shows_similar_questions_and_saves_the_accepted_ones_as_drafts(tmp_path: Path) -> None:
    pairs = tmp_path / "问答.jsonl"
    pairs.write_text(
        '{"question": "社会保障卡丢了怎么补办", "answer": "到银行网点补办。"}\n', encoding="utf-8"
    )
    database = f"sqlite:///{tmp_path / 'library.db'}"
    assert run("import", str(pairs), "--publish", "--database", database).exit_code == 0
    shown = run("propose", "--database", database)
    assert "社保卡丢了怎么补办" in shown.output
    assert "待他人审核" in run("propose", "--accept-all", "--actor", "编辑甲", "--database", database).output
    (pair,) = Store.open(database).pairs()
    assert pair.similar == ()
