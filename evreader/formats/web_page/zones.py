"""Parts of a page that their names or tags say are not the article: comments, menus, notices.

A name is only a hint. Whoever asks weighs how much of the page's prose stands inside.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.html import HtmlElement

# Elements that hold an article, whatever they are called.
_NEVER = frozenset({"html", "body", "main", "article"})
_LONGEST_NAMES = 400
_NAMED = ("class", "id", "data-testid", "data-component")
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_HIDDEN_CLASS = re.compile(
    r"(?:^|[\s_-])(?:visually-?hidden|sr-only|screen-?reader(?:-text)?|u-hidden|is-hidden|a11y-hidden)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:(?:figure|img|image|pic|photo|picture|media|wp|video|embed)?-?(?:caption|descr?)(?:-?text)?"
    r"|(?:img|pic|photo|image)[-_]?(?:title|info|text|note|txt|tip))(?:$|[\s_-])",
    re.IGNORECASE,
)
# Elements that are another part of the page by themselves.
TAGS = {
    "nav": "menu",
    "footer": "footer",
    "aside": "aside",
    "noscript": "notice",
    "dialog": "notice",
    "button": "control",
    "label": "control",
    "form": "form",
    "menu": "menu",
}
_ROLES = {
    "navigation": "menu",
    "menu": "menu",
    "menubar": "menu",
    "contentinfo": "footer",
    "complementary": "aside",
    "search": "form",
    "dialog": "notice",
    "alertdialog": "notice",
    "button": "control",
    "banner": "header",
    "toolbar": "control",
    "tablist": "menu",
}
# Words in class and id, by what they stand for; English ones, and Chinese ones in pinyin.
_WORDS = {
    "comments": r"""
        comments?(?:-?(?:list|area|section|box|body|thread|wrap(?:per)?|container|form|item
        |count))? |
        disqus(?:-thread)? | respond | repl(?:y|ies) | pinglun | gentie | tie-?area | discussion |
        coral | hyvor | livefyre | viafoura | spot-?im | openweb""",
    "related": r"""
        related(?:-?(?:posts?|articles?|news|stories|content|links?|reading|topics?|list|items?
        |box))? |
        recommend(?:ed|ation)?s?(?:-?\w+)? | recirc(?:ulation)?(?:-\w+)? |
        more-?(?:news|stories|from|on|articles|like-this|posts) | read-?(?:more|next|also) |
        up-?next | next-?(?:up|article|post|story) | prev(?:ious)?-?(?:next|article|post) |
        most-?(?:read|popular|viewed) | popular(?:-?\w+)? | trending(?:-?\w+)? |
        hot-?(?:news|list|rank|article|search) | ranking | rank-?list |
        latest(?:-?(?:news|posts|articles|stories)) | see-?also | also-?(?:like|read) |
        you-may(?:-\w+)* | onward(?:-\w+)* | outbrain | taboola | teads | xgyd | xgxw |
        xiangguan | tuijian | guess | post-nav(?:igation)? | nav-links | article-?list |
        news-?list | feed-?list | infinite(?:-\w+)* | rich-?link | in-?article-?(?:promo|link)""",
    "sidebar": r"""
        side-?bar(?:-?\w+)? | side-?(?:col|column|box|left|right) |
        right-?(?:bar|col|column|side|rail|area|box) | rail | (?:left|right)-?rail |
        widget(?:-?(?:area|title|content|area|box))? | secondary |
        fix(?:ed)?-?(?:right|left|bar) | float-?(?:bar|right|left|nav)""",
    "share": r"""
        shar(?:e|ing)(?:-?(?:bar|tools?|buttons?|box|links?|icons?|this|wrap|list|area
        |container))? |
        social(?:-?\w+)? | sns(?:-?\w+)? | addthis(?:[-_]\w+)* | sharedaddy | sd-sharing |
        bdshare(?:buttonbox)? | bds?-?share | fenxiang | jiathis(?:[-_]\w+)* |
        like-?(?:box|button) | praise | thumbs?-?up | dianzan |
        follow(?:-?(?:us|box|me|bar|links))?""",
    "newsletter": r"""
        news-?letter(?:-?\w+)* | subscri(?:be|ption)(?:-?\w+)* | sign-?up(?:-?\w+)* |
        email-?(?:sign-?up|capture|form|subscribe) | mailing-?list | mc-?embed(?:-\w+)* |
        opt-?in | pay-?wall(?:-?\w+)* | reg-?wall | membership(?:-?\w+)* | support-?us |
        donat(?:e|ion)(?:-?\w+)* | app-?(?:download|promo|banner|guide|open) | download-?app |
        open-?app | qr-?code | qrcode | erweima | ewm | wechat(?:-?\w+)? | weixin""",
    "notice": r"""
        cookies?(?:-?\w+)* | consent(?:-?\w+)* | gdpr(?:-?\w+)* | ccpa | onetrust(?:-\w+)* |
        privacy(?:-?\w+)* | disclaimer | disclosure | mianze | statement | shengming | copyright |
        copy-?right | banquan | modal(?:-?\w+)? | pop-?up(?:-?\w+)? | overlay | lightbox | toast |
        tooltip""",
    "author": r"""
        author-?(?:bio|box|info|card|profile|desc(?:ription)?|about|details?|block|area|section
        |meta|intro) |
        about-?(?:the-?)?author | bio(?:graphy)? | by-?lines?(?:-?\w+)? |
        contributor-?(?:bio|info)? | writer-?(?:info|bio) | editor-?(?:info|bar|name) |
        article-?editor | post-?(?:meta|author|info|footer|tags?|date) |
        entry-?(?:meta|footer|info) |
        article-?(?:meta|info|source|tags?|footer|bottom|copyright|statement|end) |
        meta-?(?:info|data|bar) | publish(?:ed)?-?(?:date|time|info|at) |
        pub-?(?:date|time|info) | date-?(?:line|source|time) | time-?(?:stamp|source) |
        source-?(?:info|from)? | zebian | laiyuan | news-?info | art-?info | ep-?editor |
        ep-?source""",
    "ad": r"""
        ads?(?:-?(?:box|wrap(?:per)?|container|slot|unit|banner|area|label|text|block|break
        |placeholder|native))? |
        advert(?:s|ise(?:ment)?s?|isement)?(?:-?\w+)? | adsbygoogle | sponsor(?:ed)?(?:-?\w+)? |
        promo(?:tion|ted|s)?(?:-?\w+)* | banner-?ad | guanggao | dfp | mpu | commercial |
        affiliate(?:-?\w+)* | partner-?(?:content|links)""",
    "tags": r"""
        tags?(?:-?(?:list|links?|cloud|box|wrap|area|container))? |
        topics?(?:-?(?:list|links?|tags))? | keywords? | categor(?:y|ies)(?:-?(?:list|links?))? |
        cat-?links | labels?-?list | breadcrumbs?(?:-?\w+)* | crumbs? | bread-?nav | weizhi |
        location-?bar | channel-?path""",
    "menu": r"""
        nav(?:bar|igation)?(?:-?(?:main|menu|bar|list|top|links?|item|wrap))? | menu(?:-?\w+)? |
        top-?(?:bar|nav|menu|links) | site-?(?:header|nav|map|links) | global-?(?:nav|header) |
        sub-?nav | main-?nav | daohang | toolbar | tool-?(?:bar|box) |
        skip-?(?:link|to-content|nav) | pag(?:ination|er|ing) | page-?nav | back-?to-?top |
        go-?top | totop | search(?:-?(?:box|bar|form|wrap))? | log-?in(?:-?\w+)? |
        user-?(?:bar|info|panel) | login""",
    "footer": r"""
        foot(?:er)?(?:-?\w+)* | site-?(?:footer|info) | colophon | page-?(?:footer|foot|bottom) |
        bottom(?:-?(?:bar|nav|links|area|info))? | beian | friend-?links? | links-?footer""",
    "header": r"""
        masthead | (?:site|page|global|top|main)-?header(?:-\w+)* |
        site-?(?:branding|logo|title) | header-?(?:bar|top|nav)""",
    "credit": r"""
        (?:photo|image|img|media|picture|figure|caption|video)-?(?:credit|source|copyright
        |attribution|byline|author|by)s? |
        credits?""",
}
_NAMES = tuple(
    (name, re.compile(rf"(?:^|[\s_-])(?:{words})s?(?:\d*(?:$|[\s_-]))", re.VERBOSE))
    for name, words in _WORDS.items()
)


class Zone(NamedTuple):
    """A part of the page, by what its name says it is."""

    name: str
    element: HtmlElement


def is_hidden(given: Mapping[str, str]) -> bool:
    """Whether a browser would not show an element with these attributes."""
    if "hidden" in given or given.get("aria-hidden") == "true":
        return True
    style = given.get("style")
    if style and _HIDDEN_STYLE.search(style):
        return True
    names = given.get("class", "")
    return names != "" and _hides(names[:_LONGEST_NAMES])


def is_caption(given: Mapping[str, str]) -> bool:
    """Whether an element's names say that it tells what a picture shows."""
    names = given.get("class", "")
    return names != "" and _captions(names[:_LONGEST_NAMES])


def zone_of(element: HtmlElement, given: Mapping[str, str]) -> Zone | None:
    """The part of the page that an element begins, if its tag, role or names say so."""
    tag = element.tag
    if tag in _NEVER:
        return None
    if is_hidden(given):
        return Zone("hidden", element)
    name = TAGS.get(tag) or _ROLES.get(given.get("role", ""))
    if name is None:
        names = " ".join(given[key] for key in _NAMED if key in given)
        name = _named(names[:_LONGEST_NAMES]) if names else ""
    return Zone(name, element) if name else None


@lru_cache(maxsize=4096)
def _hides(names: str) -> bool:
    return _HIDDEN_CLASS.search(names) is not None


@lru_cache(maxsize=4096)
def _captions(names: str) -> bool:
    return _CAPTION.search(names) is not None


@lru_cache(maxsize=4096)
def _named(names: str) -> str:
    """The part of the page that these names tell, with camelCase taken apart."""
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", names).casefold()
    return next((zone for zone, words in _NAMES if words.search(plain)), "")
