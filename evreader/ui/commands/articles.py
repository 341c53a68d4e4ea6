"""The commands that bring articles in and out, and correct what is known of them, for the table."""

from __future__ import annotations

from evreader.ui.commands.command import QT_TRANSLATE_NOOP, Command, Section

FILE = QT_TRANSLATE_NOOP("Commands", "&File")
ARTICLE = QT_TRANSLATE_NOOP("Commands", "&Article")

IMPORT = Section(
    (FILE,),
    (
        Command(
            "article.import",
            QT_TRANSLATE_NOOP("Commands", "Import files…"),
            "Ctrl+I",
            QT_TRANSLATE_NOOP(
                "Commands", "Bring in web pages, documents, feeds, texts and zips of them"
            ),
            icon="import",
            toolbar=True,
        ),
        Command(
            "article.import_folder",
            QT_TRANSLATE_NOOP("Commands", "Import folder…"),
            tip=QT_TRANSLATE_NOOP("Commands", "Bring in all that can be read in a folder"),
        ),
        Command(
            "article.import_pair",
            QT_TRANSLATE_NOOP("Commands", "Import EN/ZH pair…"),
            "Ctrl+Shift+I",
            QT_TRANSLATE_NOOP("Commands", "Align an English and a Chinese file as one article"),
        ),
        Command(
            "article.import_web",
            QT_TRANSLATE_NOOP("Commands", "Import from a web address…"),
            tip=QT_TRANSLATE_NOOP("Commands", "Load one page from the web as an article"),
        ),
        Command(
            "article.paste",
            QT_TRANSLATE_NOOP("Commands", "Paste as article"),
            "Ctrl+Shift+V",
            QT_TRANSLATE_NOOP("Commands", "Make an article of the text in the clipboard"),
        ),
        Command(
            "article.last_import",
            QT_TRANSLATE_NOOP("Commands", "Last import…"),
            tip=QT_TRANSLATE_NOOP("Commands", "What it brought, and what it did not and why"),
        ),
    ),
)

EXPORT = (
    Command(
        "project.export",
        QT_TRANSLATE_NOOP("Commands", "Export…"),
        "Ctrl+E",
        QT_TRANSLATE_NOOP("Commands", "Write the annotation set to a file"),
        icon="export",
        toolbar=True,
    ),
    Command(
        "project.export_again",
        QT_TRANSLATE_NOOP("Commands", "Export again as last time"),
        "Ctrl+Shift+X",
        QT_TRANSLATE_NOOP("Commands", "The same format, choice and place"),
    ),
    Command(
        "project.last_export",
        QT_TRANSLATE_NOOP("Commands", "Last export…"),
        tip=QT_TRANSLATE_NOOP("Commands", "What was written, and what the format lacks"),
    ),
)

ARTICLES = (
    Section(
        (ARTICLE,),
        (
            Command("article.next", QT_TRANSLATE_NOOP("Commands", "Next article"), "Alt+PgDown"),
            Command(
                "article.previous", QT_TRANSLATE_NOOP("Commands", "Previous article"), "Alt+PgUp"
            ),
        ),
    ),
    # In the text only: in the lists, F2 renames what is listed there.
    Section(
        (ARTICLE,),
        (
            Command("article.rename", QT_TRANSLATE_NOOP("Commands", "Rename article…"), "F2"),
            Command("article.delete", QT_TRANSLATE_NOOP("Commands", "Delete article…")),
        ),
        reader=True,
    ),
    Section(
        (ARTICLE,),
        (
            Command(
                "article.details",
                QT_TRANSLATE_NOOP("Commands", "Article details…"),
                tip=QT_TRANSLATE_NOOP("Commands", "Title, author, date, site, address, source"),
            ),
            Command(
                "article.choose_text",
                QT_TRANSLATE_NOOP("Commands", "Choose the main text…"),
                tip=QT_TRANSLATE_NOOP("Commands", "See what of its page is the article"),
            ),
            Command("article.reviewed", QT_TRANSLATE_NOOP("Commands", "Mark as looked at")),
        ),
    ),
    Section(
        (ARTICLE,),
        (
            Command(
                "passage.translate",
                QT_TRANSLATE_NOOP("Commands", "Type translation…"),
                "Ctrl+Shift+T",
                QT_TRANSLATE_NOOP("Commands", "Write the missing translation of the passage"),
            ),
            Command(
                "passage.remove_translation",
                QT_TRANSLATE_NOOP("Commands", "Delete typed translation"),
            ),
            Command(
                "passage.correct",
                QT_TRANSLATE_NOOP("Commands", "Correct text…"),
                "Ctrl+Shift+E",
                QT_TRANSLATE_NOOP("Commands", "Repair a slip in the passage's own text"),
            ),
            Command(
                "passage.restore_text",
                QT_TRANSLATE_NOOP("Commands", "Restore text as it came"),
            ),
        ),
        reader=True,
    ),
    Section(
        (ARTICLE, QT_TRANSLATE_NOOP("Commands", "Treat passage as")),
        tuple(
            Command(f"passage.kind.{kind}", text, argument=kind)
            for kind, text in (
                ("heading", QT_TRANSLATE_NOOP("Commands", "Heading")),
                ("paragraph", QT_TRANSLATE_NOOP("Commands", "Paragraph")),
                ("list-item", QT_TRANSLATE_NOOP("Commands", "List item")),
                ("caption", QT_TRANSLATE_NOOP("Commands", "Caption")),
                ("boilerplate", QT_TRANSLATE_NOOP("Commands", "Boilerplate")),
            )
        ),
    ),
)
