"""The command line. Qt is loaded only where a window or a picture is wanted.

Exit status: 0 done, 1 refused with one plain sentence on stderr, 2 wrong usage. ``--json`` prints
one JSON value on stdout.
"""

from __future__ import annotations

import json
import sys
from contextlib import closing, contextmanager
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from evreader.errors import CancelledError, EvreaderError
from evreader.override import override

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evreader.domain.annotation import Filler
    from evreader.session.receipt import ImportResult
    from evreader.session.session import Session

_PROJECT = click.argument("project", type=click.Path(path_type=Path))
_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
_PATH = click.Path(path_type=Path)


class _Commands(click.Group):
    """Opens the window where no command is named, and turns a refusal into one sentence."""

    @override
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, args or ["open"])

    @override
    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        is_command = self.get_command(ctx, args[0]) is not None
        return super().resolve_command(ctx, args if is_command else ["open", *args])

    @override
    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except EvreaderError as error:
            click.echo(f"evreader: {error}", err=True)
        except CancelledError:
            click.echo("evreader: Cancelled; nothing was written.", err=True)
        return ctx.exit(1)


@click.group(cls=_Commands)
@click.version_option(package_name="evreader")
def main() -> None:
    """Read English and Chinese news side by side; tag who made which deal; keep the evidence.

    Without a command, `evreader [PROJECT]` opens the window.
    """


@main.command("open")
@click.argument("project", type=_PATH, required=False)
def open_window(project: Path | None) -> None:
    """Open the window, with the last project if none is named."""
    from evreader import app

    click.get_current_context().exit(app.run(project))


@main.command()
@_PROJECT
@click.option("--scheme", default=None, help="A scheme's name or a TOML file.")
def new(project: Path, scheme: str | None) -> None:
    """Make a new, empty project."""
    from evreader.project import DEFAULT_SCHEME, create_session

    create_session(project, scheme or DEFAULT_SCHEME).close()
    click.echo(f"Made {project}.")


@main.command("import")
@_PROJECT
@click.argument("paths", nargs=-1)
@click.option("--en", type=_PATH, help="The English file of a pair.")
@click.option("--zh", type=_PATH, help="The Chinese file of a pair.")
@click.option("--format", "format_name", default="auto", help="auto, or a name from `formats`.")
@click.option("--set", "set_name", default=None, help="Name for the annotation set coming in.")
@click.option(
    "--duplicates",
    type=click.Choice(["skip", "keep"]),
    default="skip",
    help="What to do with a text that is in the project already.",
)
@_JSON
def import_command(  # noqa: PLR0913, PLR0917 - one parameter for each option
    project: Path,
    paths: tuple[str, ...],
    en: Path | None,
    zh: Path | None,
    format_name: str,
    set_name: str | None,
    duplicates: Literal["skip", "keep"],
    as_json: bool,  # noqa: FBT001
) -> None:
    """Bring articles (and annotation sets) into PROJECT; exits with 1 if a file was refused.

    PATHS are files, folders, zip archives and web addresses (http, https). A file counts as refused
    if all that is in it was. Ctrl+C ends the import; what is finished stays.
    """
    from evreader.session.meter import Meter

    with _open(project) as session, Meter(sys.stderr) as meter:
        result = session.exchange.import_files(
            [Path(path) for path in paths if not _is_address(path)],
            addresses=[path for path in paths if _is_address(path)],
            en=en,
            zh=zh,
            format_name=format_name,
            set_name=set_name,
            duplicates=duplicates,
            report=meter.report,
        )
    if as_json:
        _print_json(result.as_json())
    else:
        _print_import(result)
    if result.receipt.failed or result.receipt.cancelled:
        click.get_current_context().exit(1)


def _is_address(path: str) -> bool:
    return path.lower().startswith(("http://", "https://"))


def _print_import(result: ImportResult) -> None:
    receipt = result.receipt
    click.echo(f"Imported {receipt.summary()}.")
    for name in result.sets:
        click.echo(f"Annotation set: {name}")
    _print_sentences(
        ("Note", receipt.notes),
        ("Left out", receipt.skipped),
        ("Nearly the same", receipt.similar),
        ("To look at", receipt.doubtful),
        ("Not carried", receipt.losses),
    )
    for sentence in receipt.refused:
        click.echo(f"Refused: {sentence}", err=True)
    if receipt.cancelled:
        click.echo("evreader: The import was cancelled; what it had finished stays.", err=True)


