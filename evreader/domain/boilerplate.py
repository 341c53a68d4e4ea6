"""What stands on a page besides the article: notices, credits, prompts, author boxes.

Two kinds of cue: patterns, which know the usual wordings in both languages, and place: once such a
thing has been seen after the last real paragraph, what follows is the foot of the page.

The patterns know Simplified characters alone: whoever asks converts a page once, before all of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evreader.domain.language import HAN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    _Notice = tuple[str, re.Pattern[str]]

# Patterns that may match anywhere in a block, since no article says this of itself, each with words
# without one of which it cannot: to look for those takes a fiftieth of the time.
_NOTICES = tuple(
    (word, re.compile(pattern, re.IGNORECASE))
    for words, pattern in (
        ("all rights reserved", r"all rights reserved"),
        ("copyright", r"copyright (?:©|\(c\)|\d{4})"),
        ("©|(c)", r"(?:©|\(c\)) ?(?:\w[\w.&, ]{0,40} )?(?:19|20)\d\d"),
        ("版权", r"版权所有|版权声明"),
        ("未经", r"未经(?:书面)?(?:授权|许可|允许).{0,12}(?:转载|复制)"),
        ("转载请注明", r"转载请注明"),
        ("cookie", r"(?:we|this (?:web)?site|our site) uses? cookies|accept (?:all )?cookies"),
        ("cookie", r"cookie (?:policy|settings)|(?:使用|接受).{0,6}cookie"),
        ("amazon", r"(?:as|is) an? amazon associate"),
        ("affiliate", r"affiliate (?:links?|commission|program)"),
        ("联盟", r"联盟(?:链接|营销)"),
        ("返利链接", r"返利链接"),
        ("sign up", r"sign up (?:for|to) (?:our|the|receive)"),
        ("subscribe to", r"subscribe to (?:our|the|get|receive|this)"),
        ("newsletter", r"newsletter sign-?up"),
        (
            "inbox|email|e-mail",
            r"(?:get|receive) (?:the latest|our latest|updates).{0,60}(?:inbox|email|e-mail)",
        ),
        ("订阅", r"订阅(?:后|我们|本|即可|以)"),
        ("邮", r"(?:通过|输入)(?:您的)?(?:电子)?邮[件箱].{0,8}(?:收到|接收|订阅|地址)"),
        (
            "terms of|privacy policy|privacy notice",
            (
                r"(?:our|agree to|see|read|accept|reserved\.?)\b.{0,30}"
                r"(?:terms of|privacy (?:policy|notice))"
                r"|^(?:terms of (?:use|service)|privacy (?:policy|notice))"
                r"|privacy policy\b.{0,30}\bterms\b|terms of (?:use|service).{0,30}privacy"
            ),
        ),
        ("使用条款", r"使用条款"),
        ("隐私", r"隐私(?:政策|声明)"),
        ("二维码", r"扫(?:描|一扫)?.{0,8}二维码"),
        ("关注", r"关注(?:我们|.{0,10}(?:公众号|微信|微博))"),
        ("follow us on", r"follow us on"),
        ("邮件至", r"请(?:发送)?邮件至"),
        ("投稿", r"投稿(?:邮箱|请)"),
        ("责任编辑", r"责任编辑[:：]"),
        ("本文", r"（?本文(?:来源|来自|作者)[:：]"),
        ("your email address", r"your email address will not be published"),
        ("邮箱地址", r"(?:您的)?(?:电子)?邮箱地址不会被公开"),
    )
    for word in words.split("|")
)
# One search tells that a page has none of the Chinese ones, as most have not.
_ENGLISH_NOTICES = tuple(notice for notice in _NOTICES if notice[0].isascii())
_CHINESE_WORDS = re.compile("|".join(word for word, _ in _NOTICES if not word.isascii()))
# Wordings that are boilerplate only if the block begins with them, or is no more than them.
_OPENING = re.compile(
    r"(?:FTC|disclosure|disclaimer|免责声明|声明|披露)\s*[:：]"
    r"|(?:read (?:more|next|also)|also read|see also|more (?:from|on|about)"
    r"|related(?: (?:articles?|posts?"
    r"|stories|reading|news|coverage|topics))?|recommended(?: for you)?|you (?:may|might) also like"
    r"|up next|trending(?: now)?|most (?:read|popular)|don’t miss|don't miss)\s*(?:[:：»›]|$)"
    r"|(?:阅读更多|延伸阅读|相关(?:阅读|文章|新闻|报道|推荐|链接)|推荐阅读|更多(?:阅读|新闻|内容"
    r"|文章)|猜你喜欢"
    r"|热门(?:文章|新闻|推荐)|上一篇|下一篇|查看更多|点击(?:查看|阅读))"
    rf"|了解\s?[^{HAN}]{{0,40}}(?:的)?更多(?:信息|内容)|discover more from "
    r"|(?:tags?|tagged|filed under|categories|标签|分类|关键词)\s*[:：]"
    r"|(?:share|tweet|print|email|like|follow|分享|打印|收藏|点赞)(?: (?:this|on|via|to)\b.{0,40}"
    r"|到.{0,20}"
    r"|[:：].{0,40})?$"
    r"|(?:advertisement|sponsored(?: content)?|广告|推广)$"
    r"|(?:articles?|posts?|文章|帖子)\s*[:：]\s*[\d,]+$|[\d,]+ (?:articles|posts)$"
    r"|(?:log ?in|sign in|register|登录|注册)(?: (?:to|or)\b.{0,60}|.{0,12}(?:评论|发表))?$"
    r"|[(（]?(?:reporting|additional reporting|editing|writing) by |our standards[:：]"
    r"|(?:skip to (?:main )?content|back to top|返回顶部|跳至内容)",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"(?:leave a (?:reply|comment)|post a comment|add (?:a|your) comment|join the (?:conversation"
    r"|discussion)"
    r"|comments?(?: \(\d+\))?|\d+ (?:comments?|replies|responses)(?: on .{0,80})?|show comments"
    r"|发表(?:回复|评论)|留下(?:评论|回复)|(?:网友|最新|全部|热门)?评论(?:\s?[(（]\d+[)）])?"
    r"|取消回复|\d+\s?条评论)$",
    re.IGNORECASE,
)
_BIO = re.compile(
    r"(?:[A-Z][\w.’'-]*,? ){1,5}(?:is|was) (?:an?|the|our)\b.{0,80}?\b(?:founder|co-founder"
    r"|editor|editor-in-chief"
    r"|reporter|journalist|writer|correspondent|contributor|columnist|author|freelance\w*"
    r"|blogger)\b"
    r"|about (?:the )?author"
    r"|关于作者|作者简介|作者[:：]|.{1,24}是.{0,40}(?:创始人和?|联合创始人|总?主编|编辑|记者"
    r"|专栏作家|撰稿人|作者)"
    r".{0,200}(?:网站|报道|联系|邮箱|@|撰写|关注)",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"[(（\[]?(?:(?:photos?|images?|pictures?|illustrations?|graphics?|featured image|file photo"
    r"|video|credits?)"
    r"(?: (?:courtesy|credit|source|by|provided|via|from)\b|\s?[:：/©(])"
    r"|(?:photograph(?:er|y|ed)?|courtesy)(?: by| of|\s?[:：])"
    r"|(?:照片|图片|图|配图|题图|封面图|插图|视频)(?:由.{1,40}提供|来源|来自|源自|[:：/]|（)|图源"
    r"|摄影?[:：]"
    r"|资料(?:图|照)|▲|△)",
    re.IGNORECASE,
)
_AGENCY = re.compile(r"(?:AP|Reuters|Getty|AFP|EPA)\s?(?:Photo|Images)?/", re.IGNORECASE)
_LONGEST_CAPTION, _LONGEST_OPENING, _LONGEST_NOTICE = 240, 300, 1200
_LATEST_NOTICE, _SENTENCE = 90, 60
_PARAGRAPH_COLUMNS = 70
_WIDE = re.compile(f"[{HAN}\u3000-\u30ff\uff01-\uff60]+")
_FINAL = re.compile("[.!?…。！？][\"'”’」』)\\]）]*$")
# So many closing marks at most, in code points, are looked past for the end of a sentence.
_CLOSERS = 20


def columns(text: str) -> int:
    """The width of a text, with East Asian characters counted twice."""
    return len(text) if text.isascii() else len(text) + sum(map(len, _WIDE.findall(text)))


def has_columns(text: str, least: int) -> bool:
    """Whether a text is so wide; as a rule its length tells, and nothing is counted."""
    return len(text) >= least or (2 * len(text) >= least and columns(text) >= least)


def is_caption(text: str) -> bool:
    """Whether a block in Simplified characters says what a picture shows or who took it."""
    if len(text) > _LONGEST_CAPTION:
        return False
    return bool(_CAPTION.match(text) or ("/" in text and _AGENCY.search(text)))


def is_boilerplate(text: str) -> bool:
    """Whether a block in Simplified characters, by its wording alone, is not the article's."""
    return _is_worded(text, _NOTICES)


