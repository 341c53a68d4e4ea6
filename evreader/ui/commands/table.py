"""The one table of commands: it feeds menus, toolbar, shortcuts, palette and shortcut sheet.

Texts are English sources, marked for translation in the context ``Commands``. The shape of a row is
``evreader.ui.commands.command``.
"""

from __future__ import annotations

from evreader.ui.commands.articles import ARTICLES, EXPORT, FILE, IMPORT
from evreader.ui.commands.command import QT_TRANSLATE_NOOP, Command, Section
from evreader.ui.commands.pairing import PAIRING

EDIT = QT_TRANSLATE_NOOP("Commands", "&Edit")
VIEW = QT_TRANSLATE_NOOP("Commands", "&View")
TAG = QT_TRANSLATE_NOOP("Commands", "&Tag")
DEAL = QT_TRANSLATE_NOOP("Commands", "&Deal")
SET = QT_TRANSLATE_NOOP("Commands", "&Set")
HELP = QT_TRANSLATE_NOOP("Commands", "&Help")

TYPES = (TAG, QT_TRANSLATE_NOOP("Commands", "Tag as"))
"""The menu that the scheme's entity types fill."""

_FILE = (
    Section(
        (FILE,),
        (
            Command("project.open", QT_TRANSLATE_NOOP("Commands", "Open project…"), "Ctrl+O"),
            Command("project.new", QT_TRANSLATE_NOOP("Commands", "New project…"), "Ctrl+Shift+N"),
        ),
    ),
    IMPORT,
    Section(
        (FILE,),
        (
            *EXPORT,
            Command("window.picture", QT_TRANSLATE_NOOP("Commands", "Save picture of the window…")),
            Command(
                "network.picture", QT_TRANSLATE_NOOP("Commands", "Save picture of the network…")
            ),
        ),
    ),
    Section((FILE,), (Command("window.quit", QT_TRANSLATE_NOOP("Commands", "Quit"), "Ctrl+Q"),)),
)

_EDIT = (
    Section(
        (EDIT,),
        (
            Command(
                "edit.undo",
                QT_TRANSLATE_NOOP("Commands", "Undo"),
                "Ctrl+Z",
                icon="undo",
                toolbar=True,
            ),
            Command(
                "edit.redo",
                QT_TRANSLATE_NOOP("Commands", "Redo"),
                "Ctrl+Shift+Z Ctrl+Y",
                icon="redo",
                toolbar=True,
            ),
        ),
    ),
    Section(
        (EDIT,),
        (
            Command("reader.copy", QT_TRANSLATE_NOOP("Commands", "Copy"), "Ctrl+C"),
            Command(
                "reader.copy_rows",
                QT_TRANSLATE_NOOP("Commands", "Copy rows"),
                "Ctrl+Shift+C",
                QT_TRANSLATE_NOOP("Commands", "Copy both columns of the selected rows as a table"),
            ),
            Command(
                "reader.select_passage", QT_TRANSLATE_NOOP("Commands", "Select passage"), "Ctrl+A"
            ),
            Command(
                "reader.counterpart",
                QT_TRANSLATE_NOOP("Commands", "Go to the counterpart"),
                "Ctrl+Return",
                QT_TRANSLATE_NOOP("Commands", "Go to what says the same in the other language"),
            ),
        ),
        reader=True,
    ),
    Section(
        (EDIT,),
        (
            Command(
                "article.find",
                QT_TRANSLATE_NOOP("Commands", "Find article…"),
                "Ctrl+L",
                QT_TRANSLATE_NOOP("Commands", "Go to the title search of the library"),
            ),
        ),
    ),
)

