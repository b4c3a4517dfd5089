from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from policies.content.checks.directory import Directory
from policies.content.model import Department, Facet, Policy, QaPair
from policies.content.store import Store
from policies.drafting.matter import heading_matter, title_matter
from policies.drafting.proposing import proposed
from policies.drafting.provisions import body, provisions
from policies.ingest.clauses import split_clauses
from tests.databases import with_demo
from tests.policies.drafting.samples import relief

OFFICE = Department("示范市民政局", ("市民政局",), None, "0000-88801005")


def drafts(policy: Policy) -> list[QaPair]:
    return proposed(policy, Directory([OFFICE]), lambda _: ["临时救助"])


def by_facet(policy: Policy) -> dict[Facet | None, QaPair]:
    return {pair.facet: pair for pair in reversed(drafts(policy))}


@pytest.mark.parametrize(
    ("facet", "question", "clause", "summary"),
    [
        (Facet.WHO, "临时救助适用于哪些人", "第二条", "本办法适用于遭遇突发事件的本市家庭和个人。"),
        (
            Facet.CONDITIONS,
            "临时救助要符合什么条件",
            "第三条",
            "申请临时救助应当符合下列条件：具有本市户籍或者持有居住证；基本生活暂时出现严重困难。",
        ),
        (
            Facet.MATERIALS,
            "临时救助需要什么材料",
            "第四条",
            "申请临时救助应当提交身份证、户口簿和困难情况说明。",
        ),
        (Facet.AMOUNT, "临时救助标准是多少", "第五条", "临时救助标准为每户每次2000元。"),
        (
            Facet.DEADLINE,
            "临时救助的时间是怎么规定的",
            "第六条",
            "乡镇人民政府自受理之日起10个工作日内完成审核。",
        ),
        (Facet.PHONE, "临时救助的咨询电话是多少", "第七条", "咨询电话0000-88801005。"),
        (Facet.DEPARTMENT, "临时救助由哪个部门负责", "第二条", "市民政局牵头，市财政局配合。"),
    ],
)
def test_what_a_clause_states_is_asked_for_and_answered_in_its_words(
    facet: Facet, question: str, clause: str, summary: str
) -> None:
    pair = by_facet(relief())[facet]
    assert (pair.question, pair.citations[0].clause_path, pair.summary) == (question, clause, summary)
    assert pair.detail == {facet: summary}


def test_a_draft_names_the_department_of_the_directory_with_its_phone_and_the_region() -> None:
    pair = by_facet(relief())[Facet.WHO]
    assert (pair.department, pair.phone, pair.region) == ("示范市民政局", "0000-88801005", "示范市")
    assert pair.keywords == ("临时救助",)
    assert len(pair.similar) >= 3


def test_how_long_a_document_holds_is_asked_of_the_document() -> None:
    last = drafts(relief())[-1]
    assert last.question == "《示范市临时救助办法》从什么时候开始施行"
    assert last.summary == "本办法自2026年1月1日起施行，有效期5年。"


def test_aims_and_sanctions_become_no_drafts() -> None:
    said = "".join(pair.summary for pair in drafts(relief()))
    assert "为保障困难群众" not in said
    assert "骗取" not in said


@pytest.mark.parametrize(
    ("title", "matter"),
    [
        ("示范市临时救助办法", "临时救助"),
        ("示范市民政局关于进一步做好社会救助工作的通知", "社会救助"),
        ("示范市长期护理保险实施办法（试行）", "长期护理保险"),
        ("示范市自然资源和规划局关于不动产登记便民服务的通知", "不动产登记"),
    ],
)
def test_the_matter_of_a_title_is_what_stands_between_the_city_and_the_kind(title: str, matter: str) -> None:
    assert title_matter(Policy(title, (), region="示范市")) == matter


@pytest.mark.parametrize(
    ("heading", "matter"),
    [
        ("最低生活保障", "最低生活保障"),
        ("保障标准", ""),
        ("附则", ""),
        ("规范生育津贴", "生育津贴"),
        ("服务渠道", ""),
    ],
)
def test_a_heading_that_names_only_what_is_asked_names_no_matter(heading: str, matter: str) -> None:
    assert heading_matter(heading) == matter


def test_a_table_is_put_into_the_sentence_that_opens_it() -> None:
    text = "第一条 补助按照下列标准发放：\n| 等级 | 标准 |\n|---|---|\n| 一级 | 每月200元 |\n| 二级 | 每月160元 |"
    (provision,) = provisions(Policy("示范市护理补贴办法", tuple(split_clauses(text))))
    assert provision.sentences == ("补助按照下列标准发放：一级，每月200元；二级，每月160元。",)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store.open(with_demo(tmp_path_factory.mktemp("drafting") / "library.db"))


def test_every_demonstration_document_gives_at_least_five_drafts(library: Store) -> None:
    directory = Directory(library.departments())
    few = {
        policy.title: count
        for policy in library.policies()
        if "内部" not in policy.title and (count := len(proposed(policy, directory, lambda _: []))) < 5
    }
    assert few == {}


def test_every_sentence_of_every_draft_stands_in_the_cited_clause(library: Store) -> None:
    directory = Directory(library.departments())
    for policy in library.policies():
        for pair in proposed(policy, directory, lambda _: []):
            cited = next(each for each in policy.clauses if each.path == pair.citations[0].clause_path)
            at = policy.clauses.index(cited)
            below = [each for each in policy.clauses[at + 1 :] if each.path.startswith(cited.path)]
            printed = _bare("".join([cited.text, *(body(each) for each in below)]))
            for piece in re.split(r"[。；：，]|……", next(iter(pair.detail.values()))):
                assert _bare(piece) in printed, (policy.title, cited.path, piece)


def test_every_question_is_short_and_asked_once(library: Store) -> None:
    directory = Directory(library.departments())
    for policy in library.policies():
        questions = [pair.question for pair in proposed(policy, directory, lambda _: [])]
        assert len(questions) == len(set(questions))
        assert [
            each for each in questions if len(each) > 60 or re.search(r"的的|标准的标准|下列", each)
        ] == []


def test_most_real_documents_give_drafts(shared_data: Path) -> None:
    lines = (shared_data / "gz_policy_docs.jsonl").read_text(encoding="utf-8").splitlines()
    counts = []
    for row in map(json.loads, lines):
        policy = Policy(row["title"], tuple(split_clauses(row["text"])), id="p-1")
        counts.append(len(proposed(policy, Directory(()), lambda _: [])))
    assert len(counts) == 37
    assert sum(count >= 3 for count in counts) / len(counts) >= 0.8


def _bare(text: str) -> str:
    return re.sub(r"[\s|]+", "", text)