def _is_worded(text: str, notices: Sequence[_Notice]) -> bool:
    """Whether a block is boilerplate by its wording, of which these notices may be."""
    if len(text) > _LONGEST_NOTICE:
        return False
    if len(text) <= _LONGEST_OPENING and (_OPENING.match(text) or _COMMENTS.match(text)):
        return True
    start = _start(text, notices) if notices else None
    return start is not None and not stands_behind(text, start)


def _possible(text: str) -> list[_Notice]:
    """The notices whose words a text has at all."""
    folded = text.casefold()
    notices = _NOTICES if _CHINESE_WORDS.search(text) else _ENGLISH_NOTICES
    return [notice for notice in notices if notice[0] in folded]


def _start(text: str, notices: Iterable[_Notice]) -> int | None:
    """Where the first notice in a text begins, if there is one."""
    folded = text.casefold()
    found = [pattern.search(text) for word, pattern in notices if word in folded]
    return min((match.start() for match in found if match), default=None)


def stands_behind(text: str, start: int) -> bool:
    """Whether what begins there stands behind a paragraph, and does not make it a notice."""
    before = text[:start].rstrip("（(【[ \u3000")
    return has_columns(before, _LATEST_NOTICE + 1) or (
        has_columns(before, _SENTENCE) and _is_finished(before)
    )