_VIEW = (
    Section(
        (VIEW,),
        (
            Command("view.zoom_in", QT_TRANSLATE_NOOP("Commands", "Zoom in"), "Ctrl++ Ctrl+="),
            Command("view.zoom_out", QT_TRANSLATE_NOOP("Commands", "Zoom out"), "Ctrl+-"),
            Command("view.zoom_reset", QT_TRANSLATE_NOOP("Commands", "Original size"), "Ctrl+0"),
            Command("view.fonts", QT_TRANSLATE_NOOP("Commands", "Fonts…")),
        ),
    ),
    Section(
        (VIEW, QT_TRANSLATE_NOOP("Commands", "Theme")),
        tuple(
            Command(f"view.theme.{theme}", text, argument=theme, checkable=True, group="theme")
            for theme, text in (
                ("system", QT_TRANSLATE_NOOP("Commands", "As the system")),
                ("light", QT_TRANSLATE_NOOP("Commands", "Light")),
                ("dark", QT_TRANSLATE_NOOP("Commands", "Dark")),
            )
        ),
    ),
    Section(
        (VIEW, QT_TRANSLATE_NOOP("Commands", "Density")),
        tuple(
            Command(
                f"view.density.{density}", text, argument=density, checkable=True, group="density"
            )
            for density, text in (
                ("columns", QT_TRANSLATE_NOOP("Commands", "Two columns")),
                ("interleaved", QT_TRANSLATE_NOOP("Commands", "Interleaved")),
                ("en", QT_TRANSLATE_NOOP("Commands", "English only")),
                ("zh", QT_TRANSLATE_NOOP("Commands", "Chinese only")),
            )
        ),
    ),
    Section(
        (VIEW,),
        (
            Command(
                "view.next_density",
                QT_TRANSLATE_NOOP("Commands", "Next density"),
                "F7",
                QT_TRANSLATE_NOOP(
                    "Commands", "Two columns, interleaved, English only, Chinese only in turn"
                ),
            ),
            Command(
                "view.pinyin",
                QT_TRANSLATE_NOOP("Commands", "Pinyin line above"),
                "F8",
                QT_TRANSLATE_NOOP("Commands", "Show how Chinese text is read aloud"),
                checkable=True,
            ),
            Command(
                "word.hover",
                QT_TRANSLATE_NOOP("Commands", "Dictionary on hover"),
                tip=QT_TRANSLATE_NOOP("Commands", "Look words up where the pointer rests"),
                checkable=True,
            ),
        ),
    ),
    Section(
        (VIEW,),
        (
            Command(
                "word.look_up",
                QT_TRANSLATE_NOOP("Commands", "Look up word"),
                "W",
                QT_TRANSLATE_NOOP("Commands", "Show what the dictionary says about the word"),
            ),
            Command(
                "reader.show_counterpart",
                QT_TRANSLATE_NOOP("Commands", "Show counterpart here"),
                "Space",
                QT_TRANSLATE_NOOP(
                    "Commands", "Where one language is hidden: show it under the passage"
                ),
            ),
        ),
        reader=True,
    ),
    Section(
        (VIEW,),
        (
            Command(
                "view.boilerplate",
                QT_TRANSLATE_NOOP("Commands", "Unfold boilerplate"),
                "Ctrl+B",
                checkable=True,
            ),
            Command(
                "view.chinese_labels",
                QT_TRANSLATE_NOOP("Commands", "Labels in Chinese"),
                tip=QT_TRANSLATE_NOOP("Commands", "Show types and roles by their Chinese labels"),
                checkable=True,
            ),
        ),
    ),
    Section(
        (VIEW, QT_TRANSLATE_NOOP("Commands", "Panels")),
        tuple(
            Command(f"view.panel.{panel}", text, keys, argument=panel, checkable=True)
            for panel, text, keys in (
                ("library", QT_TRANSLATE_NOOP("Commands", "Library"), "Alt+1"),
                ("entities", QT_TRANSLATE_NOOP("Commands", "Entities"), "Alt+2"),
                ("deal", QT_TRANSLATE_NOOP("Commands", "Deal"), "Alt+3"),
                ("deals", QT_TRANSLATE_NOOP("Commands", "Deals"), "Alt+4"),
                ("network", QT_TRANSLATE_NOOP("Commands", "Network"), "Alt+5"),
            )
        ),
    ),
    Section(
        (VIEW,),
        (
            Command("view.reset_panels", QT_TRANSLATE_NOOP("Commands", "Reset panels")),
            Command("view.next_panel", QT_TRANSLATE_NOOP("Commands", "Next panel"), "F6"),
            Command(
                "view.previous_panel", QT_TRANSLATE_NOOP("Commands", "Previous panel"), "Shift+F6"
            ),
            Command(
                "view.full_screen",
                QT_TRANSLATE_NOOP("Commands", "Full screen"),
                "F11",
                checkable=True,
            ),
        ),
    ),
)

# Up is earlier, Down later; Ctrl a character, Alt a word; Shift the end instead of the start.
_EDGES = (
    ("start backward char", QT_TRANSLATE_NOOP("Commands", "Start: a character earlier"), "Ctrl+Up"),
    ("start forward char", QT_TRANSLATE_NOOP("Commands", "Start: a character later"), "Ctrl+Down"),
    ("start backward word", QT_TRANSLATE_NOOP("Commands", "Start: a word earlier"), "Alt+Up"),
    ("start forward word", QT_TRANSLATE_NOOP("Commands", "Start: a word later"), "Alt+Down"),
    (
        "end backward char",
        QT_TRANSLATE_NOOP("Commands", "End: a character earlier"),
        "Ctrl+Shift+Up",
    ),
    (
        "end forward char",
        QT_TRANSLATE_NOOP("Commands", "End: a character later"),
        "Ctrl+Shift+Down",
    ),
    ("end backward word", QT_TRANSLATE_NOOP("Commands", "End: a word earlier"), "Alt+Shift+Up"),
    ("end forward word", QT_TRANSLATE_NOOP("Commands", "End: a word later"), "Alt+Shift+Down"),
)

