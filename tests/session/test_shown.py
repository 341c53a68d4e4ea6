"""The shape that `evreader show --json` prints, which other programs rely on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from evreader.session.shown import shown

if TYPE_CHECKING:
    from tests.session.conftest import Story


def test_an_article_is_shown_with_all_that_is_said_of_it(story: Story) -> None:
    mention = story.tag(story.zh, "草原乳业", entity=story.meadow, level="name")
    story.session.deals.add_evidence(story.session.evidence_of(mention), deal=story.deal)
    found = json.loads(json.dumps(shown(story.session, story.first).as_json()))
    assert list(found) == ["article", "passages", "links", "mentions", "deals"]
    assert found["article"] == {
        "id": story.first,
        "title": "A dairy venture 乳业合资",
        "source": "Alpine Times",
        "date": "2026-04-01",
        "url": "",
        "author": "",
        "site": "",
        "review": "",
        "languages": ["en", "zh"],
    }
    passage = found["passages"][1]
    assert {key: passage[key] for key in ("id", "index", "language", "kind", "sentences")} == {
        "id": story.zh,
        "index": 1,
        "language": "zh",
        "kind": "paragraph",
        "sentences": [[0, 19], [19, 32]],
    }
    assert passage["text"] == story.text(story.zh)
    (link,) = found["links"]
    assert (link["relation"], link["status"], link["score"]) == ("translation", "automatic", 0.75)
    assert (link["en"], link["zh"]) == ([[story.en, 0]], [[story.zh, 0]])
    assert found["mentions"] == [
        {
            "id": mention,
            "passage_id": story.zh,
            "fragments": [[0, 4]],
            "text": "草原乳业",
            "type": "Company",
            "entity_id": story.meadow,
            "attributes": {"level": "name"},
            "set": "Annotations",
            "origin": "user",
        }
    ]
    (deal,) = found["deals"]
    assert (deal["id"], deal["type"]) == (story.deal, "JointVenture")
    role = deal["roles"][0]
    assert (role["role"], role["entity_id"], "value" in role) == ("Partner", story.meadow, False)
    assert role["evidence"][0]["text"] == "Meadow Dairy"
    assert deal["slots"]["status"]["value"] == "announced"
    assert [piece["mention_id"] for piece in deal["triggers"]] == [None, mention]
