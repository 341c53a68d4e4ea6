"""What the documents say must be what the program has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from evreader import cli
from evreader.domain.scheme import Scheme
from evreader.formats import registry
from evreader.resources import load_scheme_data, resource
from evreader.ui.commands.shortcut_sheet import READER_KEYS
from evreader.ui.commands.table import TABLE

ROOT = Path(__file__).parents[1]


def document(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def keys_page() -> str:
    """docs/keys.md as the table of commands has it."""
    lines = [
        "# Keys",
        "",
        (
            "Every command, by menu; F1 shows the same list in the program. A key in *italics* "
            "acts while the reader has the focus."
        ),
    ]
    menu = ""
    for section in TABLE:
        if section.menu[0] != menu:
            menu = section.menu[0]
            lines += ["", f"## {menu.replace('&', '')}", "", "| command | keys |", "|---|---|"]
        for command in section.commands:
            text = command.text.replace("{}", command.argument)
            keys = " · ".join(command.shortcuts)
            shown = f"*{keys}*" if section.reader and keys else keys
            path = " › ".join((*section.menu[1:], text))
            lines.append(f"| {path} | {shown} |")
    lines += ["", "## In the reader", "", "| keys | what they do |", "|---|---|"]
    lines += [f"| {keys.replace(' ', ' · ')} | {text} |" for keys, text in READER_KEYS]
    lines += ["", "## Entity types of the default scheme", "", "| type | key |", "|---|---|"]
    scheme = Scheme.from_data(load_scheme_data("partnerships"))
    lines += [
        f"| {kind.labels['en']} {kind.labels['zh']} | {kind.key} |" for kind in scheme.entities
    ]
    return "\n".join(lines) + "\n"


def test_the_page_of_keys_is_the_table_of_commands() -> None:
    assert document("docs/keys.md") == keys_page()


@pytest.mark.parametrize("name", sorted(c for c, v in cli.main.commands.items() if not v.hidden))
def test_the_readme_names_every_command(name: str) -> None:
    shown = "evreader [PROJECT]" if name == "open" else f"evreader {name}"
    assert f"`{shown}" in document("README.md")


@pytest.mark.parametrize("name", [item.name for item in registry.formats()])
def test_the_page_of_formats_names_every_format(name: str) -> None:
    assert f"\n## {name}\n" in document("docs/formats.md")


@pytest.mark.parametrize(
    "page", ["README.md", *sorted(str(p.relative_to(ROOT)) for p in ROOT.glob("docs/**/*.md"))]
)
def test_links_between_documents_lead_somewhere(page: str) -> None:
    folder = (ROOT / page).parent
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", document(page))
    assert [target for target in targets if not (folder / target).exists()] == []


def test_the_guide_names_the_keys_that_there_are() -> None:
    known = {key for section in TABLE for command in section.commands for key in command.shortcuts}
    named = set(
        re.findall(r"\b(?:Ctrl|Alt)(?:\+[A-Z0-9]\w*)+", resource("guide.md").read_text("utf-8"))
    )
    families = {"Ctrl+Up", "Ctrl+Down", "Alt+Up", "Alt+Down", "Alt+Left", "Alt+Right"}
    assert named - known - families == set()
