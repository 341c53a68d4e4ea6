"""The names of undoable steps, as the Edit menu and the status line show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from evreader.ui.commands.command import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from evreader.domain.changes import Step

# The session names its steps in English and knows no Qt: here they are marked for translation.
STEPS = (
    QT_TRANSLATE_NOOP("Steps", "Add evidence"),
    QT_TRANSLATE_NOOP("Steps", "Align again"),
    QT_TRANSLATE_NOOP("Steps", "Change article details"),
    QT_TRANSLATE_NOOP("Steps", "Change attribute"),
    QT_TRANSLATE_NOOP("Steps", "Change entity"),
    QT_TRANSLATE_NOOP("Steps", "Change kind of passage"),
    QT_TRANSLATE_NOOP("Steps", "Change relation"),
    QT_TRANSLATE_NOOP("Steps", "Change role"),
    QT_TRANSLATE_NOOP("Steps", "Change type of deal"),
    QT_TRANSLATE_NOOP("Steps", "Change type of entity"),
    QT_TRANSLATE_NOOP("Steps", "Change type"),
    QT_TRANSLATE_NOOP("Steps", "Choose main text"),
    QT_TRANSLATE_NOOP("Steps", "Confirm link"),
    QT_TRANSLATE_NOOP("Steps", "Correct text"),
    QT_TRANSLATE_NOOP("Steps", "Delete annotation set"),
    QT_TRANSLATE_NOOP("Steps", "Delete article"),
    QT_TRANSLATE_NOOP("Steps", "Delete deal"),
    QT_TRANSLATE_NOOP("Steps", "Delete entity"),
    QT_TRANSLATE_NOOP("Steps", "Delete mention"),
    QT_TRANSLATE_NOOP("Steps", "Delete translation"),
    QT_TRANSLATE_NOOP("Steps", "Duplicate annotation set"),
    QT_TRANSLATE_NOOP("Steps", "Empty role"),
    QT_TRANSLATE_NOOP("Steps", "Fill role"),
    QT_TRANSLATE_NOOP("Steps", "Import"),
    QT_TRANSLATE_NOOP("Steps", "Link sentences"),
    QT_TRANSLATE_NOOP("Steps", "Link to entity"),
    QT_TRANSLATE_NOOP("Steps", "Lock annotation set"),
    QT_TRANSLATE_NOOP("Steps", "Mark as looked at"),
    QT_TRANSLATE_NOOP("Steps", "Merge entities"),
    QT_TRANSLATE_NOOP("Steps", "Merge sentences"),
    QT_TRANSLATE_NOOP("Steps", "Move borders"),
    QT_TRANSLATE_NOOP("Steps", "Move sentence down"),
    QT_TRANSLATE_NOOP("Steps", "Move sentence up"),
    QT_TRANSLATE_NOOP("Steps", "New annotation set"),
    QT_TRANSLATE_NOOP("Steps", "New deal"),
    QT_TRANSLATE_NOOP("Steps", "New entity"),
    QT_TRANSLATE_NOOP("Steps", "No counterpart"),
    QT_TRANSLATE_NOOP("Steps", "Reject link"),
    QT_TRANSLATE_NOOP("Steps", "Remove evidence"),
    QT_TRANSLATE_NOOP("Steps", "Rename annotation set"),
    QT_TRANSLATE_NOOP("Steps", "Rename entity"),
    QT_TRANSLATE_NOOP("Steps", "Set"),
    QT_TRANSLATE_NOOP("Steps", "Split sentence"),
    QT_TRANSLATE_NOOP("Steps", "Tag"),
    QT_TRANSLATE_NOOP("Steps", "Take back the check of a link"),
    QT_TRANSLATE_NOOP("Steps", "Type translation"),
    QT_TRANSLATE_NOOP("Steps", "Unlink from entity"),
    QT_TRANSLATE_NOOP("Steps", "Unlink sentences"),
    QT_TRANSLATE_NOOP("Steps", "Unlock annotation set"),
)


def in_words(step: Step) -> str:
    """What was done and to what: ``Tag “Leapmotor”``."""
    return f"{QCoreApplication.translate('Steps', step.label)} {step.detail}".strip()
