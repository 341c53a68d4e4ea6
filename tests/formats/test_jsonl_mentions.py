from __future__ import annotations

from typing import Any

import pytest

from evreader.formats.jsonl.articles import KINDS_OF_IDS, ArticleReader

MENTION = {
    "id": 1, "passage_id": 1, "fragments": [[0, 8]], "text": "Norrland", "type": "Company",
    "set_id": 1, "entity_id": 1, "attributes": {}, "origin": "user",
}  # fmt: skip
PASSAGE = {
    "id": 1, "index": 0, "language": "en", "kind": "paragraph", "text": "Norrland Motors",
    "sentences": [],
}  # fmt: skip
ODD: list[object] = [
    None, True, 2, -1, 1.0, 2**63, "", "x", "N\x00", "1", [], [1], {}, {"a": "b"}, {"a": 1},
    [[0, 8], [9, 15]], [[False, 8]], [[0, 8.0]], [[0, 99]], [[8, 0]], [[0, 0]], [[-15, 8]],
    [[-15, -7]], [[0, 8, 9]], "Norrland Motors",
]  # fmt: skip


def seen(mentions: list[dict[str, object]], *, closely: bool) -> str:
    """What comes of an article with these mentions, and what is refused."""
    reader = ArticleReader({1}, {1}, {kind: set() for kind in KINDS_OF_IDS})
    if closely:
        reader._usual_mention = lambda *_: None  # type: ignore[method-assign]
    article: dict[str, Any] = {
        "id": 1, "title": "", "passages": [PASSAGE], "mentions": mentions
    }  # fmt: skip
    return repr((reader.article(4, article), reader.faults))


@pytest.mark.parametrize("key", MENTION)
def test_a_quick_look_at_a_mention_sees_what_a_close_one_does(key: str) -> None:
    for value in ODD:
        mentions = [{**MENTION, key: value}]
        assert seen(mentions, closely=False) == seen(mentions, closely=True), value
    short = {name: value for name, value in MENTION.items() if name != key}
    assert seen([short], closely=False) == seen([short], closely=True)


@pytest.mark.parametrize(
    ("end", "text"), [(15, "Norrland Motors"), (99, "Norrland Motors"), (True, "N")]
)
def test_a_quick_look_compares_the_whole_text(end: int, text: str) -> None:
    mentions = [{**MENTION, "fragments": [[0, end]], "text": text}]
    assert seen(mentions, closely=False) == seen(mentions, closely=True)


def test_a_quick_look_notices_an_id_given_twice() -> None:
    mentions = [MENTION, {**MENTION, "type": "Brand"}]
    assert seen(mentions, closely=False) == seen(mentions, closely=True)
    assert "a second mention 1" in seen(mentions, closely=False)
