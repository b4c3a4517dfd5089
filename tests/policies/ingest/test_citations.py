from hypothesis import given
from hypothesis import strategies as st

from policies.ingest.citations import Mention, cited_numbers, mentions

TEXT = "根据《示范市医保办法》（示医保规〔2025〕3号）、《社会保险法》和示政办发[2024]8号，按《示范市医保办法》（示医保规〔2025〕3号）执行。"


def test_titles_and_numbers_that_stand_together_are_one_mention() -> None:
    assert mentions(TEXT) == (
        Mention("示范市医保办法", "示医保规〔2025〕3号"),
        Mention("社会保险法", None),
        Mention(None, "示政办发〔2024〕8号"),
    )


def test_a_document_does_not_cite_itself() -> None:
    assert cited_numbers(TEXT) == ("示医保规〔2025〕3号", "示政办发〔2024〕8号")
    assert cited_numbers(TEXT, own="示医保规〔2025〕3号") == ("示政办发〔2024〕8号",)


def test_a_title_inside_a_title_belongs_to_it() -> None:
    assert mentions("见《关于修改〈示范市户口规定〉的决定》。")[0].title == "关于修改〈示范市户口规定〉的决定"


@given(st.text(alphabet="《》〈〉（）示医保发〔〕2025号令第 一"))
def test_any_text_has_its_mentions_without_an_error(text: str) -> None:
    assert all(mention.title or mention.doc_number for mention in mentions(text))
