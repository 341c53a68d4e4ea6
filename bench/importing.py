"""Bulk import: thousands of plain texts and hundreds of saved pages, read on all cores."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

from bench.corpus import Corpus
from bench.measure import Figure
from evreader.domain.scheme import Scheme
from evreader.resources import load_scheme_data
from evreader.session.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from bench.corpus import Projects
    from evreader.domain.article import Passage

TEXTS, PASSAGES = 10_000, 10
PAGES, PAGE_PASSAGES, AROUND = 200, 24, 60
TEXTS_A_SECOND, PAGES_A_SECOND = 100, 15
_TABLES = ("article", "passage", "sentence", "link", "link_sentence")


def run(projects: Projects) -> list[Figure]:
    """Import both kinds into projects of their own; the floor inserts the same rows, bare."""
    corpus = Corpus()
    texts = projects.folder / "texts"
    pages = projects.folder / "pages"
    texts.mkdir()
    pages.mkdir()
    for number in range(TEXTS):
        passages = corpus.article(number, PASSAGES).article.passages
        text = "\n\n".join(passage.text for passage in passages)
        (texts / f"{number:05}.txt").write_text(text, encoding="utf-8")
    for number in range(PAGES):
        found = corpus.article(number, PAGE_PASSAGES).article.passages
        around = corpus.article(number, AROUND).article.passages
        (pages / f"{number:03}.html").write_text(_page(number, found, around), encoding="utf-8")
    return [
        _figure(projects.folder, texts, TEXTS, TEXTS_A_SECOND),
        _figure(projects.folder, pages, PAGES, PAGES_A_SECOND),
    ]


def _figure(folder: Path, source: Path, number: int, least: float) -> Figure:
    path = folder / f"import-{source.name}.sqlite"
    session = Session.create(path, Scheme.from_data(load_scheme_data("partnerships")))
    start = time.perf_counter()
    # Invented texts are alike: nothing is left out for that.
    result = session.exchange.import_files([source], duplicates="keep")
    rate = number / (time.perf_counter() - start)
    session.close()
    if len(result.articles) != number:
        raise RuntimeError(f"{len(result.articles)} of {number} came in: {result.receipt.refused}")
    return Figure(
        f"import: {source.name}, articles a second",
        rate,
        "",
        floor=number / bare(path, folder / f"bare-{source.name}.sqlite", _TABLES),
        floor_name="the same rows by bare inserts, one transaction",
        least=least,
        note=f"{number:,} files, {path.stat().st_size / 2**20:.0f} MiB",
    )


def bare(project: Path, out: Path, tables: tuple[str, ...]) -> float:
    """Seconds that SQLite alone takes to insert the rows of a project's tables, indexes and all."""
    with closing(sqlite3.connect(project)) as source, closing(sqlite3.connect(out)) as plain:
        rows = {table: source.execute(f"SELECT * FROM {table}").fetchall() for table in tables}  # noqa: S608
        made = source.execute(
            "SELECT tbl_name, sql FROM sqlite_master WHERE type IN ('table', 'index')"
        )
        for table, statement in made:
            if statement and table in tables:
                plain.execute(statement)
        plain.execute("PRAGMA journal_mode = WAL")
        start = time.perf_counter()
        for table, found in rows.items():
            marks = ", ".join("?" * len(found[0])) if found else ""
            plain.executemany(f"INSERT INTO {table} VALUES ({marks})", found)  # noqa: S608
        plain.commit()
        return time.perf_counter() - start


def _page(number: int, passages: tuple[Passage, ...], around: tuple[Passage, ...]) -> str:
    """A page as sites make them: menus, a column of other news, comments, scripts."""
    article = "\n".join(f"<p>{passage.text}</p>" for passage in passages)
    menu = "".join(f'<li><a href="/s/{n}">Section {n}</a></li>' for n in range(40))
    news = "".join(
        f'<div class="card"><a href="/n/{n}"><img src="/i/{n}.jpg"><h4>{passage.text[:60]}</h4></a>'
        f"<span>{n} min ago</span></div>"
        for n, passage in enumerate(around)
    )
    comments = "".join(
        f'<div class="comment"><b>reader{n}</b><p>{passage.text[:90]}</p></div>'
        for n, passage in enumerate(around[:20])
    )
    script = "var x = {" + ",".join(f'"k{n}": {n}' for n in range(600)) + "};"
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>Invented page {number}</title>"
        f"<meta property='og:site_name' content='Invented'><script>{script}</script></head><body>"
        f"<header><nav><ul>{menu}</ul></nav></header><main><article><h1>Invented page {number}</h1>"
        f"<div class='byline'>By A. Writer, 2026-03-14</div>{article}</article>"
        f"<aside class='related'><h3>Related</h3>{news}</aside>"
        f"<section id='comments'><h3>Comments</h3>{comments}</section></main>"
        f"<footer>Copyright 2026 Invented. All rights reserved.</footer></body></html>"
    )
