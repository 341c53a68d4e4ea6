"""What a bundle that was read marks, in the shapes that tests compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evreader.domain.annotation import Mention
    from evreader.domain.bundle import Bundle


def mentions_of(bundle: Bundle) -> list[Mention]:
    """All mentions, article by article."""
    return [mention for annotated in bundle.articles for mention in annotated.mentions]


def said(bundle: Bundle) -> list[tuple[str, str]]:
    """The type and text of each mention."""
    return [(mention.type, mention.text) for mention in mentions_of(bundle)]
