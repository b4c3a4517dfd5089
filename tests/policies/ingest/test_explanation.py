import pytest

from policies.content.model import InterpretationKind
from policies.ingest.explanation import explained, form_of, is_interpretation


@pytest.mark.parametrize(
    "title", ["《示范市津贴办法》政策解读", "一图读懂高龄津贴", "示范市民政局负责人答记者问"]
)
def test_interpretations_are_known_by_their_titles(title: str) -> None:
    assert is_interpretation(title)


@pytest.mark.parametrize("title", ["关于做好政策解读工作的通知", "示范市高龄津贴办法"])
def test_documents_about_interpreting_are_none(title: str) -> None:
    assert not is_interpretation(title)


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("一图读懂高龄津贴", InterpretationKind.CHART),
        ("高龄津贴问答", InterpretationKind.QA),
        ("专家解读：津贴新政", InterpretationKind.EXPERT),
        ("津贴办法施行后解读", InterpretationKind.AFTER),
        ("津贴办法政策解读", InterpretationKind.TEXT),
    ],
)
def test_a_title_names_the_form(title: str, form: InterpretationKind) -> None:
    assert form_of(title) is form


def test_only_the_document_in_the_title_is_explained() -> None:
    body = "依据《养老规划》（示政发〔2024〕1号），民政局印发《示范市津贴办法》（示民规〔2025〕4号）。"
    assert explained("《示范市津贴办法》解读", body) == ("示民规〔2025〕4号",)
    assert explained("养老政策解读", body) == ()
