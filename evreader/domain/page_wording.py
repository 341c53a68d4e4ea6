"""Wordings around the articles of web pages: bylines, credits, prompts, disclaimers, buttons.

They hold only for pages, where a block is a thing of its own; in plain text, lines run together
and ``domain.boilerplate`` alone decides. They are written in Simplified characters, and a text in
Traditional ones is compared as Simplified.
"""

from __future__ import annotations

import re

from evreader.domain.boilerplate import columns, is_boilerplate, stands_behind
from evreader.domain.chinese import simplified

_LONGEST_LINE, _LONGEST_NOTE, _LONGEST_PROMPT = 110, 90, 1200

_ROLES = (
    "责任编辑|责编|责任编缉|(?:值班|实习|执行|本文)?编辑|网络编辑|美编|校对|审核|监制|出品|统筹|策划|撰文|作者|编译|整理|制图|供图|摄影"
    "|翻译|排版|运营|总?主编|[初复终一二三]审|来源|文章来源|信息来源|稿件来源|图片?来源|图片|图源|题图|头图|配图|封面(?:图片?|来源|图片?来源)?"
    "|原标题|原题|原文标题|文章关键词|关键词|文字|视频|文|图|题图来源|纠错|栏目|发布于|发布时间|时间|日期|标签|字体|字号|分享(?:到|至)?"
)
_CREDIT = re.compile(
    rf"[（(【\[—\s-]*(?:{_ROLES})(?:[/、和与 ](?:{_ROLES}))*\s?(?:[：:|｜/／丨]\s?|$)"
    r"|(?:本报|本刊|新华社)?(?:记者|通讯员|见习记者|特约记者)[\s\u3000]+\S{1,24}$"
    r"|(?:photo(?:graph)?s?|images?|pictures?|video|illustration|composite|credit)"
    r"(?:\s(?:by|credit|source|courtesy)\b|\s?[:/©])"
    r"|(?:getty images|shutterstock|istock|alamy|bloomberg|reuters|afp|unsplash|ap photo)"
    r"(?:\s?[|/,]\s?[\w .-]{1,40})*$"
    r"|[\w .-]{1,30}\s?[|/]\s?(?:getty images|afp|bloomberg|alamy|shutterstock|ap photo|istock)$"
    r"|image (?:source|caption)\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"by [A-Z][\w.’'-]+(?:,? (?:and )?[\w.’'-]+){0,9}$"
    r"|(?:first )?(?:published|updated|posted|modified|last modified"
    r"|last updated)\b.{0,50}$"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?"
    r"|sun)(?:day)?,? .{0,30}\d{4}.{0,30}$"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
    r"|dec)[a-z]*\.? \d{1,2},? \d{4}.{0,40}$"
    r"|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
    r"|dec)[a-z]*\.?,? \d{4}.{0,40}$"
    r"|\d+\s?(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?) (?:ago"
    r"|read)$"
    r"|\d{4}\s?[-/年.]\s?\d{1,2}\s?[-/月.]\s?\d{1,2}日?.{0,60}$"
    r"|\d{1,2}[-/月]\d{1,2}日?\s+\d{1,2}:\d\d.{0,30}$"
    r"|\d{1,2}:\d\d(?::\d\d)?(?: [ap]m)?(?: [A-Z]{2,4})?$"
    r"|\d+\s?(?:秒|分钟|小时|天|周|个月|年)前.{0,20}$|(?:昨天|今天|前天)\s?\d{1,2}:\d\d$",
    re.IGNORECASE,
)
# Date and time in one line without an end, with or without the names that a page sets beside them.
_STAMP = re.compile(
    r"\d{4}\s?[-/年.]\s?\d{1,2}\s?[-/月.]\s?\d{1,2}日?\s*\d{1,2}:\d\d"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}, \d{4},?"
    r"(?: at)? \d{1,2}:\d\d",
    re.IGNORECASE,
)
_END = re.compile("[.!?…。！？；;:：][\"'”’」』)\\]）]*$")
# No article says this of itself, in whatever words it goes on.
_PROMPT = re.compile(
    r"未经.{0,10}(?:授权|许可|允许|同意)|严禁转载|侵权必究|"
    r"this (?:article|story|post) (?:was |has been )?(?:first |originally )?"
    r"(?:appeared|published|updated)\b|"
    r"仅代表作者|不代表.{0,16}(?:观点|立场|意见)|不构成.{0,12}(?:投资|建议)|风险自担"
    r"|据此(?:操作|入市)"
    r"|提供信息(?:存储|发布)|信息发布平台|特别声明|平台声明|如有侵权|侵权.{0,10}(?:删除|联系)"
    r"|版权归.{0,20}所有|违者必究|转载请"
    r"|禁止(?:转载|使用)|谢绝转载"
    r"|举报(?:邮箱|电话)|(?:精准解读|更多精彩|尽在).{0,16}(?:app|客户端)|(?:下载|打开"
    r"|进入).{0,14}(?:app|客户端)(?:$"
    r"|[，。！,查看])"
    r"|(?:扫码|扫一扫|长按|识别).{0,20}(?:二维码|关注|下载|阅读|加入|添加)|扫描?.{0,10}二维码"
    r"|二维码.{0,10}(?:关注|下载)"
    r"|点击.{0,12}(?:蓝字|关注|阅读原文|订阅|下载|进入专题|此处|下方)|往期(?:推荐|回顾|精彩"
    r"|文章)|返回搜狐|点个.{0,3}(?:在看|赞)"
    r"|(?:欢迎|敬请|请)关注|一键三连"
    r"|(?:进|加)(?:群|微信).{0,10}(?:交流|讨论|备注)|炒股就看|需要你的鼓励|分享让更多人"
    r"|理性发言|(?:登录|注册).{0,6}(?:后"
    r"|参与).{0,6}(?:评论|发表)"
    r"|\d+人参与|[\d,]+\s?条?(?:评论|跟贴|留言)|(?:评论|跟贴|留言|阅读|浏览"
    r"|点赞)\s?[（(]?\s?[\d,]+\s?[)）]?$"
    r"|(?:icp|公网安备|许可证).{0,4}[备证号\d]"
    r"|版\s?权\s?所\s?有|违法和不良信息|联系我们.{0,3}\|"
    r"|income[- ]earning|earn(?:s|ing)? (?:an? |a small |us )*(?:affiliate )?commissions?"
    r"|if you (?:buy|purchase|click).{0,80}(?:commission|link)"
    r"|be sure to check out|you[’']re reading \w+|originally (?:appeared|published) (?:on"
    r"|in|at)\b"
    r"|purchase licensing rights|delivered to your inbox|in your inbox|to your inbox"
    r"|sign up (?:here|now|today|below|free)|(?:^|\. )sign up (?:to|for)\b"
    r"|(?:^|\. )subscribe (?:to|for|now|today)\b|newsletters? (?:may contain|provides"
    r"|promotion)|(?:our|the) (?:free |daily |weekly |\w+ ){1,4}newsletters?\b"
    r"|recaptcha|already (?:a |an )?(?:subscriber|member|registered)|(?:unlimited"
    r"|full) (?:digital )?access|cancel any ?time|start your (?:free )?trial"
    r"|to continue reading|continue reading (?:this|for|below|the)|(?:story"
    r"|article) continues (?:below|after)|scroll to continue|after newsletter promotion"
    r"|(?:create|register for) (?:a |your )?free account|data (?:is )?delayed"
    r"|real-time snapshot|trust principles"
    r"|follow (?:us|\w+|him|her|them)(?: \w+)? on (?:twitter|x|facebook|instagram|linkedin"
    r"|google news|youtube|threads|bluesky)"
    r"|is not responsible for the content|(?:send|email) (?:us )?(?:tips|your (?:news"
    r"|comments))|got a (?:news )?tip\b|contact (?:us|the newsroom)\b"
    r"|support (?:the|our|independent) (?:guardian|journalism|work)"
    r"|fund independent journalism|personali[sz]e(?:d)? (?:content|ads)|use cookies"
    r"|cookies and"
    r"|contributed to this (?:report|story|article)|contributed reporting"
    r"|reporting (?:and writing )?by [A-Z]|opens? in (?:a )?new (?:tab|window)"
    r"|advertisement\b.{0,40}$|affiliate links?|join (?:the|our) (?:conversation"
    r"|discussion|community)|(?:leave|post|write|add) a (?:comment|reply)"
    r"|(?:views?|opinions?) expressed .{0,40}(?:own|author|solely"
    r"|not (?:necessarily )?(?:those|reflect))"
    r"|(?:you )?must be logged in|required fields are marked|必填项|thank you for (?:signing"
    r"|subscribing)",
    re.IGNORECASE,
)
# Words on buttons, menus and little signs: boilerplate if they are all of the block.
_SIGN = re.compile(
    r"(?:首页|新闻|正文|举报|收藏|点赞|评论|关注|回复|赞|分享|微博|微信|朋友圈|阅读原文"
    r"|展开全文|加载更多"
    r"|查看(?:全部|更多|详情).{0,12}|更多|换一换|返回(?:首页|顶部)?|上一[页条篇]|下一[页条篇]|打印"
    r"|关闭|字[体号].{0,12}|[【\[（(](?:纠错|打印|关闭|收藏|字体.{0,12}|字号.{0,12}|详细"
    r"|推荐)[】\]）)].{0,30}"
    r"|[大中小]|[大中小] [大中小] [大中小]|(?:热门|最新|精彩|网友|全部)(?:跟贴|评论|回复)"
    r"|我来说两句"
    r"|(?:热点|精彩|图片|视频|最新|今日|本站|深度|精选|编辑|为你|猜你|大家都在|热门|相关|推荐"
    r"|延伸|更多|往期)"
    r"(?:新闻|推荐|阅读|文章|资讯|视频|排行|观察|专题|链接|报道|喜欢|看|搜|内容|话题|标签)"
    r"|原创|独家|专栏|特邀作者|最近内容|文章|作者|来源|时间|(?:\d+\s*)?阅读|阅读\s?[\d.万,+]*"
    r"|—* ?(?:end|完) ?—*"
    r"|the end"
    r"|share(?: (?:this|on|via|article|story|to|with)\b.{0,50})?|save|print|email"
    r"|copy link|link copied|text|small text|large text|listen(?: to .{0,40})?"
    r"|watch(?: now)?|play|pause|menu|search|close|home|news|log ?in|sign ?in"
    r"|advertisement|ad|ads|sponsored.{0,30}|promoted.{0,20}|key (?:points|takeaways)"
    r"|summary|companies|in this article|topics?:?|tags?:?|suggested topics:?"
    r"|explore more.{0,30}|more on this.{0,20}|related.{0,24}|read (?:more|next"
    r"|also).{0,2}"
    r"|also (?:read|in|on).{0,24}|more (?:in|from|on|stories).{0,30}|most (?:read|viewed"
    r"|popular|recent)|latest.{0,24}|recommended.{0,20}|trending.{0,20}|popular.{0,20}"
    r"|editors?[’']s? picks?|don[’']t miss.{0,40}"
    r"|what to (?:read|watch) next|top stories|featured.{0,24}|comments?.{0,16}"
    r"|\d+ comments?|reply|says:?|author|authors|about the authors?|guides?"
    r"|image (?:source|caption|credit),?|reuse this content|loading.{0,6}|skip.{0,30}"
    r"|view (?:all|more|image|gallery|(?:\d+ )?comments?).{0,30}|see (?:all|more).{0,30}"
    r"|show (?:more|less|all|comments?).{0,20}|back to top|next|previous|\+?\d+|[#@]\S{1,30}"
    r"|[—–_*·.…=~\s-]+"
    r"|\d+ of \d+|mailto|facebook|twitter|whatsapp|linkedin|reddit|telegram|pinterest)",
    re.IGNORECASE,
)
# Over what is no more the article: headings of lists of other articles, of comments and forms.
_HEADS_OTHERS = re.compile(
    r"(?:相关|推荐|热门|热点|猜你|更多|延伸|往期|精彩|最新)(?:新闻|阅读|推荐|文章|报道|链接"
    r"|资讯|内容|喜欢|精彩|评论|跟贴|回顾"
    r"|专题).{0,6}$"
    r"|(?:网友|最新|全部|热门)?(?:评论|跟贴|留言)(?:区)?\s?(?:[(（]?\d+[)）]?)?$"
    r"|(?:related|recommended|more (?:from|on|in|stories|news)|most (?:read|viewed"
    r"|popular)|read (?:next|more|also)|trending|up next|you (?:may|might) (?:also )?like"
    r"|don[’']t miss|what to read next|latest (?:news|stories|articles)|comments?|leave a"
    r"|join the|about the author)\b.{0,40}$",
    re.IGNORECASE,
)

