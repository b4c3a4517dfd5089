"""Entity values in canonical form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from spacy.language import Language

from policies.language.entities import EntityReader
from policies.language.entity_files import read_entities
from policies.language.normalise import normalise
from policies.language.pipeline import build_pipeline


@pytest.fixture(scope="module")
def pipeline(root: Path) -> Language:
    return build_pipeline(root / "nlu_data" / "dictionary", root / "nlu_data" / "entities")


@pytest.fixture(scope="module")
def reader(pipeline: Language) -> EntityReader:
    return EntityReader(pipeline)


@pytest.mark.parametrize(
    ("question", "entities"),
    [
        ("云川区没单位怎么交社保", {"region": "示范市云川区", "audience": "灵活就业人员", "topic": "社保"}),
        ("示范市青岚区的规定", {"region": "示范市青岚区"}),
        ("全市都一样吗，我在安平县", {"region": "示范市安平县"}),
        ("示医保发[2025]06号有效吗", {"doc_number": "示医保发〔2025〕6号"}),
        ("请问根据示人社规(2024)3号", {"doc_number": "示人社规〔2024〕3号"}),
        ("二〇二四年标准", {"year": "2024"}),
        ("２０２５年度标准", {"year": "2025"}),
        ("去年标准", {"year": "去年"}),
        ("五万块够吗", {"amount": "50000元"}),
        ("新農合怎么交", {"topic": "医保"}),
        ("今天天气不错", {}),
    ],
)
def test_a_question_gives_its_entities(reader: EntityReader, question: str, entities: dict[str, str]) -> None:
    found = reader.read(question)
    found.pop("facet", None)
    assert found == entities


def test_an_entity_file_of_ones_own_is_read(tmp_path: Path, root: Path) -> None:
    (tmp_path / "kind.yml").write_text(
        "entity: kind\nvalues:\n  - value: 惠民卡\n    ways: [市民卡, 惠民通]\npatterns: ['卡号尾数\\d{2}']\n",
        encoding="utf-8",
    )
    reader = EntityReader(build_pipeline(root / "nlu_data" / "dictionary", tmp_path))
    assert reader.read("惠民通怎么充值") == {"kind": "惠民卡"}
    assert reader.read("卡号尾数25的怎么办") == {"kind": "卡号尾数25"}


def test_a_code_is_not_something_people_say(tmp_path: Path) -> None:
    (tmp_path / "facet.yml").write_text(
        "entity: facet\nvalues:\n  - value: who\n    ways: [哪些人]\n", encoding="utf-8"
    )
    (entity,) = read_entities(tmp_path)
    assert entity.values_by_way == {"哪些人": "who"}


def test_a_file_without_its_entity_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "broken.yml").write_text("values: []\n", encoding="utf-8")
    with pytest.raises(KeyError):
        read_entities(tmp_path)


def test_the_reader_finds_what_the_pipeline_finds(
    root: Path, pipeline: Language, reader: EntityReader
) -> None:
    lines = (root / "tests" / "questions" / "hard_demo.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [normalise(json.loads(line)["query"]) for line in lines]
    named = 0
    for text in [*texts, "mers-cov疫苗要3,000元吗", "2025年第6号文，百分之五"]:
        found = reader.read(text)
        for entity in pipeline(text).ents:
            assert entity.label_ in found
            named += 1
        lookups = [entity for entity in pipeline(text).ents if entity.ent_id_ and entity.label_ != "region"]
        for entity in reversed(lookups):
            first = next(each for each in lookups if each.label_ == entity.label_)
            assert found[entity.label_] == first.ent_id_
    assert named > 300
