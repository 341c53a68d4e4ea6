from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from evreader.formats.web_page.info import article_info, page_info


@pytest.mark.parametrize(
    ("title", "head", "shown"),
    [
        ("新工厂投产_财经_某某网", "", "新工厂投产"),
        ("新工厂投产-36氪", "", "新工厂投产"),
        ("新工厂投产--财经--人民网", "", "新工厂投产"),
        ("New plant opens near Cologne | Cars | The Daily", "", "New plant opens near Cologne"),
        ("New plant opens near Cologne - Motor News", "", "New plant opens near Cologne"),
        ("Car-maker opens plant", "", "Car-maker opens plant"),
        ("x | y", '<meta property="og:title" content="New plant opens">', "New plant opens"),
    ],
)
def test_a_title_without_the_name_of_the_site(title: str, head: str, shown: str) -> None:
    page = page_info(document_fromstring(f"<head><title>{title}</title>{head}</head><p>x</p>"))
    assert article_info(page, name="a.html", title="", above=()).title == shown


def test_date_and_author_above_the_text() -> None:
    page = page_info(document_fromstring("<title>x</title><p>y</p>"))
    info = article_info(page, name="a", title="T", above=["2024-05-06 10:11　作者：刘洋", "文本"])
    assert (info.title, info.date, info.author) == ("T", "2024-05-06", "刘洋")
    info = article_info(
        page, name="a", title="T", above=["By Anna Keller and Li Wen", "6 May 2024"]
    )
    assert (info.date, info.author) == ("2024-05-06", "Anna Keller and Li Wen")


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="canonical" href="https://a.example/1">',
        '<meta property="og:url" content="https://a.example/1">',
        "<!-- saved from url=(0020)https://a.example/1 -->",
    ],
)
def test_the_address(head: str) -> None:
    page = page_info(document_fromstring(f"<html><head><title>x</title>{head}</head><p>y</p>"))
    assert page.url == "https://a.example/1"
    assert page.site == "a.example"


@pytest.mark.parametrize("data", ["{broken", '{"@type": "Thing"}', "[1, null]", '{"@graph": 3}'])
def test_broken_linked_data_is_passed_over(data: str) -> None:
    markup = f'<script type="application/ld+json">{data}</script><title>New plant</title><p>y</p>'
    assert page_info(document_fromstring(markup)).titles == ("New plant",)


def test_several_authors_in_one_field() -> None:
    markup = '<meta name="author" content="Ana Petrov,Li Wen"><title>x y z</title><p>y</p>'
    assert page_info(document_fromstring(markup)).author == "Ana Petrov, Li Wen"


def test_placeholders_are_no_authors() -> None:
    markup = '<meta name="author" content="https://a.example/me"><title>x y z</title><p>y</p>'
    assert page_info(document_fromstring(markup)).author == ""
