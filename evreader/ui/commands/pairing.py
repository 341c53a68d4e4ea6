"""The commands that repair the pairing, for the table of commands."""

from __future__ import annotations

from evreader.ui.commands.command import QT_TRANSLATE_NOOP, Command, Section

MENU = QT_TRANSLATE_NOOP("Commands", "&Pairing")

PAIRING = (
    Section(
        (MENU,),
        (
            Command(
                "pairing.next",
                QT_TRANSLATE_NOOP("Commands", "Next doubtful link"),
                "F4",
                QT_TRANSLATE_NOOP("Commands", "Go to the next link or sentence to look at"),
            ),
            Command(
                "pairing.previous",
                QT_TRANSLATE_NOOP("Commands", "Previous doubtful link"),
                "Shift+F4",
            ),
            Command(
                "pairing.accept",
                QT_TRANSLATE_NOOP("Commands", "Confirm and go on"),
                "F5",
                QT_TRANSLATE_NOOP(
                    "Commands", "Confirm the link, or that there is none, and go to the next doubt"
                ),
            ),
        ),
        reader=True,
    ),
    Section(
        (MENU,),
        (
            Command(
                "pairing.pick",
                QT_TRANSLATE_NOOP("Commands", "Pick sentence"),
                "Ctrl+J",
                QT_TRANSLATE_NOOP("Commands", "Collect the sentence at the caret, for linking"),
            ),
            Command(
                "pairing.link",
                QT_TRANSLATE_NOOP("Commands", "Link sentences"),
                "Ctrl+K",
                QT_TRANSLATE_NOOP(
                    "Commands", "Link what was picked with the sentence at the caret"
                ),
            ),
            Command(
                "pairing.unlink", QT_TRANSLATE_NOOP("Commands", "Unlink sentences"), "Ctrl+Shift+K"
            ),
            Command(
                "pairing.boundary.up",
                QT_TRANSLATE_NOOP("Commands", "Sentence to the link above"),
                "Ctrl+Shift+PgUp",
                argument="up",
            ),
            Command(
                "pairing.boundary.down",
                QT_TRANSLATE_NOOP("Commands", "Sentence to the link below"),
                "Ctrl+Shift+PgDown",
                argument="down",
            ),
        ),
        reader=True,
    ),
    Section(
        (MENU,),
        (
            Command("pairing.confirm", QT_TRANSLATE_NOOP("Commands", "Confirm link"), "Shift+F5"),
            Command(
                "pairing.reject",
                QT_TRANSLATE_NOOP("Commands", "Reject link"),
                "Ctrl+R",
                QT_TRANSLATE_NOOP("Commands", "These are no translations; it is not found again"),
            ),
            Command(
                "pairing.no_counterpart", QT_TRANSLATE_NOOP("Commands", "No counterpart"), "Ctrl+U"
            ),
            Command("pairing.uncheck", QT_TRANSLATE_NOOP("Commands", "Not checked")),
        ),
        reader=True,
    ),
    Section(
        (MENU, QT_TRANSLATE_NOOP("Commands", "Relation")),
        tuple(
            Command(f"pairing.relation.{relation}", text, argument=relation)
            for relation, text in (
                ("translation", QT_TRANSLATE_NOOP("Commands", "Translation")),
                ("heading-of", QT_TRANSLATE_NOOP("Commands", "Heading of")),
                ("related", QT_TRANSLATE_NOOP("Commands", "Related")),
            )
        ),
        reader=True,
    ),
    Section(
        (MENU,),
        (
            Command(
                "pairing.split",
                QT_TRANSLATE_NOOP("Commands", "Split sentence at the caret"),
                "Shift+Return",
            ),
            Command(
                "pairing.merge.before",
                QT_TRANSLATE_NOOP("Commands", "Merge with the sentence before"),
                "Shift+Backspace",
                argument="before",
            ),
            Command(
                "pairing.merge.after",
                QT_TRANSLATE_NOOP("Commands", "Merge with the sentence after"),
                "Shift+Del",
                argument="after",
            ),
            Command(
                "pairing.borders",
                QT_TRANSLATE_NOOP("Commands", "Show sentence borders"),
                "Ctrl+Shift+B",
                checkable=True,
            ),
        ),
        reader=True,
    ),
    Section(
        (MENU,),
        (
            Command(
                "pairing.realign",
                QT_TRANSLATE_NOOP("Commands", "Align again"),
                "Ctrl+Shift+R",
                QT_TRANSLATE_NOOP("Commands", "Align anew what is not confirmed in this article"),
            ),
        ),
    ),
)
"""The Pairing menu."""
