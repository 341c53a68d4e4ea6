"""A web page, or a piece of one, as an article: every block of it, the main text marked.

Both halves of the work are elsewhere: ``blocks`` says what stands on the page,
``main_text`` which of it is the article. Nothing is ever loaded from the net.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from evreader.domain.article import Article
from evreader.domain.blocks import Block, title_of
from evreader.errors import InputError
from evreader.formats.encoding import decode_page
from evreader.formats.passages import passages_of
from evreader.formats.web_page.blocks import page_blocks
from evreader.formats.web_page.extractors import opinions
from evreader.formats.web_page.info import article_info, page_info
from evreader.formats.web_page.main_text import main_text
from evreader.formats.web_page.markup import parsed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evreader.formats.web_page.blocks import PageBlock
    from evreader.formats.web_page.info import PageInfo

# Ten times the longest report of a magazine, with all its readers' comments.
_LONGEST = 1_500_000


def read_page(
    data: bytes | str, *, name: str, url: str = "", charset: str = "", whole: bool = False
) -> Article:
    """Read a page as one article, without links.

    Args:
        data: its markup; bytes may be in any encoding.
        name: what messages call it and, without a title, the article: a file name, mostly.
        url: where it was loaded from.
        charset: the encoding that the server or the enclosing message told.
        whole: all of it is the text, as in a chapter of a book or an entry of a feed; nothing
            is cut away.

    Raises:
        InputError: there is no text in it, or it is nested too deeply or too large to be a page.
    """
    markup = data if isinstance(data, str) else decode_page(data, charset=charset)
    root = parsed(markup, name, whole=whole)
    page = page_info(root, url=url)
    blocks = page_blocks(root)
    if not blocks:
        raise InputError(f"“{name}” holds no text; nothing was imported.")
    if whole:
        return _whole(blocks, page, name)
    if sum(len(block.text) for block in blocks) > _LONGEST:
        raise InputError(
            f"“{name}” holds far more text than an article; save the article's text alone and "
            f"import that."
        )
    found = main_text(blocks, page, opinions(root, blocks))
    cut = [
        Block(block.text, found.kinds.get(index, "boilerplate"))
        for index, block in enumerate(blocks)
    ]
    info = article_info(page, name=name, title=found.title, above=found.above)
    if not info.title:
        info = info._replace(title=title_of(cut, PurePath(name).stem))
    return Article(1, info, tuple(passages_of(cut)), cuts=found.cuts, review=found.review)


def _whole(blocks: Sequence[PageBlock], page: PageInfo, name: str) -> Article:
    """A fragment of which everything is wanted."""
    taken = [Block(block.text, block.kind) for block in blocks]
    info = article_info(page, name=name, title="", above=())
    if not info.title:
        info = info._replace(title=title_of(taken, PurePath(name).stem))
    return Article(1, info, tuple(passages_of(taken)))
