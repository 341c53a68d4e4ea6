"""Fields of a record of evreader's own format, each taken out with a check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from evreader.domain.article import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping

    Record = Mapping[str, Any]

Value = TypeVar("Value")

LARGEST = 2**63
"""What a store can hold is less."""


class RecordError(Exception):
    """What is wrong with a record, without its place in the file; ends without a full stop."""


def text(record: Record, key: str, default: str | None = None) -> str:
    """A text."""
    value = record.get(key, default)
    if not isinstance(value, str):
        raise _wrong(record, key, "a text")
    if "\x00" in value:  # SQLite would take it for the end of the text
        raise RecordError(f"'{key}' holds a NUL character")
    return value


def whole_number(record: Record, key: str) -> int:
    """A whole number from 0 that a store can hold."""
    value = record.get(key)
    if type(value) is not int or not 0 <= value < LARGEST:  # True is no number
        raise RecordError(
            f"'{key}' is not a whole number" if key in record else f"'{key}' is missing"
        )
    return value


def flag(record: Record, key: str) -> bool:
    """True or false; false where it is missing."""
    value = record.get(key, False)
    if not isinstance(value, bool):
        raise RecordError(f"'{key}' is neither true nor false")
    return value


def items(record: Record, key: str, default: list[Any] | None = None) -> list[Any]:
    """A list."""
    value = record.get(key, default)
    if not isinstance(value, list):
        raise _wrong(record, key, "a list")
    return value


def objects(record: Record, key: str) -> Iterator[Record]:
    """The objects of a list; none where it is missing."""
    for item in items(record, key, []):
        if not isinstance(item, dict):
            raise RecordError(f"'{key}' holds {item!r:.40}, which is no object")
        yield item


def choice(
    record: Record, key: str, choices: tuple[Value, ...], default: Value | None = None
) -> Value:
    """One of the known words."""
    value = record.get(key, default)
    if value not in choices:
        raise RecordError(
            f"'{key}' is {value!r}, but only {', '.join(map(str, choices))} are known"
        )
    return cast("Value", value)


def score(record: Record) -> float:
    """A number from 0 to 1; 1 where it is missing."""
    value = record.get("score", 1.0)
    if type(value) not in {int, float} or not 0 <= value <= 1:
        raise RecordError("its score is not a number from 0 to 1")
    return float(value)


def attributes(record: Record) -> dict[str, str]:
    """The mapping of texts to texts called ``attributes``; empty where it is missing."""
    value = record.get("attributes")
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        raise RecordError("'attributes' is not an object of texts")
    return value


def spans(record: Record, key: str, size: int) -> tuple[Span, ...]:
    """Ranges in order that neither overlap nor leave a text of ``size`` code points."""
    found = []
    last = 0
    for item in items(record, key, []):
        try:
            start, end = item
            fits = last <= start < end <= size and type(start) is type(end) is int
        except (TypeError, ValueError) as error:
            raise RecordError(f"'{key}' holds {item!r:.40}, which is no pair of offsets") from error
        if not fits:
            raise RecordError(
                f"'{key}' holds {start}–{end}, which is empty, out of order or outside the "
                f"{size} characters of the text"
            )
        found.append(Span(start, end))
        last = end
    return tuple(found)


def known(record: Record, key: str, things: Mapping[int, Value], what: str) -> Value:
    """The thing that an id refers to."""
    number = record.get(key)
    if type(number) is int and number in things:
        return things[number]
    raise RecordError(f"it refers to {what} {whole_number(record, key)}, which is not there")


def known_id(record: Record, key: str, ids: Container[int], what: str) -> int:
    """An id that refers to something there is."""
    number = record.get(key)
    if type(number) is int and number in ids:
        return number
    raise RecordError(f"it refers to {what} {whole_number(record, key)}, which is not there")


def entity_id(record: Record, ids: Container[int], miss: Callable[[str], None]) -> int | None:
    """The entity that is referred to; none, which ``miss`` hears of, if it is not there."""
    number = record.get("entity_id")
    if number is None or (type(number) is int and number in ids):
        return number
    number = whole_number(record, "entity_id")
    miss(f"it refers to entity {number}, which is not there")
    return None


def check_fresh(number: int, seen: Container[int], what: str) -> None:
    """Refuse an id that was there before."""
    if number in seen:
        raise RecordError(f"there is a second {what} {number}")


def _wrong(record: Record, key: str, wanted: str) -> RecordError:
    return RecordError(f"'{key}' is not {wanted}" if key in record else f"'{key}' is missing")