_HEADS_COMMENTS = re.compile(
    r"(?:网友|最新|全部|热门|精彩|精选|文章|发表|用户)*(?:评论|跟贴|留言|回复|回應)(?:区|討論)?"
    r"\s?(?:[(（]?\d*[)）]?)?$|\d+\s?条?(?:评论|跟贴|留言)$|我来说两句"
    r"|(?:\d+ |view |show |all |reader |latest )*(?:comments?|replies|responses|reactions)"
    r"(?: ?[(:]? ?\d*\)?)?$|(?:leave|post|write|add) a (?:comment|reply)|join the (?:conversation"
    r"|discussion)|\w+ thoughts? on ",
    re.IGNORECASE,
)


def is_byline(text: str) -> bool:
    """Whether a line only says who wrote an article, when, or for whom."""
    if not _is_line(text, _LONGEST_LINE):
        return False
    text = simplified(text)
    return bool(_BYLINE.match(text) or (_STAMP.search(text) and not _END.search(text)))


def is_credit(text: str) -> bool:
    """Whether a line only names those who made a thing: an editor, a photographer, an agency."""
    return _is_line(text, _LONGEST_NOTE) and _CREDIT.match(simplified(text)) is not None


def heads_comments(text: str) -> bool:
    """Whether a line stands over readers' comments."""
    return (
        _is_line(text, _LONGEST_LINE // 2) and _HEADS_COMMENTS.match(simplified(text)) is not None
    )


def heads_others(text: str) -> bool:
    """Whether a line stands over lists of other articles, over comments or a form."""
    return _is_line(text, _LONGEST_LINE // 2) and _HEADS_OTHERS.match(simplified(text)) is not None


def is_page_furniture(text: str) -> bool:
    """Whether a block of a page, by its wording alone, does not belong to the article."""
    text = simplified(text)
    if len(text) > _LONGEST_PROMPT:
        return is_boilerplate(text)
    if _is_line(text, _LONGEST_LINE) and _SIGN.fullmatch(text):
        return True
    if is_byline(text) or is_credit(text):
        return True
    prompt = _PROMPT.search(text)
    if prompt and not stands_behind(text, prompt.start()):
        return True
    return is_boilerplate(text)


def _is_line(text: str, widest: int) -> bool:
    return len(text) <= widest and columns(text) <= widest
