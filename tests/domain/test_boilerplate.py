from __future__ import annotations

from evreader.domain.boilerplate import boilerplate_places, columns, is_boilerplate, is_caption

PARAGRAPH = (
    "Sales of electric buses doubled in the spring, said the maker, and it expects more to come."
)


def test_columns_count_han_twice() -> None:
    assert columns("ab中，") == 6


def test_wording() -> None:
    assert is_boilerplate("了解 Volt.co 的更多信息")
    assert is_boilerplate("文章: 1204")
    assert not is_boilerplate("The ministry published 12 articles on the subject last year.")
    assert not is_boilerplate("The maker declined to comment on the deal.")
    assert is_caption("Photo by Jo Example")
    assert not is_caption(PARAGRAPH)


def test_the_foot_starts_with_the_first_notice_after_the_last_paragraph() -> None:
    texts = [
        "Title",
        PARAGRAPH,
        "It is over.",
        "Related articles",
        "A bus in Ulm",
        "A tram in Bern",
    ]
    assert boilerplate_places(texts) == {3, 4, 5}
    assert boilerplate_places(["A bus in Ulm", "Tram"]) == set()
