"""Normalising: one spelling for both sides, politeness out of questions only, HTML out of texts."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.language.normalise import (
    _ELLIPSIS,
    _FULL_WIDTH,
    _PUNCTUATION,
    _UNPRINTABLE,
    _simplified,
    normalise,
    normalise_query,
    plain,
)


@pytest.mark.parametrize(
    ("raw", "canonical"),
    [
        ("請問醫療保險的報銷比例是多少？", "请问医疗保险的报销比例是多少？"),
        ("ＷＩＦＩ　密码", "wifi 密码"),
        ("补贴１２，０００元", "补贴12,000元"),
        ("上班时间9:00-17:00,周末呢?", "上班时间9:00-17:00，周末呢？"),
        ("低保(城市)怎么办", "低保（城市）怎么办"),
        ("居民\u200b医保\u0007\n\t缴费", "居民医保 缴费"),
        ("然后......就没消息了", "然后…就没消息了"),
        ("①身份证②户口本", "①身份证②户口本"),
        ("", ""),
    ],
)
def test_both_sides_get_one_spelling(raw: str, canonical: str) -> None:
    assert normalise(raw) == canonical


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@pytest.mark.parametrize("word", ["跟着", "著名", "乾坤", "覆盖", "余额", "于是", "皇后"])
def test_simplified_words_survive_the_conversion_of_traditional_ones(word: str) -> None:
    assert normalise(word) == word


@pytest.mark.parametrize(
    ("asked", "question"),
    [
        ("您好，请问一下，灵活就业人员社保怎么交呀？谢谢您！", "灵活就业人员社保怎么交呀？"),
        ("喂，你好，嗯，就是说我我我想问一下，医保医保怎么交啊", "医保怎么交啊"),
        ("我想问，我想问一下,低保怎么申请", "低保怎么申请"),
        ("那个，那个那个公积金怎么提", "公积金怎么提"),
        ("居住证，居住证怎么怎么办", "居住证怎么办"),
        ("您好我的医保，我的医保断了，请问怎么补", "我的医保断了，怎么补"),
        ("麻烦您帮我查一下我的养老金", "我的养老金"),
        ("居住证到期了怎么办，麻烦告知，辛苦了", "居住证到期了怎么办"),
    ],
)
def test_politeness_fillers_and_restarts_leave_a_question(asked: str, question: str) -> None:
    assert normalise_query(asked) == question


@pytest.mark.parametrize(
    "question",
    [
        "那个人能报销吗",
        "这个政策还有效吗",
        "那要带什么材料呢？",
        "能不能不交社保",
        "有没有没交过社保的人能办的",
        "二〇二〇年的规定",
        "爸爸妈妈的医保可以共济吗",
        "感谢信怎么写",
        "咨询电话是多少",
        "老师的职称怎么评",
        "领导接待日是哪天",
        "十二十二街道在哪",
        "国家助学金助学金额是多少",
        "该用地是否有产权，产权归谁？",
        "房产是否能多次抵押，抵押的次数有限制吗",
    ],
)
def test_words_that_only_look_like_fillers_stay(question: str) -> None:
    assert normalise_query(question) == question


@pytest.mark.parametrize("text", ["你好", "谢谢", "请问", "嗯", "您好，谢谢！", "喂"])
def test_a_text_of_nothing_but_politeness_is_not_emptied(text: str) -> None:
    assert normalise_query(text) == normalise(text)


@given(st.text(alphabet="您好请问那个嗯谢谢，。？医保怎么交我", min_size=1, max_size=20))
def test_no_question_is_ever_emptied(text: str) -> None:
    assert normalise_query(text)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>一次性&nbsp;补贴</p><p>3000元</p>", "一次性 补贴\n3000元"),
        ("<script>alert('x')</script>公告<style>p{}</style>", "公告"),
        ("年龄<60岁且工龄>15年", "年龄<60岁且工龄>15年"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;通知", "通知"),
        ("<!-- 页脚 -->医保&amp;社保<br/>窗口", "医保&社保\n窗口"),
        ("<a href='https://example.gov.cn'>办事指南</a>", "办事指南"),
    ],
)
def test_plain_takes_the_markup_and_leaves_the_words(html: str, text: str) -> None:
    assert plain(html) == text


@given(st.text(alphabet="<>/&;ltgampscriptb! 医保\x00\u200b", max_size=60))
def test_plain_leaves_no_tag_behind(text: str) -> None:
    cleaned = plain(text)
    assert "<script" not in cleaned
    assert "\x00" not in cleaned
    assert plain(cleaned) == cleaned


SIGNS = "一鿿医醫，（），？！；：、。《》,()?!:;12a /ＡＢ５é\u0301\u302a가①…. \u3000½㎡"


@given(st.text(alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from(SIGNS)), max_size=30))
def test_what_is_passed_over_would_not_have_changed(text: str) -> None:
    def whole(run: str) -> str:
        return re.sub("[^①-⑳]+", lambda found: unicodedata.normalize("NFKC", found[0]), run)

    spelled = _simplified(whole(whole(_UNPRINTABLE.sub("", text)).lower()))
    spelled = _ELLIPSIS.sub("…", spelled.translate(str.maketrans("()", "（）")))
    spelled = _PUNCTUATION.sub(lambda mark: _FULL_WIDTH[mark[0]], spelled)
    assert normalise(text) == re.sub(r"\s+", " ", spelled).strip()


def test_words_of_simplified_characters_are_not_taken_for_traditional_phrases() -> None:
    assert normalise("破坏土地生态环境") == "破坏土地生态环境"
    assert normalise("破壞土地生態環境") == "破坏土地生态环境"
