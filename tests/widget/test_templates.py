"""The server's pages: safe, self-contained, readable without scripts."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.documents.shelf import ShownPolicy
from api.pages import chat_modules
from api.visitors.sites import LookOut
from policies.content.catalogue import Duty, Listed
from policies.content.comparing import compare
from policies.content.model import Clause, Department, QaPair, Responsibility, Status
from policies.wording import section
from tests.widget.samples import INTERPRETATION, POLICY, REGIONS

TEMPLATES = Path(__file__).parents[2] / "api" / "widget" / "templates"
PAGES_OF = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
HOSTILE = "</script><img src=x onerror=alert(1)>"
DATA = ("application/json", "application/ld+json")
ALWAYS = {"canonical": "https://example.org/", "markup": [{"name": HOSTILE}]}
OLDER = replace(POLICY, id="p-old", clauses=(*POLICY.clauses[:1], Clause("第九条", "第九条 另行通知。")))
OFFICE = Department("示范市图书馆", ("市图书馆",), phone="0000-88800099", region="示范市")
RESULTS = {
    "pairs": [{"qa_id": "q-1", "question": "借阅证怎么办？", "summary": "带身份证。", "score": 1.0}],
    "passages": [
        {
            "kind": "policy",
            "source_id": POLICY.id,
            "title": POLICY.title,
            "doc_number": POLICY.doc_number,
            "clause": "第二条",
            "quote": POLICY.clauses[1].text,
            "status": "现行有效",
            "url": "/policies/p-sample#第二条",
            "score": 1.0,
        }
    ],
}
LOOK = LookOut(
    site="",
    title="政策咨询",
    colors={},
    texts=section("page")["chat"],
    panel=section("page")["panel"],
    hot=["借阅证怎么办？", HOSTILE],
    regions=[region.name for region in REGIONS[1:]],
)
PAGES: dict[str, dict[str, Any]] = {
    "index.html": {"look": LOOK, "modules": chat_modules(), "regions": REGIONS},
    "embed.html": {"look": LOOK},
    "policy.html": {
        "policy": POLICY,
        "status": "现行有效",
        "interpretations": [INTERPRETATION],
        "successor": None,
        "older": [],
        "department": None,
        "clause": None,
    },
    "changes.html": {
        "old": ShownPolicy(OLDER, Status.REPEALED, [], POLICY),
        "new": ShownPolicy(POLICY, Status.IN_FORCE, [], None),
        "rows": compare(OLDER, POLICY),
        "counts": {"same": 1, "changed": 1, "added": 1, "removed": 1},
    },
    "departments.html": {"regions": [("示范市", [OFFICE])]},
    "department.html": {
        "department": OFFICE,
        "pairs": [QaPair("借阅证怎么办？", HOSTILE)],
        "duties": [Duty(POLICY.id, POLICY.title, "第二条", "牵头", HOSTILE)],
        "documents": [Listed(POLICY.id, POLICY.title, POLICY.doc_number, None)],
        "shown": 8,
    },
    "interpretation.html": {"interpretation": INTERPRETATION, "policies": [POLICY], "clause": None},
    "search.html": {"q": "借阅", "region": "", "regions": REGIONS, "results": RESULTS},
    "problem.html": {"problem": {"title": "没有这个地址", "detail": "请检查地址。", "status": 404}},
}


def render(name: str, **context: Any) -> str:
    given = {
        "texts": section("page"),
        "today": date(2026, 11, 23),
        "notices": [],
        **ALWAYS,
        **PAGES[name],
        **context,
    }
    return PAGES_OF.get_template(name).render(given)


class Elements(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_inline_handler_style_or_script(name: str) -> None:
    for tag, attributes in Elements(render(name)).found:
        assert not [key for key in attributes if key == "style" or key.startswith("on")], tag
        assert tag != "style"
        assert tag != "script" or attributes.get("src") or attributes.get("type") in DATA


@pytest.mark.parametrize("name", PAGES)
def test_a_page_loads_nothing_from_elsewhere(name: str) -> None:
    for tag, attributes in Elements(render(name)).found:
        address = attributes.get("src") or (attributes.get("href") if tag == "link" else None)
        assert address is None or attributes.get("rel") == "canonical" or address.startswith("/static/")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_in_chinese_with_one_main_heading_and_a_way_past_the_header(name: str) -> None:
    found = Elements(render(name)).found
    assert ("html", {"lang": "zh-CN"}) in found
    assert [tag for tag, _ in found].count("h1") == 1
    assert (("a", {"class": "skip", "href": "#main"}) in found) is (name != "embed.html")


@pytest.mark.parametrize("name", PAGES)
def test_no_placeholder_of_a_sentence_is_left_unfilled(name: str) -> None:
    markup = re.sub(
        r'<script type="application/(?:ld\+)?json".*?</script>', "", render(name), flags=re.DOTALL
    )
    assert not re.search(r"\{\w+\}", markup)


@pytest.mark.parametrize("name", ["index.html", "embed.html"])
def test_the_words_for_the_chat_are_data_that_cannot_end_their_block(name: str) -> None:
    markup = render(name)
    block = re.search(r'<script type="application/json" id="chat-config">(.*?)</script>', markup, re.DOTALL)
    assert block is not None
    config = json.loads(block.group(1))
    assert config["texts"] == section("page")["chat"]
    assert HOSTILE in config["hot"]
    assert config["regions"] == ["示范市", "示范市云川区"]
    assert "<img" not in markup


def test_what_people_and_documents_say_is_shown_as_text() -> None:
    assert "&lt;b&gt;本办法" in render("policy.html")
    assert "<img" not in render("search.html", q=HOSTILE, results={"pairs": [], "passages": []})
    assert "<img" not in render("problem.html", problem={"title": HOSTILE, "detail": HOSTILE, "status": 400})


def test_every_clause_can_be_linked_to_and_the_cited_one_is_marked() -> None:
    found = Elements(render("policy.html", clause="第二条")).found
    clauses = {a["id"]: a["class"] or "" for tag, a in found if tag == "section" and a.get("id")}
    assert set(clauses) == {clause.path for clause in POLICY.clauses}
    assert [path for path, names in clauses.items() if "cited" in names] == ["第二条"]


def test_an_unknown_clause_marks_nothing() -> None:
    assert "cited" not in render("policy.html", clause="第九十九条")


def test_a_repealed_document_warns_and_leads_to_its_successor() -> None:
    old = replace(POLICY, status_override=Status.REPEALED, superseded_by="示政办发〔2025〕9号")
    searched = render("policy.html", policy=old, status=Status.REPEALED, successor=None)
    assert section("page")["status"]["warning"] in searched
    assert "/search?q=%E7%A4%BA" in searched
    assert 'href="/policies/p-sample">' in render(
        "policy.html", policy=old, status=Status.REPEALED, successor=POLICY
    )


def test_a_document_shows_responsibilities_and_interpretations() -> None:
    markup = render("policy.html")
    assert "<b>牵头</b> 市图书馆" in markup
    assert "/interpretations/i-sample" in markup


def test_a_heading_that_its_passage_repeats_is_shown_once() -> None:
    passages = (("怎么借书", "怎么借书\n凭借阅证。"), ("", "没有标题的一段。"))
    markup = render("interpretation.html", interpretation=replace(INTERPRETATION, passages=passages))
    assert markup.count("怎么借书") == len(['id="怎么借书"', "<h2>怎么借书</h2>"])
    assert "<p>凭借阅证。</p>" in markup


def test_a_responsibility_does_not_repeat_the_clause() -> None:
    clause = Clause(
        "一", "一、开展培训。", responsibilities=(Responsibility("市图书馆", "牵头", "开展培训"),)
    )
    assert render("policy.html", policy=replace(POLICY, clauses=(clause,))).count("开展培训") == 1


def test_a_source_address_that_is_no_web_address_is_not_linked() -> None:
    assert "javascript:" not in render(
        "policy.html", policy=replace(POLICY, source_url="javascript:alert(1)")
    )


def test_the_search_form_keeps_what_was_asked() -> None:
    found = Elements(render("search.html", region="示范市云川区")).found
    assert any(tag == "input" and a.get("value") == "借阅" for tag, a in found)
    assert ("option", {"value": "示范市云川区", "selected": None}) in found


def test_a_search_without_results_leads_on() -> None:
    markup = render("search.html", results={"pairs": [], "passages": []})
    assert "没有找到“借阅”" in markup
    assert 'href="tel:12345"' in markup
