from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QKeySequence

from evreader.ui.commands.actions import commands
from evreader.ui.commands.shortcut_sheet import READER_KEYS
from evreader.ui.commands.table import TABLE, TYPES


def test_ids_are_unique_and_named_subject_verb() -> None:
    ids = [command.id for command in commands()]
    assert [id_ for id_, count in Counter(ids).items() if count > 1] == []
    assert all("." in id_ and id_ == id_.lower() and " " not in id_ for id_ in ids)


def test_no_key_means_two_things() -> None:
    keys = [QKeySequence(key).toString() for command in commands() for key in command.shortcuts]
    assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_keys_are_ones_that_qt_knows() -> None:
    portable = QKeySequence.SequenceFormat.PortableText
    keys = [key for command in commands() for key in command.shortcuts]
    own = [key for keys_, _ in READER_KEYS for key in keys_.split()]
    for key in keys + own:
        assert QKeySequence(key).toString(portable) == key


def test_the_readers_own_keys_are_left_to_it() -> None:
    own = {key for keys, _ in READER_KEYS for key in keys.split()}
    assert own.isdisjoint(key for command in commands() for key in command.shortcuts)


def test_keys_that_can_be_typed_act_only_in_the_reader() -> None:
    for section in TABLE:
        for command in section.commands:
            for key in command.shortcuts:
                bare = key.removeprefix("Shift+")
                assert section.reader or len(bare) > 1, f"{command.id}: {key}"


def test_commands_of_one_family_stand_in_one_group() -> None:
    groups: dict[str, set[str]] = {}
    for command in commands():
        if command.argument:
            groups.setdefault(command.family, set()).add(command.group)
            assert command.id.startswith(f"{command.family}.")
    assert {family: names for family, names in groups.items() if len(names) > 1} == {}


def test_every_text_is_one_line_with_a_capital() -> None:
    for command in commands():
        assert command.text[0].isupper()
        assert "\n" not in command.text + command.tip
        assert not command.tip.endswith(".")


def test_exactly_one_menu_is_left_to_the_scheme() -> None:
    assert [section.menu for section in TABLE if not section.commands] == [TYPES]