def _print_sentences(*sections: tuple[str, list[str]]) -> None:
    for heading, sentences in sections:
        for sentence in sentences:
            click.echo(f"{heading}: {sentence}")


@main.command("list")
@_PROJECT
@_JSON
def list_articles(project: Path, as_json: bool) -> None:  # noqa: FBT001
    """List the articles: id, title, languages, passages, mentions, deals."""
    with _open(project, read_only=True) as session:
        found = sorted(session.articles.summaries(every_set=True))
    if as_json:
        _print_json([{**item._asdict(), "languages": list(item.languages)} for item in found])
        return
    for item in found:
        languages = "+".join(item.languages)
        click.echo(
            f"{item.id:>5}  {languages:<6} {item.passages:>5} passages {item.mentions:>5} mentions "
            f"{item.deals:>3} deals  {item.title}"
        )


@main.command()
@_PROJECT
@click.argument("article", type=int)
@_JSON
def show(project: Path, article: int, as_json: bool) -> None:  # noqa: FBT001
    """Show an article with its passages, links, mentions and deals."""
    from evreader.session.shown import shown

    with _open(project, read_only=True) as session:
        found = shown(session, article)
        fillers = [filler for deal in found.deals for filler in deal.roles]
        names = {f.id: _named(session, f) for f in fillers}
    if as_json:
        _print_json(found.as_json())
        return
    click.echo(f"{found.info.title}\n")
    for passage in found.passages:
        click.echo(f"[{passage.id} {passage.language} {passage.kind}] {passage.text}")
        here = (mention for mention in found.mentions if mention.passage == passage.id)
        for mention in sorted(here, key=attrgetter("start", "end")):
            text = " ".join(mention.text.split())
            click.echo(f"    {mention.start}–{mention.end} {mention.type}: {text}")
    for deal in found.deals:
        roles = "; ".join(f"{filler.role} {names[filler.id]}" for filler in deal.roles)
        click.echo(f"\nDeal {deal.id}: {deal.type} {deal.slot('status')} ({roles})")


@main.command()
@_PROJECT
@click.argument("out", type=_PATH)
@click.option("--format", "format_name", required=True, help="A name from `formats`.")
@click.option("--set", "sets", multiple=True, help="This annotation set; else the current one.")
@click.option("--article", "articles", type=int, multiple=True, help="Only this article.")
@click.option("--type", "types", multiple=True, help="Only mentions and deals of this type.")
@click.option("--since", default="", help="Only articles from this date on (2025-03-31, 2025-03).")
@click.option("--until", default="", help="Only articles up to this date.")
@click.option("--reviewed", is_flag=True, help="Only what a person made or confirmed.")
@click.option("--option", "options", multiple=True, help="NAME=VALUE, as `formats` lists them.")
@click.option("--no-companion", is_flag=True, help="Do not keep OUT.evreader beside it.")
@_JSON
def export(
    project: Path,
    out: Path,
    *,
    format_name: str,
    options: tuple[str, ...],
    no_companion: bool,
    as_json: bool,
    **extent: Any,  # noqa: ANN401 - the fields of an extent, as the options above give them
) -> None:
    """Write annotation sets to OUT, and say what the format cannot carry.

    OUT.evreader beside it keeps the receipt, and what an import needs to bring all of it back.
    """
    from evreader.domain.extent import Extent
    from evreader.session.meter import Meter

    with _open(project, read_only=True) as session, Meter(sys.stderr) as meter:
        receipt = session.exchange.export(
            out,
            format_name=format_name,
            extent=Extent(**extent),
            options={name: value for name, _, value in (item.partition("=") for item in options)},
            with_companion=not no_companion,
            report=meter.report,
        )
    if as_json:
        _print_json(receipt.as_json())
        return
    click.echo(f"Wrote {out}: {receipt.summary()}.")
    _print_sentences(("Note", receipt.notes), ("Not carried", receipt.losses))
    _print_sentences(("Refused", receipt.refused))


@main.command()
@_JSON
def formats(as_json: bool) -> None:  # noqa: FBT001
    """List the exchange formats, their options, and what each cannot carry."""
    from evreader.formats import registry

    if as_json:
        _print_json([item.as_json() for item in registry.formats()])
    for item in registry.formats() if not as_json else ():
        click.echo("\n".join(item.lines()))
    for sentence in registry.additions().broken:
        click.echo(f"evreader: {sentence}", err=True)