_TAG = (
    Section(TYPES, (), reader=True),
    Section(
        (TAG,),
        (
            Command(
                "mention.link",
                QT_TRANSLATE_NOOP("Commands", "Link to entity…"),
                "L",
                QT_TRANSLATE_NOOP("Commands", "Say which entity the mention speaks of"),
            ),
            Command(
                "mention.new_entity",
                QT_TRANSLATE_NOOP("Commands", "New entity from text"),
                "N",
                QT_TRANSLATE_NOOP("Commands", "Make an entity named as the mention reads"),
            ),
            Command("mention.unlink", QT_TRANSLATE_NOOP("Commands", "Unlink entity"), "Shift+L"),
            Command(
                "mention.extend",
                QT_TRANSLATE_NOOP("Commands", "Add selection to mention"),
                "Ctrl+M",
                QT_TRANSLATE_NOOP("Commands", "Make the selected text a further part of it"),
            ),
            Command("mention.type", QT_TRANSLATE_NOOP("Commands", "Change type…"), "T"),
            Command("mention.attributes", QT_TRANSLATE_NOOP("Commands", "Attributes…"), "A"),
        ),
        reader=True,
    ),
    Section(
        (TAG, QT_TRANSLATE_NOOP("Commands", "Boundaries")),
        tuple(
            Command(f"mention.edge.{argument.replace(' ', '_')}", text, keys, argument=argument)
            for argument, text, keys in _EDGES
        ),
        reader=True,
    ),
    Section(
        (TAG,),
        (
            Command("mention.next", QT_TRANSLATE_NOOP("Commands", "Next mention"), "Tab"),
            Command(
                "mention.previous", QT_TRANSLATE_NOOP("Commands", "Previous mention"), "Shift+Tab"
            ),
            Command("mention.delete", QT_TRANSLATE_NOOP("Commands", "Delete mention"), "Del"),
            Command(
                "mention.place",
                QT_TRANSLATE_NOOP("Commands", "Mentions without a place…"),
                tip=QT_TRANSLATE_NOOP("Commands", "Give one the selected text as its place"),
            ),
        ),
        reader=True,
    ),
)

_DEAL = (
    Section(
        (DEAL,),
        (
            Command(
                "deal.start",
                QT_TRANSLATE_NOOP("Commands", "Start deal…"),
                "D",
                QT_TRANSLATE_NOOP("Commands", "Begin a deal from the selection or the mention"),
                icon="deal",
                toolbar=True,
            ),
            Command(
                "deal.add_evidence",
                QT_TRANSLATE_NOOP("Commands", "Add selection as evidence"),
                "E",
                QT_TRANSLATE_NOOP("Commands", "Let the selected text support what is being filled"),
            ),
        ),
        reader=True,
    ),
    Section(
        (DEAL, QT_TRANSLATE_NOOP("Commands", "Fill role")),
        tuple(
            Command(
                f"deal.role.{number}",
                QT_TRANSLATE_NOOP("Commands", "Role {}"),
                f"Ctrl+{number}",
                argument=str(number),
            )
            for number in range(1, 10)
        ),
    ),
    Section(
        (DEAL,),
        (
            Command("deal.next", QT_TRANSLATE_NOOP("Commands", "Next deal"), "Ctrl+PgDown"),
            Command("deal.previous", QT_TRANSLATE_NOOP("Commands", "Previous deal"), "Ctrl+PgUp"),
            Command("deal.type", QT_TRANSLATE_NOOP("Commands", "Change deal type…"), "Ctrl+T"),
            Command("deal.delete", QT_TRANSLATE_NOOP("Commands", "Delete deal"), "Ctrl+Del"),
        ),
    ),
)

_SET = (
    Section(
        (SET,),
        (
            Command("set.choose", QT_TRANSLATE_NOOP("Commands", "Choose set…"), "Ctrl+Shift+S"),
            Command("set.new", QT_TRANSLATE_NOOP("Commands", "New set…")),
            Command("set.rename", QT_TRANSLATE_NOOP("Commands", "Rename set…")),
            Command("set.duplicate", QT_TRANSLATE_NOOP("Commands", "Duplicate set…")),
            Command(
                "set.lock",
                QT_TRANSLATE_NOOP("Commands", "Lock set"),
                tip=QT_TRANSLATE_NOOP("Commands", "Let nothing in this set change"),
                checkable=True,
            ),
            Command("set.delete", QT_TRANSLATE_NOOP("Commands", "Delete set…")),
        ),
    ),
)

_HELP = (
    Section(
        (HELP,),
        (
            Command(
                "help.palette",
                QT_TRANSLATE_NOOP("Commands", "All commands…"),
                "Ctrl+Shift+P",
                QT_TRANSLATE_NOOP("Commands", "Find any command by typing"),
                icon="find",
                toolbar=True,
            ),
            Command(
                "help.shortcuts", QT_TRANSLATE_NOOP("Commands", "Keyboard shortcuts"), "F1 Ctrl+/"
            ),
            Command("help.guide", QT_TRANSLATE_NOOP("Commands", "Guide")),
            Command("help.doctor", QT_TRANSLATE_NOOP("Commands", "Check this computer…")),
            Command("help.about", QT_TRANSLATE_NOOP("Commands", "About evreader")),
        ),
    ),
)

TABLE: tuple[Section, ...] = (
    _FILE + _EDIT + _VIEW + _TAG + _DEAL + PAIRING + _SET + ARTICLES + _HELP
)
"""All menus, in order; the section of ``TYPES`` is empty until a scheme fills it."""
