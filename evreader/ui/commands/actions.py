"""The window's actions, made from the table of commands and the scheme's entity types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from evreader.domain.scheme import label
from evreader.ui.commands.command import Command
from evreader.ui.commands.table import TABLE, TYPES
from evreader.ui.widgets.icons import icon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QWidget

    from evreader.domain.scheme import Scheme
    from evreader.ui.commands.command import Section

_ROLES = {
    "window.quit": QAction.MenuRole.QuitRole,
    "help.about": QAction.MenuRole.AboutRole,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """An action as palette and sheet show it.

    Attributes:
        path: the translated menu it is in, ``View › Theme``.
        source: its English text, to be found by whatever the interface's language.
    """

    id: str
    action: QAction
    path: str
    source: str


class Actions(QObject):
    """One ``QAction`` for each command that the window handles.

    A handler is called without arguments, with the new state if the command is checkable, or with
    the command's argument if it belongs to a family (``mention.tag``, ``deal.role``…).

    Args:
        window: owns the actions; most shortcuts act anywhere in it.
        reader: where single letters and the like act, and nowhere else.
        handlers: bound methods by command id or family; commands without one are left out.

    Raises:
        KeyError: a handler stands for no command.
    """

    def __init__(
        self, window: QWidget, *, reader: QWidget, handlers: Mapping[str, Callable[..., Any]]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._reader = reader
        self._handlers = dict(handlers)
        self._entries: dict[str, Entry] = {}
        self._groups: dict[str, QActionGroup] = {}
        self._types_menu: QMenu | None = None
        unknown = set(handlers) - families()
        if unknown:
            raise KeyError(*sorted(unknown))
        for section in TABLE:
            for command in section.commands:
                if command.family in self._handlers:
                    self._make(command, section, _translated(command))

    def show_types(self, scheme: Scheme, language: str = "en") -> None:
        """Offer the entity types of this scheme, labelled in this language."""
        for key in [key for key in self._entries if key.startswith("mention.tag.")]:
            action = self._entries.pop(key).action
            self._reader.removeAction(action)
            action.deleteLater()
        section = next(section for section in TABLE if section.menu == TYPES)
        if "mention.tag" in self._handlers:
            for command in type_commands(scheme, language):
                self._make(command, section, command.text)
        if self._types_menu is not None:
            self._types_menu.addActions(self._of(section))

    def action(self, command: str) -> QAction:
        """The action of a command.

        Raises:
            KeyError: there is none.
        """
        return self._entries[command].action

    def entries(self) -> list[Entry]:
        """All actions, in menu order, entity types where their menu is."""
        order = {section.menu: number for number, section in reversed(list(enumerate(TABLE)))}
        places = {command.id: n for n, s in enumerate(TABLE) for command in s.commands}
        return sorted(self._entries.values(), key=lambda e: places.get(e.id, order[TYPES]))

    def menus(self, bar: QMenuBar) -> None:
        """Fill a menu bar; called once."""
        menus: dict[tuple[str, ...], QMenu] = {}
        for section in TABLE:
            actions = self._of(section)
            if not actions and section.menu != TYPES:
                continue
            top = section.menu[:1]
            if top not in menus:
                menus[top] = bar.addMenu(_translate(top[0]))
            if section.menu == top and not menus[top].isEmpty():
                menus[top].addSeparator()
            if section.menu not in menus:
                menus[section.menu] = menus[top].addMenu(_translate(section.menu[1]))
            menus[section.menu].addActions(actions)
            if section.menu == TYPES:
                self._types_menu = menus[section.menu]

    def toolbar(self, bar: QToolBar) -> None:
        """Fill a toolbar with the commands that are used most, a rule between menus."""
        menu = ""
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.setIconSize(QSize(16, 16))
        for section in TABLE:
            for command in section.commands:
                if not command.toolbar or command.id not in self._entries:
                    continue
                if menu and section.menu[0] != menu:
                    bar.addSeparator()
                menu = section.menu[0]
                bar.addAction(self.action(command.id))

    def set_checked(self, command: str, checked: bool) -> None:  # noqa: FBT001 - as Qt's own
        """Show a checkable command as on or off; its handler is not called."""
        for action in self._named(command):
            action.setChecked(checked)

    def set_undo(self, undo: str | None, redo: str | None) -> None:
        """Name what Undo and Redo would take back; None: nothing."""
        texts = (
            ("edit.undo", undo, self.tr("Undo"), self.tr("Undo “{label}”")),
            ("edit.redo", redo, self.tr("Redo"), self.tr("Redo “{label}”")),
        )
        for command, name, bare, named in texts:
            for action in self._named(command):
                # A lone & would be taken for a mnemonic and vanish.
                text = named.format(label=name.replace("&", "&&")) if name else bare
                action.setText(text)
                action.setIconText(bare)
                action.setToolTip(_tip(text.replace("&&", "&"), action))
                action.setEnabled(name is not None)

    def _named(self, command: str) -> Iterator[QAction]:
        for key, entry in self._entries.items():
            if command in {key, key.rpartition(".")[0]}:
                yield entry.action

    def _of(self, section: Section) -> list[QAction]:
        if section.menu == TYPES:
            return [e.action for key, e in self._entries.items() if key.startswith("mention.tag.")]
        known = [command for command in section.commands if command.id in self._entries]
        return [self._entries[command.id].action for command in known]

    def _make(self, command: Command, section: Section, text: str) -> None:
        action = QAction(text, self._window)
        action.setMenuRole(_ROLES.get(command.id, QAction.MenuRole.NoRole))
        action.setIconText(text.rstrip("…"))
        action.setCheckable(command.checkable)
        if command.icon:
            action.setIcon(icon(command.icon))
        if command.keys:
            action.setShortcuts([QKeySequence(keys) for keys in command.shortcuts])
        tip = _translate(command.tip) if command.tip else ""
        action.setStatusTip(tip)
        action.setToolTip(_tip(tip or text.rstrip("…"), action))
        if section.reader:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self._reader.addAction(action)
        else:
            self._window.addAction(action)
        self._connect(command, action)
        path = " › ".join(_translate(part).replace("&", "") for part in section.menu)
        self._entries[command.id] = Entry(command.id, action, path, command.text)

    def _connect(self, command: Command, action: QAction) -> None:
        if not command.argument:
            action.triggered.connect(self._handlers[command.id])
            return
        action.setData(command.argument)
        key = command.family
        if key not in self._groups:
            group = QActionGroup(self)
            policy = QActionGroup.ExclusionPolicy
            group.setExclusionPolicy(policy.Exclusive if command.group else policy.None_)
            group.setObjectName(key)
            group.triggered.connect(self._call_family)
            self._groups[key] = group
        self._groups[key].addAction(action)

    def _call_family(self, action: QAction) -> None:
        group = action.actionGroup()
        if group is not None:
            self._handlers[group.objectName()](action.data())


def commands() -> tuple[Command, ...]:
    """All commands of the table, in menu order."""
    return tuple(command for section in TABLE for command in section.commands)


def families() -> frozenset[str]:
    """The keys that handlers go by."""
    return frozenset(command.family for command in commands()) | {"mention.tag"}


def type_keys(scheme: Scheme) -> dict[str, str]:
    """The key of each entity type by its name; empty where a command or another type has it."""
    taken = {shortcut.upper() for command in commands() for shortcut in command.shortcuts}
    keys: dict[str, str] = {}
    for kind in scheme.entities:
        key = kind.key.upper()
        keys[kind.name] = key if len(key) == 1 and key not in taken else ""
        taken.add(key)
    return keys


def type_commands(scheme: Scheme, language: str = "en") -> tuple[Command, ...]:
    """One command for each entity type, labelled in this language."""
    keys = type_keys(scheme)
    return tuple(
        Command(
            f"mention.tag.{kind.name}",
            label(kind.labels, language),
            keys[kind.name],
            kind.guideline,
            argument=kind.name,
        )
        for kind in scheme.entities
    )


def _translate(text: str) -> str:
    return QCoreApplication.translate("Commands", text)


def _translated(command: Command) -> str:
    return _translate(command.text).replace("{}", command.argument)


def _tip(text: str, action: QAction) -> str:
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{text} ({keys})" if keys else text
