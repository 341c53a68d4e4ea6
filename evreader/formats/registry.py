"""Finding exchange formats and loading what reads and writes them.

Besides those of the catalogue there are those that other packages bring, by an entry point of the
group ``evreader.formats`` that names a ``Format``.
"""

from __future__ import annotations

import codecs
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, cast

from evreader.errors import FormatError, InputError
from evreader.formats.catalogue import FORMATS
from evreader.formats.format import Format

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from types import ModuleType

    from evreader.domain.bundle import Bundle, Receipt

    Reader = Callable[[Path], Bundle]
    Writer = Callable[..., Receipt]

GROUP = "evreader.formats"
"""The group of entry points by which another package adds a format."""

_HEAD = 65536
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LONGEST_LINE = 1_000_000


class Additions(NamedTuple):
    """The formats that other packages bring, and one sentence for each that cannot be used."""

    formats: tuple[Format, ...]
    broken: tuple[str, ...]


def formats() -> tuple[Format, ...]:
    """All formats, in the order a menu shows them."""
    return (*FORMATS, *additions().formats)


@cache
def additions() -> Additions:
    """What other packages add; looked for once, and never on the way to the window."""
    from importlib.metadata import entry_points

    found: dict[str, Format] = {}
    broken: list[str] = []
    taken = {item.name for item in FORMATS}
    for entry in entry_points(group=GROUP):
        try:
            item = entry.load()
        except Exception as error:  # noqa: BLE001 - another's code; it must not cost ours
            reason = f"{type(error).__name__}: {error}"
        else:
            if isinstance(item, Format) and item.name not in {*taken, *found}:
                found[item.name] = item
                continue
            reason = "it is no Format" if not isinstance(item, Format) else "its name is taken"
        broken.append(f"The format “{entry.name}” of {entry.value} cannot be used ({reason}).")
    return Additions(tuple(found.values()), tuple(broken))


def find(name: str) -> Format:
    """The format of this name.

    Raises:
        FormatError: there is none; the sentence names those there are.
    """
    for item in formats():
        if item.name == name:
            return item
    known = ", ".join(item.name for item in formats())
    raise FormatError(f"There is no format called '{name}'; choose one of {known}.")


def by_suffix(path: Path) -> Format:
    """The format that a file's ending stands for; where several share it, the one it looks like.

    Raises:
        FormatError: the ending is not known, or the file looks like none of those that share it.
    """
    suffix = path.suffix.lower()
    found = [item for item in formats() if suffix in item.suffixes]
    if not found:
        endings = (suffix for item in formats() for suffix in item.suffixes if item.reads)
        known = ", ".join(dict.fromkeys(endings))
        raise FormatError(
            f"The ending of {path.name} does not tell its format; name the format, "
            f"or give a file that ends in one of {known}."
        )
    readable = [item for item in found if item.reads] or found
    if len(readable) == 1 or not path.is_file():
        return min(readable, key=lambda item: item.shared)
    return _claimant(path, readable)


def by_beginning(path: Path) -> Format | None:
    """The format that knows a file with an ending of its own by its first bytes, if one does."""
    head = _head(path)
    for item in formats():
        if item.reads and item.shared and _module(item).claims(head, path.name):
            return item
    return None


def annotated_endings() -> frozenset[str]:
    """What files end in that as a rule hold more than texts."""
    readable = [item for item in formats() if item.reads]
    plain = {suffix for item in readable if item.prose for suffix in item.suffixes}
    return frozenset(suffix for item in readable for suffix in item.suffixes) - plain


def of_folder(path: Path) -> Format | None:
    """The format whose collection a folder is, or a file belongs to by what lies beside it."""
    for item in formats():
        if item.collection and _module(item).claims(path):
            return item
    return None


def reader(name: str) -> Reader:
    """The function that reads this format; it loads the format's module.

    Raises:
        FormatError: there is no such format, or evreader does not read it.
    """
    item = find(name)
    if not item.reads:
        readable = ", ".join(other.name for other in formats() if other.reads)
        raise FormatError(
            f"evreader writes {item.title} but does not read it; it reads {readable}."
        )
    return cast("Reader", _module(item).read)


def writer(name: str) -> Writer:
    """The function that writes this format; it loads the format's module.

    Raises:
        FormatError: there is no such format, or evreader does not write it.
    """
    item = find(name)
    if not item.writes:
        writable = ", ".join(other.name for other in formats() if other.writes)
        raise FormatError(
            f"evreader reads {item.title} but does not write it; it writes {writable}."
        )
    return cast("Writer", _module(item).write)


def checked_options(name: str, options: Mapping[str, str]) -> dict[str, str]:
    """Choices for writing a format, after a look whether it has them.

    Raises:
        InputError: the format has no such option, or the option no such value.
    """
    item = find(name)
    known = {option.name: option for option in item.options}
    for option, value in options.items():
        if option not in known:
            names = ", ".join(known) or "none"
            raise InputError(f"{item.title} has no option '{option}'; it has {names}.")
        if value not in known[option].choices:
            choices = ", ".join(known[option].choices)
            raise InputError(f"The option '{option}' cannot be '{value}'; choose one of {choices}.")
    return dict(options)


def _claimant(path: Path, candidates: list[Format]) -> Format:
    """The first format that knows a file by its first bytes; one that does not ask comes last."""
    head = _head(path)
    for item in candidates:
        if item.shared and _module(item).claims(head, path.name):
            return item
    rest = [item for item in candidates if not item.shared]
    if rest:
        return rest[0]
    names = ", ".join(item.title for item in candidates)
    raise FormatError(
        f"{path.name} is none of the formats with that ending ({names}); name its format if you "
        "know it."
    )


def _head(path: Path) -> bytes:
    """The beginning of a file; where a long text takes it up, also what comes behind that.

    Of one in UTF-16, it is in UTF-8 as of all others.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD) + file.readline(_LONGEST_LINE) + file.read(_HEAD)
    except OSError:  # whoever reads it says why
        return b""
    return head.decode("utf-16", "ignore").encode() if head.startswith(_WIDE) else head


def _module(item: Format) -> ModuleType:
    return import_module(item.module)
