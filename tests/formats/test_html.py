from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evreader.errors import InputError
from evreader.formats import html as subject
from evreader.formats import registry

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "The company said on Monday that it would build a plant near Cologne, and that it can pay."


def test_a_saved_page_is_one_article(tmp_path: Path) -> None:
    path = tmp_path / "page.htm"
    path.write_text(f"<title>Plant</title><h1>Plant</h1><p>{TEXT}</p>", encoding="utf-16-le")
    assert registry.by_suffix(path).name == "html"
    (annotated,) = registry.reader("html")(path).articles
    assert [p.text for p in annotated.article.passages] == ["Plant", TEXT]
    assert annotated.article.info.source == "page.htm"
    assert annotated.article.links == ()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x89PNG\r\n\x1a\n\x00", "a picture"),
        (b"\x00\x01\x02\x03", "not a web page"),
        (b"<script>var a = 1</script>", "holds no text"),
    ],
)
def test_what_is_no_page_is_refused_by_name(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(data)
    with pytest.raises(InputError, match=words):
        subject.read(path)
