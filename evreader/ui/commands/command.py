"""The shape of a command and of a section of the menus, as plain data."""

from __future__ import annotations

from dataclasses import dataclass


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:  # noqa: N802 - lupdate's own name
    """Mark a text for translation; it is translated where it is shown."""
    return text


@dataclass(frozen=True, slots=True)
class Command:
    """Something the user can do, by menu, key, toolbar or palette.

    Attributes:
        id: ``subject.verb``; the key under which the window gives its handler.
        text: English menu text.
        keys: shortcuts in Qt's portable notation, separated by a space; the first is shown.
        tip: one line of help.
        argument: what the handler is told. Commands that differ only by it share one handler,
            under their id without its last part.
        icon: a name of ``evreader.ui.widgets.icons``.
        toolbar: whether the toolbar has it.
        checkable: whether it is on or off.
        group: of the commands of one group exactly one is on.
    """

    id: str
    text: str
    keys: str = ""
    tip: str = ""
    argument: str = ""
    icon: str = ""
    toolbar: bool = False
    checkable: bool = False
    group: str = ""

    @property
    def shortcuts(self) -> tuple[str, ...]:
        """The shortcuts, in Qt's portable notation."""
        return tuple(self.keys.split())

    @property
    def family(self) -> str:
        """The key of its handler."""
        return self.id.rpartition(".")[0] if self.argument else self.id


@dataclass(frozen=True, slots=True)
class Section:
    """Commands that stand together in a menu, between two rules.

    Attributes:
        menu: the menu's title, then that of its submenu, if any.
        reader: whether the shortcuts act only while the reader has the focus, so that single
            letters can still be typed everywhere else.
    """

    menu: tuple[str, ...]
    commands: tuple[Command, ...]
    reader: bool = False
