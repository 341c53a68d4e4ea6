from __future__ import annotations

from evreader.domain.reading import Outline
from evreader.ui.reader.rows import Rows


def outline(rows: str, languages: str, kinds: str) -> Outline:
    """Rows as digits; languages as e, z, o; kinds as p(aragraph) and b(oilerplate)."""
    names = {"e": "en", "z": "zh", "o": "other", "p": "paragraph", "b": "boilerplate"}
    count = len(rows)
    return Outline(
        1,
        tuple(range(10, 10 + count)),
        tuple(int(row) for row in rows),
        tuple(names[language] for language in languages),
        tuple(names[kind] for kind in kinds),
        (100,) * count,
    )


def test_linked_passages_share_a_row() -> None:
    rows = Rows(outline("001223", "ezezze", "pppppp"))
    assert [rows.passages(row) for row in range(len(rows))] == [(10, 11), (12,), (13, 14), (15,)]
    assert [rows.row_of(passage) for passage in (10, 11, 12, 14, 15, 99)] == [0, 0, 1, 2, 3, None]
    assert [rows.side(passage) for passage in (10, 11, 13)] == ["left", "right", "right"]


def test_a_run_of_boilerplate_is_one_row_until_it_is_unfolded() -> None:
    shape = outline("01234", "eezeo", "pbbpb")
    folded = Rows(shape)
    assert len(folded) == 4
    assert folded.passages(1) == ()
    assert folded.folds[1] == (11, 2, False)
    assert folded.folds[3] == (14, 1, False)
    assert folded.row_of(12) == 1
    assert folded.fold_of(12) == (11, 2, False)
    assert folded.neighbour(10, 1) == 13
    assert folded.fold_row(14) == 3

    unfolded = Rows(shape, {11})
    assert [unfolded.passages(row) for row in range(len(unfolded))] == [
        (10,), (), (11,), (12,), (13,), (),
    ]  # fmt: skip
    assert unfolded.folds[1] == (11, 2, True)
    assert [unfolded.row_of(passage) for passage in (10, 11, 12, 13, 14)] == [0, 2, 3, 4, 5]
    assert unfolded.fold_of(12) is None
    assert unfolded.neighbour(10, 1) == 11
    assert unfolded.first_passage(1) == 11


def test_neighbours_stay_in_their_column() -> None:
    rows = Rows(outline("00112", "ezeze", "ppppp"))
    assert rows.neighbour(11, 1) == 13
    assert rows.neighbour(13, 1) is None
    assert rows.neighbour(14, -1) == 12
    assert rows.between(10, 14) == [(10, 100), (12, 100), (14, 100)]
    assert rows.between(11, 13) == [(11, 100), (13, 100)]
    assert rows.between(10, 99) == []


def test_what_is_folded_away_is_between_nothing() -> None:
    shape = outline("01234", "eeeee", "pbbpb")
    assert [passage for passage, _ in Rows(shape).between(10, 14)] == [10, 13]
    assert [passage for passage, _ in Rows(shape, {11}).between(10, 14)] == [10, 11, 12, 13]


def test_heights_are_guessed_from_sizes() -> None:
    rows = Rows(outline("0012", "ezep", "pppb".replace("b", "b")).__class__(
        1, (1, 2, 3, 4), (0, 0, 1, 2), ("en", "zh", "zh", "en"),
        ("paragraph", "paragraph", "paragraph", "boilerplate"), (100, 40, 50, 9),
    ))  # fmt: skip
    assert rows.guesses({"en": 1.0, "zh": 2.0, "other": 1.0}, least=5, fold=7) == [105, 105, 7]


def test_an_empty_article_has_no_rows() -> None:
    rows = Rows(Outline(1, (), (), (), (), ()))
    assert len(rows) == 0
    assert rows.row_of(3) is None