def boilerplate_places(texts: Sequence[str]) -> set[int]:
    """Which blocks of a page, in Simplified characters, are boilerplate, by wording and place."""
    notices = _possible("\n".join(texts))
    found = {k for k, text in enumerate(texts) if _is_worded(text, notices)}
    real = [k for k, text in enumerate(texts) if k not in found and _is_real(text)]
    found.update(k for k in _bios(texts) if not real or k > real[0])
    real = [k for k in real if k not in found]
    if not real:
        return found
    found.update(range(_comments_start(texts, real), len(texts)))
    real = [k for k in real if k not in found]
    foot = [k for k in sorted(found) if real and k > real[-1] and not _goes_on(texts, k, found)]
    if foot:
        found.update(k for k in range(foot[0], len(texts)) if not is_caption(texts[k]))
    return found


def _is_finished(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return _FINAL.search(text, max(len(text) - _CLOSERS, 0)) is not None


def _is_real(text: str) -> bool:
    """Whether a block is a paragraph of running text."""
    return has_columns(text, _PARAGRAPH_COLUMNS) and _is_finished(text)


def _goes_on(texts: Sequence[str], place: int, found: set[int]) -> bool:
    """Whether a full sentence follows, so that the notice stands inside the article."""
    following = place + 1
    return following < len(texts) and following not in found and _is_finished(texts[following])


def _bios(texts: Sequence[str]) -> list[int]:
    """Author boxes, in the last third or below the author's name, and those name lines."""
    found: list[int] = []
    for k, text in enumerate(texts):
        if not _BIO.match(text):
            continue
        first = k
        while first and text.startswith(texts[first - 1].strip()):
            first -= 1
        if first < k or 3 * k >= 2 * len(texts):
            found.extend(range(first, k + 1))
    return found


def _comments_start(texts: Sequence[str], real: Sequence[int]) -> int:
    """Where readers' comments begin: a prompt in the second half of the running text."""
    half = real[len(real) // 2]
    for k in range(half + 1, len(texts)):
        if len(texts[k]) <= _LONGEST_OPENING and _COMMENTS.match(texts[k]):
            return k
    return len(texts)
