from __future__ import annotations

import numpy as np

from evreader.domain.edges import Edges

NOTHING = np.empty(0, int)


def test_a_question_goes_with_a_question() -> None:
    edges = Edges(["Who is it?", "It is me."], ["是谁？", "是我。"])
    _, last = edges.proof((NOTHING, NOTHING), (NOTHING, NOTHING), np.empty(0))
    assert last[0, 0] > 0 > last[0, 1]
    assert last[1, 1] > 0 > last[1, 0]


def test_what_the_document_does_outweighs_the_assumption() -> None:
    """Here English quotation marks are dropped in translation."""
    edges = Edges(["“Yes.", "No."], ["是的。", "「不」"])
    dropped = np.zeros(200, int)
    first, _ = edges.proof((dropped, dropped), (dropped, dropped), np.ones(200))
    assumed, _ = edges.proof((NOTHING, NOTHING), (NOTHING, NOTHING), np.empty(0))
    assert first[0, 0] > assumed[0, 0]
