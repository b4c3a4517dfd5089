"""What belongs to a page and not to the document in it."""

from __future__ import annotations

import re

# Names (id, class) that the content systems of government portals give to the element that holds the text.
BODY_NAMES = re.compile(
    r"^(?:zoomcon|zoom|ucapcontent|trs_(?:editor|ueditor)|view\s*trs_.*|trs_editor|article-content(?:-body)?|article_content|"
    r"articlecontent|content_article|contenttxt|con_?txt|newsmain|news_content|newscontent|detailcon|detail-content|info_cont|"
    r"pages_content|page_content|xxgk_content|artibody|bt_content|wz_content|mycontent|vsb_content\w*|easysite-news-text)$",
    re.IGNORECASE,
)
# The same as told to screen readers.
BODY_LABEL = re.compile(r"正文$")

SILENT_TAGS = frozenset(
    ("script", "style", "template", "noscript", "nav", "footer", "form", "select", "button", "svg", "iframe", "object",
     "audio", "video", "textarea", "input")
)  # fmt: skip

# A line that is only this is the page's, wherever it stands.
_LINE = re.compile(
    r"(?:扫一扫.{0,20}|用微信.{0,20}|分享到?\s*[:：]?.{0,30}|【?\s*字\s*[体号]\s*大?小?\s*[:：].{0,20}|【?(?:打印|关闭|收藏|返回顶部|返回|纠错)(?:本页|窗口|页面)?】?"
    r"|[【\[]?\s*(?:大|中|小)\s*[】\]]?|(?:浏览|阅读|点击)(?:次数|量|数)?\s*[:：]?\s*[-\d]*\s*次?|(?:上|下)一(?:篇|条|页)\s*[:：]?.{0,80}"
    r"|相关(?:附件|链接|稿件|文章|阅读|推荐)\s*[:：]?|(?:您)?(?:现|当前)?(?:所)?在?的?位置\s*[:：].{0,120}|关注\s*·.{0,20}|(?:信息|文章|稿件)?来源\s*[:：]\S{0,60}(?:\s*(?:发布)?时间\s*[:：][-\d: ]{8,20})?|-+>?)"
)


def is_chrome(line: str) -> bool:
    """Tell a line that belongs to the page."""
    return bool(_LINE.fullmatch(line.strip()))
