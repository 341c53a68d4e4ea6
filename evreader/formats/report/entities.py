"""The index of the report: each entity with its names, and where it is spoken of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from evreader.domain.annotation import Entity
    from evreader.formats.report.words import Words

_LISTED = 40
_HEAD = (
    '<table class="index"><thead><tr><th scope="col">English</th>'
    '<th scope="col" lang="zh">中文</th><th scope="col">Type</th><th scope="col">Known</th>'
    '<th scope="col">Deals</th>'
    '<th scope="col">Mentions</th></tr></thead><tbody>\n'
)


def index_in_html(
    entities: Sequence[Entity],
    words: Words,
    *,
    mentions: Mapping[int, Sequence[int]],
    deals: Mapping[int, Sequence[int]],
) -> Iterator[str]:
    """The table; mentions and deals are ids, by entity."""
    yield _HEAD
    for entity in sorted(entities, key=lambda item: (item.name("en").casefold(), item.id)):
        names = {
            language: [name.text for name in entity.names if name.language == language]
            for language in ("en", "zh", "other")
        }
        english = words.text(" / ".join([*names["en"], *names["other"]]))
        chinese = words.text(" / ".join(names["zh"]))
        known = ", ".join(f"{name} {value}" for name, value in sorted(entity.attributes.items()))
        yield (
            f'<tr id="entity{entity.id}"><td>{english}</td><td lang="zh">{chinese}</td>'
            f"<td>{words.type_label(entity.type)}</td><td>{words.text(known)}</td>"
            f'<td class="where">{_links("deal", deals.get(entity.id, ()))}</td>'
            f'<td class="where">{_links("m", mentions.get(entity.id, ()))}</td></tr>\n'
        )
    yield "</tbody></table>\n"


def _links(kind: str, ids: Sequence[int]) -> str:
    """Links by number; the count alone of those beyond the first ones."""
    told = [f'<a href="#{kind}{id_}">{n}</a>' for n, id_ in enumerate(ids[:_LISTED], 1)]
    more = len(ids) - len(told)
    return " ".join([*told, f"+{more}"] if more else told)
