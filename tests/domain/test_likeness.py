from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from evreader.domain.article import Article, ArticleInfo, Passage
from evreader.domain.likeness import NEAR, Known, Likeness, likeness_of

WORDS = [f"{a}{b}" for a in ("car", "deal", "plant", "north", "sea") for b in range(300)]


def article(*texts: str, boilerplate: str = "") -> Article:
    passages = [
        Passage(index + 1, index, "en", "paragraph", text, ()) for index, text in enumerate(texts)
    ]
    if boilerplate:
        passages.append(Passage(99, 98, "en", "boilerplate", boilerplate, ()))
    return Article(1, ArticleInfo("T"), tuple(passages))


def story(seed: int, words: int = 600) -> list[str]:
    random = Random(seed)  # noqa: S311
    return [random.choice(WORDS) for _ in range(words)]


def distance(one: Likeness, other: Likeness) -> int:
    return ((one.fingerprint ^ other.fingerprint) & (2**64 - 1)).bit_count()


def test_the_same_text_is_the_same_whatever_stands_around_it() -> None:
    words = " ".join(story(1))
    one = likeness_of(article("Head", words, boilerplate="Subscribe now"))
    other = likeness_of(article("Head", words.replace(" ", "\n  ", 40), boilerplate="Read more"))
    assert one == other
    assert one != likeness_of(article("Head", words[1:]))


def test_a_few_words_more_or_less_make_it_nearly_the_same() -> None:
    words = story(1)
    one = likeness_of(article(" ".join(words)))
    changed = likeness_of(article(" ".join([*words[:300], "updated", *words[300:], "End."])))
    assert 0 < distance(one, changed) <= NEAR or one.fingerprint == changed.fingerprint
    assert one.text_hash != changed.text_hash
    known = Known([(7, one)])
    assert known.same(changed) is None
    assert known.similar(changed) == 7


def test_chinese_too() -> None:
    random = Random(3)  # noqa: S311
    signs = [chr(0x4E00 + random.randrange(2500)) for _ in range(1500)]
    text = "".join(f"{sign}，" if k % 12 == 11 else sign for k, sign in enumerate(signs))
    changed = f"{text[:700]}的{text[700:]}"
    one, other = likeness_of(article(text)), likeness_of(article(changed))
    assert distance(one, other) <= NEAR


def test_different_stories_are_far_apart() -> None:
    found = [likeness_of(article(" ".join(story(seed)))) for seed in range(60)]
    apart = [distance(a, b) for k, a in enumerate(found) for b in found[:k]]
    assert min(apart) > 2 * NEAR
    known = Known(list(enumerate(found[:30], 1)))
    assert all(known.similar(item) is None for item in found[30:])


def test_a_short_text_has_no_fingerprint() -> None:
    found = likeness_of(article("Acme names Lee as its head of sales."))
    assert found.fingerprint == 0
    assert Known([(1, found)]).similar(found) is None
    assert Known([(1, found)]).same(found) == 1


@given(st.text(max_size=400))
def test_any_text_fits_into_the_file(text: str) -> None:
    found = likeness_of(article(text * 3))
    assert -(2**63) <= found.fingerprint < 2**63
    assert len(found.text_hash) == (64 if text.strip() else 0)


def test_articles_without_a_text_are_not_the_same() -> None:
    found = likeness_of(article("", boilerplate="Subscribe now"))
    assert Known([(1, found)]).same(found) is None


@given(st.integers(0, 2**64 - 1), st.sets(st.integers(0, 63), max_size=NEAR + 2))
def test_whatever_differs_in_few_bits_is_found(bits: int, changed: set[int]) -> None:
    other = bits
    for bit in changed:
        other ^= 1 << bit

    def signed(value: int) -> int:
        return value - 2**64 if value >= 2**63 else value

    if bits and other:
        known = Known([(5, Likeness("a", signed(bits)))])
        found = known.similar(Likeness("b", signed(other)))
        assert found == (5 if len(changed) <= NEAR else None)
