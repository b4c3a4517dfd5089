"""A small library of an invented city, with a desk that answers from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from policies.answering.desk import Desk, build_desk
from policies.answering.inquiry import Answer, Inquiry, Question
from policies.content.model import (
    Clause,
    Department,
    Disclosure,
    Facet,
    Interpretation,
    InterpretationKind,
    PairCitation,
    PairState,
    Policy,
    QaPair,
    Region,
    Responsibility,
    Status,
)
from policies.content.store import Store
from policies.language.entities import EntityReader
from policies.language.pipeline import build_pipeline
from policies.language.plain_words import PlainWords
from policies.language.segment import Segmenter
from policies.language.synonyms import Lexicon
from policies.search.embedded import EmbeddedIndex
from policies.search.meaning.keeping import space_kept_in
from policies.search.speech import spoken
from policies.search.terms import Terms
from policies.settings import LibrarySettings
from tests.databases import laid_out

TODAY = date(2026, 11, 23)


@dataclass
class Counter:
    """A desk with its store and index."""

    store: Store
    index: EmbeddedIndex
    desk: Desk

    def inquire(self, text: str, **known: Any) -> Inquiry:
        self.index.follow(self.store)
        return self.desk.answer(Question(text, **{"asked_on": TODAY, **known}))

    def ask(self, text: str, **known: Any) -> Answer:
        answer = self.inquire(text, **known).answer
        assert answer is not None
        return answer


@pytest.fixture(scope="session")
def terms(root: Path) -> Terms:
    folder = root / "nlu_data" / "dictionary"
    space = space_kept_in(LibrarySettings().meaning_dirs)
    return Terms(Segmenter(folder), Lexicon.load(folder), "test", PlainWords.load(folder), spoken(), space)


@pytest.fixture(scope="session")
def reader(root: Path) -> EntityReader:
    return EntityReader(build_pipeline(root / "nlu_data" / "dictionary", root / "nlu_data" / "entities"))


NewCounter = Callable[[], Counter]


@pytest.fixture
def empty(tmp_path: Path, terms: Terms, reader: EntityReader) -> Counter:
    """A desk over an empty library."""
    store = Store.open(laid_out(tmp_path / "library.db"))
    index = EmbeddedIndex(tmp_path / "index", terms)
    return Counter(store, index, build_desk(index, store, reader))


@pytest.fixture
def counter(empty: Counter) -> Counter:
    """A desk over a small library; identifiers are speaking."""
    with empty.store.writing() as write:
        for region in REGIONS:
            write.region(region)
        write.department(
            Department("示范市医疗保障局", aliases=("市医保局",), phone="0000-88801001", region="示范市")
        )
        for policy in POLICIES:
            write.policy(policy)
        write.interpretation(INTERPRETATION)
        for pair in PAIRS:
            write.pair(pair)
    return empty


REGIONS = (
    Region("990000", "示范省", None, "province"),
    Region("990100", "示范市", "示范省", "city"),
    Region("990102", "示范市云川区", "示范市", "district"),
    Region("990104", "示范市临港区", "示范市", "district"),
)

ALLOWANCE = Policy(
    "示范市高龄津贴办法",
    (
        Clause("第一条", "第一条 年满80周岁的本市户籍老人，每人每月发放高龄津贴100元。", level=1),
        Clause(
            "第二条",
            "第二条 高龄津贴的资金筹集由有关部门共同做好(市财政局牵头)。高龄津贴的资格核查每半年进行一次(市民政局负责)。",
            level=1,
            responsibilities=(Responsibility("市财政局", "牵头"), Responsibility("市民政局", "负责")),
        ),
    ),
    id="p-new",
    doc_number="示民规〔2026〕1号",
    issuer="示范市民政局",
    region="示范市",
    effective_on=date(2026, 1, 1),
)
OLD_ALLOWANCE = Policy(
    "示范市高龄补贴暂行办法",
    (Clause("第一条", "第一条 年满85周岁的老人，每人每月发放高龄补贴30元，由街道代发存折。", level=1),),
    id="p-old",
    doc_number="示民规〔2019〕8号",
    region="示范市",
    status_override=Status.REPEALED,
    superseded_by="示民规〔2026〕1号",
)
SECRET = Policy(
    "窗口受理内部规程",
    (Clause("第一条", "第一条 窗口受理人员应当在当日17时前完成纸质卷宗的电子化归档。", level=1),),
    id="p-request",
    disclosure=Disclosure.ON_REQUEST,
    region="示范市",
)
POLICIES = (ALLOWANCE, OLD_ALLOWANCE, SECRET)
INTERPRETATION = Interpretation(
    "《示范市高龄津贴办法》解读",
    InterpretationKind.TEXT,
    (
        (
            "为什么提高高龄津贴",
            "为什么提高高龄津贴？因为近年生活成本上升，提高高龄津贴标准的目的是保障高龄老人的基本生活。",
        ),
    ),
    explains=("p-new",),
    id="i-new",
)


def published(qa_id: str, question: str, *similar: str, summary: str, **more: Any) -> QaPair:
    known = {"region": "示范市", "department": "示范市医疗保障局", "reviewed_on": date(2026, 9, 1)}
    return QaPair(
        question, summary, id=qa_id, similar=similar, state=PairState.PUBLISHED, **{**known, **more}
    )


PAIRS = (
    published(
        "q-residents",
        "居民医保怎么缴费",
        "城乡居民医保在哪里交钱",
        summary="每年9月至12月在电子税务局或社区缴费。",
        detail={
            Facet.PROCEDURE: "每年9月至12月在电子税务局或社区缴费。",
            Facet.MATERIALS: "身份证或社会保障卡。",
        },
        facet=Facet.PROCEDURE,
        category="医保/居民医保",
    ),
    published(
        "q-workers",
        "职工医保怎么缴费",
        "单位职工医保怎么交",
        summary="由用人单位按月申报缴纳。",
        detail={Facet.PROCEDURE: "由用人单位按月申报缴纳。"},
        facet=Facet.PROCEDURE,
        category="医保/职工医保",
    ),
    published(
        "q-residents-materials",
        "居民医保缴费要带什么材料",
        summary="带身份证或社会保障卡。",
        detail={Facet.MATERIALS: "身份证或社会保障卡。"},
        facet=Facet.MATERIALS,
        category="医保/居民医保",
    ),
    published(
        "q-old-allowance",
        "高龄补贴由谁代发存折",
        summary="由街道代发存折。",
        citations=(PairCitation("p-old", "第一条"),),
    ),
    published(
        "q-allowance",
        "高龄津贴每月多少钱",
        summary="每人每月100元。",
        citations=(PairCitation("p-new", "第一条"),),
        detail={Facet.AMOUNT: "每人每月100元。"},
        facet=Facet.AMOUNT,
    ),
    published("q-expired", "消费券第一期怎么领取", summary="在手机上领取。", expires_on=date(2025, 1, 31)),
    published(
        "q-secret", "卷宗归档几点截止", summary="17时前。", citations=(PairCitation("p-request", "第一条"),)
    ),
    published("q-port", "临港区人才公寓怎么申请入住", summary="向临港区窗口申请。", region="示范市临港区"),
    published("q-school-city", "小学一年级新生报名时间", summary="6月20日起报名。"),
    published("q-school-port", "小学一年级新生报名时间", summary="6月10日起报名。", region="示范市临港区"),
    published("q-injury", "工伤认定不服怎么办行政复议", summary="收到决定书之日起60日内申请行政复议。"),
    published("q-hotline", "投诉举报电话是多少", summary="请拨打12345。"),
)
