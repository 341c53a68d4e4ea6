"""Which roles take plain text: what the scheme says, whatever its types are called."""

from __future__ import annotations

import pytest

from evreader.domain.scheme import Role, Scheme
from evreader.ui.deals.role_field import values_of

SCHEME = Scheme.from_data({
    "name": "Harvest",
    "entity": [
        {"name": "Farm", "label": {"en": "Farm"}, "short": {"en": "FA"}, "nature": "party"},
        {"name": "Tonnage", "label": {"en": "Tonnage"}, "short": {"en": "TO"}, "nature": "value"},
        {"name": "Money", "label": {"en": "Coin"}, "short": {"en": "CO"}},
    ],
    "deal": [],
    "slot": [],
})


@pytest.mark.parametrize(
    ("types", "takes"),
    [
        (("Tonnage",), "only"),
        (("Farm", "Tonnage"), "also"),
        (("Farm", "Money"), "no"),
        ((), "also"),
    ],
)
def test_the_nature_of_its_types_says_what_a_role_takes(types: tuple[str, ...], takes: str) -> None:
    assert values_of(Role("r", {"en": "R"}, types=types), SCHEME) == takes
