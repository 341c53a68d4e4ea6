"""The rest from the search for circular garbage ends as it began."""

from __future__ import annotations

import gc

import pytest

from evreader.session.garbage import search, unsearched


def test_the_search_goes_on_afterwards_even_after_an_error() -> None:
    @unsearched()
    def tear() -> None:
        assert not gc.isenabled()
        raise ValueError("torn")

    with pytest.raises(ValueError, match="torn"):
        tear()
    assert gc.isenabled()


def test_who_had_it_off_has_it_off_afterwards() -> None:
    with unsearched():
        with unsearched():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_last_of_several_threads_ends_it() -> None:
    first, second = unsearched(), unsearched()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert not gc.isenabled()
    second.__exit__(None, None, None)
    assert gc.isenabled()


def test_a_search_that_is_to_begin_waits_for_the_end() -> None:
    gc.disable()
    with unsearched():
        search()
        assert not gc.isenabled()
    assert gc.isenabled()
