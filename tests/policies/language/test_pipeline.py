"""One spaCy pipeline for the library and the bot."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import jieba
import pytest
from spacy.language import Language

from policies.language.entity_files import read_entities
from policies.language.normalise import normalise
from policies.language.pipeline import WORDS_FILE, build_pipeline, load, save

QUESTIONS = [
    "云川区灵活就业人员医保怎么交",
    "我在示范市青岚区，没单位怎么交社保",
    "示医保发〔2025〕6号还有效吗",
    "2025年公积金贷款额度是多少",
    "补贴3000元还是百分之八十",
    "请问根据示人社规【2024】3号，应届毕业生租房补贴多少钱",
    "二〇二四年居民医保缴费标准",
    "哪个部门负责养老院补贴",
    "为什么要延迟退休",
    "去年的5万块补贴今年能领吗",
    "安平县残疾人两项补贴找民政局吗",
    "新农合和职工医保能一起交吗",
    "在云川办居住证要带什么材料",
    "小孩上小学划片怎么划",
    "退休职工住院报销比例",
    "开公司注册营业执照去哪办",
    "低保户临时救助申请条件",
    "外卖员工伤认定",
    "老年卡多大岁数能办",
    "商转公贷款需要什么条件",
]

READ_IN_THE_BOT = """
import json, sys
import jieba, spacy
path, questions = sys.argv[1], json.loads(sys.argv[2])
jieba.load_userdict(path + "/jieba_words.txt")
pipeline = spacy.load(path)
docs = [pipeline(question) for question in questions]
found = [[[t.text for t in d], [[e.text, e.label_, e.ent_id_] for e in d.ents]] for d in docs]
print("RESULT" + json.dumps(found))
"""


@pytest.fixture(scope="module")
def pipeline(root: Path) -> Language:
    return build_pipeline(root / "nlu_data" / "dictionary", root / "nlu_data" / "entities")


def _found(pipeline: Language, question: str) -> list[list[object]]:
    doc = pipeline(question)
    return [[t.text for t in doc], [[e.text, e.label_, e.ent_id_] for e in doc.ents]]


def test_every_way_of_every_entity_is_heard(pipeline: Language, root: Path) -> None:
    unheard = []
    for entity in read_entities(root / "nlu_data" / "entities"):
        for way, value in entity.values_by_way.items():
            ents = pipeline(f"关于{way}，怎么办理").ents
            if (entity.entity, value) not in [(e.label_, e.ent_id_) for e in ents] and not any(
                e.text == way for e in ents
            ):
                unheard.append(way)
    assert unheard == []


@pytest.mark.parametrize(
    ("question", "label", "text"),
    [
        ("示医保发〔2025〕6号还有效吗", "doc_number", "示医保发〔2025〕6号"),
        ("2025年缴费标准", "year", "2025年"),
        ("补贴3000元", "amount", "3000元"),
        ("报销百分之八十", "amount", "百分之八十"),
    ],
)
def test_figures_are_entities_of_the_ruler(pipeline: Language, question: str, label: str, text: str) -> None:
    assert (label, text) in [(e.label_, e.text) for e in pipeline(question).ents]


def test_long_dictionary_terms_do_not_hide_entities(pipeline: Language) -> None:
    labels = {e.label_ for e in pipeline("灵活就业人员社会保险补贴怎么申请").ents}
    assert {"audience", "topic"} <= labels


def test_one_pipelines_words_are_not_anothers(pipeline: Language, root: Path, tmp_path: Path) -> None:
    (tmp_path / "kind.yml").write_text("entity: kind\nvalues:\n  - value: 额度是多少\n", encoding="utf-8")
    before = _found(pipeline, "公积金贷款额度是多少")
    build_pipeline(root / "nlu_data" / "dictionary", tmp_path)
    assert _found(pipeline, "公积金贷款额度是多少") == before
    assert "额度是多少" not in jieba.lcut("公积金贷款额度是多少")


def test_a_saved_pipeline_reads_as_the_built_one_did(pipeline: Language, tmp_path: Path) -> None:
    save(pipeline, tmp_path)
    again = load(tmp_path)
    for question in map(normalise, QUESTIONS):
        assert _found(again, question) == _found(pipeline, question)
    assert again.meta["patterns"] == pipeline.meta["patterns"]


def test_the_words_beside_a_saved_pipeline_are_in_jiebas_format(pipeline: Language, tmp_path: Path) -> None:
    save(pipeline, tmp_path)
    for line in (tmp_path / WORDS_FILE).read_text(encoding="utf-8").splitlines():
        word, frequency = line.split()
        assert word
        assert int(frequency) > 0


def test_the_bots_environment_reads_the_same_entities(
    pipeline: Language, bot_python: Path, tmp_path: Path
) -> None:
    save(pipeline, tmp_path)
    questions = [normalise(question) for question in QUESTIONS]
    run = subprocess.run(
        [bot_python, "-W", "ignore", "-c", READ_IN_THE_BOT, tmp_path, json.dumps(questions)],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    in_bot = json.loads(run.stdout.partition("RESULT")[2])
    assert in_bot == [_found(pipeline, question) for question in questions]