@main.command()
@click.argument("english", type=_PATH)
@click.argument("chinese", type=_PATH)
def align(english: Path, chinese: Path) -> None:
    """Align two files of one sentence a line; prints lines `[0,1]:[0]:score`."""
    from evreader.domain.alignment import align as align_sentences
    from evreader.formats.prose import read_lines
    from evreader.session import dictionary

    en, zh = read_lines(english), read_lines(chinese)
    for link in align_sentences(en, zh, lexicon=dictionary.AlignersLexicon()):
        left, right = (",".join(map(str, side)) for side in (link.en, link.zh))
        click.echo(f"[{left}]:[{right}]:{link.score:.4f}")


@main.command()
@_PROJECT
@click.argument("query")
@_JSON
def search(project: Path, query: str, as_json: bool) -> None:  # noqa: FBT001
    """Find a text in all passages."""
    with _open(project, read_only=True) as session:
        hits = session.articles.search(query, limit=1000)
    if as_json:
        _print_json([hit._asdict() for hit in hits])
        return
    for hit in hits:
        click.echo(f"{hit.article:>5}  {' '.join(hit.snippet.split())}  ({hit.title})")


@main.command()
@_PROJECT
@click.argument("article", type=int)
@click.argument("out", type=_PATH)
@click.option("--size", default="1280x800", help="Width and height in pixels.")
@click.option("--dark", is_flag=True, help="In the dark theme.")
@click.option(
    "--panel",
    multiple=True,
    type=click.Choice(["library", "entities", "deal", "deals", "network"]),
    help="Bring this panel to the front.",
)
def render(  # noqa: PLR0917
    project: Path,
    article: int,
    out: Path,
    size: str,
    dark: bool,  # noqa: FBT001
    panel: tuple[str, ...],
) -> None:
    """Paint the window with ARTICLE to a PNG."""
    width, _, height = size.partition("x")
    if not (width.isdecimal() and height.isdecimal() and 0 < int(width) * int(height) < 10**8):
        raise click.BadParameter("write it as 1280x800", param_hint="--size")
    from evreader import app

    app.render(project, article, out, size=(int(width), int(height)), dark=dark, panels=panel)
    click.echo(f"Wrote {out}.")


@main.command()
@_PROJECT
@_JSON
def check(project: Path, as_json: bool) -> None:  # noqa: FBT001
    """Tell whether PROJECT is sound and all offsets and quotes agree."""
    with _open(project, read_only=True) as session:
        problems = session.problems()
    if as_json:
        _print_json({"sound": not problems, "problems": problems})
    for problem in problems if not as_json else ():
        click.echo(problem, err=True)
    if problems:
        click.get_current_context().exit(1)
    if not as_json:
        click.echo(f"{project} is sound.")


@main.command()
@_JSON
def doctor(as_json: bool) -> None:  # noqa: FBT001
    """Tell what is missing on this machine, and the line that installs it."""
    from evreader.doctor import examine

    findings = examine()
    if as_json:
        _print_json([{"ok": f.ok, "what": f.what, "remedy": f.remedy} for f in findings])
    for finding in findings if not as_json else ():
        click.echo(f"{'ok     ' if finding.ok else 'MISSING'}  {finding.what}")
        if not finding.ok:
            click.echo(f"         {finding.remedy}")
    if not all(finding.ok for finding in findings):
        click.get_current_context().exit(1)


@main.command(hidden=True)
@click.argument("out", type=_PATH)
def demo(out: Path) -> None:
    """Open the samples, paint the window, export their annotation set into the folder OUT."""
    from evreader import app

    for path in app.demo(out):
        click.echo(path)


def _named(session: Session, filler: Filler) -> str:
    if filler.entity is None:
        return filler.value or ""
    return session.entities.get(filler.entity).name()


@contextmanager
def _open(project: Path, *, read_only: bool = False) -> Iterator[Session]:
    import sqlite3

    from evreader.session.session import Session
    from evreader.store.connection import in_words

    with closing(Session.open(project, read_only=read_only)) as session:
        try:
            yield session
        except sqlite3.DatabaseError as error:  # a damaged place of the file, met while reading
            raise in_words(error, project) from error


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
