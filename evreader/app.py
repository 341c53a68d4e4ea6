"""Puts everything together: errors, settings, look, project, window."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import QLocale, QTimer, QTranslator, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from evreader.errors import EvreaderError
from evreader.prerequisites import display, is_bad_pair
from evreader.resources import default_project, log_folder, resource, settings_folder
from evreader.session.session import Session
from evreader.ui.ask import Ask
from evreader.ui.look import Look
from evreader.ui.settings import Settings
from evreader.ui.tasks import Tasks
from evreader.ui.window.main_window import MainWindow
from evreader.ui.window.workspace import Services

if TYPE_CHECKING:
    import tempfile
    from collections.abc import Iterator, Sequence
    from types import TracebackType

    from PySide6.QtCore import QMessageLogContext, QtMsgType

    from evreader.ui.reader.accessible import ReaderAccessibility
    from evreader.ui.window.workspace import Workspace

_ARGUMENTS = ["evreader", "-style", "Fusion"]
"""For Qt. A style set later would come back as an object, with all its enums: 15 ms."""
_SETTLE_MS = 150
"""How long a picture waits for what is built after the first paint, in milliseconds."""
_STARTED_MS = 1000
"""After how long everything that stays is there, in milliseconds."""


class Application:
    """The running program: what it hands down to its window.

    Args:
        qt: the one Qt application of the process.
        ask: who asks and tells.
        settings: what the program remembers of its user.
    """

    def __init__(self, qt: QApplication, *, ask: Ask, settings: Settings) -> None:
        self.qt = qt
        self.qt.setApplicationName("evreader")
        self.qt.setDesktopFileName("evreader")
        self._translator = QTranslator()
        if self._translator.load(QLocale(), "evreader", "_", str(resource("i18n"))):
            self.qt.installTranslator(self._translator)
        self._ask = ask
        self._accessibility: ReaderAccessibility | None = None
        self.report = Report(ask)
        self.settings = settings

    def window(self, session: Session) -> MainWindow:
        """The window on a project, not yet shown."""
        look = Look(session.scheme, self.qt)
        look.set_theme(self.settings.theme)
        look.zoom = self.settings.zoom
        look.label_language = self.settings.label_language
        for language in ("en", "zh"):
            if families := self.settings.fonts(language):
                look.set_families(language, families)
        self.qt.setPalette(look.palette())
        services = Services(look, self._ask, Tasks(self.qt), self.settings)
        window = MainWindow(services, session, open_=Session.open, create=_create)
        self._window = window
        window.completed.connect(self._answer_screen_readers)
        return window

    def _answer_screen_readers(self) -> None:
        """Once all is there: the classes for it take 6 ms, and nobody hears a window before."""
        if self._accessibility is None:
            from evreader.ui.reader.accessible import ReaderAccessibility

            # Qt calls into it for as long as there is a window.
            self._accessibility = ReaderAccessibility()
            self._accessibility.install()
        self._accessibility.adopt(self._window.reader)

    def open_project(self, project: Path | None) -> Session:
        """The project named, or else the last one, or else the sample library.

        Raises:
            EvreaderError: the one named cannot be opened.
        """
        if project is not None:
            return Session.open(project)
        last = self.settings.last_project
        if last is not None and last.exists():
            try:
                return Session.open(last)
            except EvreaderError as error:
                self._ask.error(str(error))
        return _sample_library()


class Report:
    """Errors that nobody caught; the program runs on.

    A defect is logged each time and shown once; a sentence meant for the user is always shown.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._path = log_folder() / "evreader.log"
        self._shown: set[str] = set()

    def install(self) -> None:
        """Take over from Python, and have hard crashes leave a trace in the log."""
        import faulthandler

        self._crashes = self._path.open("a", encoding="utf-8")
        faulthandler.enable(self._crashes)
        sys.excepthook = self.hear

    def hear(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Log a defect, and tell the user unless this one was told before."""
        import traceback

        if isinstance(error, EvreaderError):
            self._ask.error(str(error))
            return
        lines = "".join(traceback.format_exception(kind, error, trace))
        self._crashes.write(lines)
        self._crashes.flush()
        where = traceback.extract_tb(trace)[-1:]
        key = f"{kind.__name__} {where}"
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
        elif key not in self._shown:
            self._shown.add(key)
            self._ask.error(
                f"Something went wrong inside evreader ({kind.__name__}: {error}). What you did "
                f"before is safe on disk. The details are in {self._path}; please report them.",
                details=lines,
            )


def run(project: Path | None) -> int:
    """Open the window and stay until it is closed; the exit status.

    Raises:
        EvreaderError: the project cannot be opened.
    """
    _refuse_bad_pair()
    if display() == "":
        from evreader.doctor import refuse_without_display

        refuse_without_display()
    settings = Settings(settings_folder())
    application = Application(QApplication(_ARGUMENTS), ask=Ask(), settings=settings)
    application.report.install()
    session = application.open_project(project)
    window = application.window(session)
    window.show()
    QTimer.singleShot(_STARTED_MS, _collect_garbage_again)
    status = application.qt.exec()
    window.workspace.session.close()
    return status


def render(
    project: Path,
    article: int,
    out: Path,
    *,
    size: tuple[int, int],
    dark: bool = False,
    panels: Sequence[str] = (),
) -> None:
    """Paint the very window the user sees, off-screen, with an article, to a PNG.

    Args:
        project: the project file; only read.
        article: the article's id.
        out: where the picture goes.
        size: width and height in pixels.
        dark: in the dark theme.
        panels: names of panels to bring to the front.

    Raises:
        EvreaderError: there is no such project or article, or the picture cannot be written.
    """
    _refuse_bad_pair()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    qInstallMessageHandler(_drop_noise)
    qt = QApplication(_ARGUMENTS)
    copied = _copied_settings()
    application = Application(qt, ask=Ask(), settings=Settings(Path(copied.name)))
    session = Session.open(project, read_only=True)
    session.articles.info(article)
    window = application.window(session)
    window.workspace.look.set_theme("dark" if dark else "light")
    application.qt.setPalette(window.workspace.look.palette())
    window.resize(*size)
    window.show()
    window.reader.open_article(article)
    window.complete()
    for panel in panels:
        window.docks.show(panel)
    window.show_first_deal()
    _settle(application.qt, window.workspace)
    try:
        _paint(window, out, size)
    finally:
        window.workspace.tasks.close()
        window.workspace.readings.close()
        session.close()


def _paint(window: MainWindow, out: Path, size: tuple[int, int]) -> None:
    least = window.size()
    if least.toTuple() != size:
        raise EvreaderError(
            f"The window takes at least {least.width()}x{least.height()}; ask for that or more."
        )
    if not window.grab().save(str(out), "PNG"):
        raise EvreaderError(f"The picture {out} cannot be written; choose another place.")


def _settle(qt: QApplication, workspace: Workspace) -> None:
    """Let the window build what it builds after the first paint, in the background too."""
    # What begins within a turn, such as the loading of a panel that came to the front, counts too.
    was_busy = True
    while was_busy or workspace.busy:
        was_busy = workspace.busy
        # Not ``quit``: that closes the window first, and its background work with it.
        QTimer.singleShot(_SETTLE_MS, qt.exit)
        qt.exec()


def demo(out: Path) -> Iterator[str]:
    """Do the first start without a screen: samples, a picture, an export; one line for each."""
    out.mkdir(parents=True, exist_ok=True)
    session = _sample_library()
    yield f"Sample library: {session.path}"
    first = session.articles.ids()[0]
    export = out / "samples.jsonl"
    session.exchange.export(export, format_name="jsonl")
    session.close()
    picture = out / "window.png"
    render(session.path, first, picture, size=(1280, 800))
    yield f"Picture of the window: {picture}"
    yield f"Annotation set: {export}"


def _refuse_bad_pair() -> None:
    if is_bad_pair(*PySide6.__version_info__[:2]):
        from evreader.doctor import refuse_bad_pair

        refuse_bad_pair()


def _collect_garbage_again() -> None:
    """After the start, which goes without; what is there now stays and is not looked through."""
    from evreader.session.garbage import search

    gc.freeze()
    search()  # a list may be read in the background at the moment


def _copied_settings() -> tempfile.TemporaryDirectory[str]:
    """A picture is of the window as the user has it, but must not change how they have it."""
    import shutil
    import tempfile

    copied = tempfile.TemporaryDirectory(prefix="evreader-")
    shutil.copytree(settings_folder(), copied.name, dirs_exist_ok=True, ignore=_not_ini)
    return copied


def _not_ini(_folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not name.endswith(".ini")]


def _drop_noise(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """The offscreen platform complains about each window; everything else is passed on."""
    if not message.startswith("This plugin does not support"):
        sys.stderr.write(f"{message}\n")


def _sample_library() -> Session:
    path = default_project()
    if path.exists():
        return Session.open(path)
    from evreader.project import create_sample_session

    return create_sample_session(path)


def _create(path: Path) -> Session:
    from evreader.project import create_session

    return create_session(path)
