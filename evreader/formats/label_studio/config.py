"""Label Studio's labelling configuration: what labels there are, and which text they are for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from evreader.errors import EvreaderError, FormatError
from evreader.formats.contents import contents_of
from evreader.formats.trees import tree_of

if TYPE_CHECKING:
    from pathlib import Path

    from evreader.domain.scheme import Scheme

LABELS, TEXT = "label", "text"
"""What our configuration calls the labels and the text."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SHOWN = {"Text", "HyperText", "Paragraphs", "TextRange"}
_NAME = re.compile(r"\w[\w .-]{0,60}")


def is_control(name: str) -> bool:
    """Whether an attribute's name can be that of a control in our configuration."""
    return _NAME.fullmatch(name) is not None and name not in {LABELS, TEXT, "relations"}


@dataclass(slots=True)
class Vocabulary:
    """What is to be offered for labelling: the scheme's, and whatever else is met in an export."""

    scheme: Scheme | None
    types: dict[str, None] = field(default_factory=dict)
    relations: dict[str, None] = field(default_factory=dict)
    attributes: dict[str, dict[str, None]] = field(default_factory=dict)

    def choices(self, name: str) -> tuple[str, ...]:
        """The values that an attribute or slot of this name may have; none if it is free text.

        Where types have different ones for the same name, all of them.
        """
        if self.scheme is None:
            return ()
        slot = self.scheme.slot_types.get(name)
        kinds = [kind.attributes.get(name, ()) for kind in self.scheme.entity_types.values()]
        kinds.append(slot.choices if slot is not None else ())
        return tuple(dict.fromkeys(value for values in kinds for value in values))

    def config(self) -> str:
        """The labelling configuration."""
        scheme = self.scheme
        colors: dict[str, str] = {}
        if scheme is not None:
            colors = {name: kind.color for name, kind in scheme.entity_types.items()}
            colors |= {name: kind.color for name, kind in scheme.deal_types.items()}
            roles = [role.name for kind in scheme.deal_types.values() for role in kind.roles]
            self.relations = dict.fromkeys([*roles, *self.relations])
        labels = dict.fromkeys([*colors, *self.types])
        lines = ["<View>", "  <Relations>"]
        lines += [f"    <Relation value={_quoted(name)}/>" for name in self.relations]
        lines += ["  </Relations>", f'  <Labels name="{LABELS}" toName="{TEXT}">']
        lines += [
            f"    <Label value={_quoted(name)} background={_quoted(colors.get(name, '#808080'))}/>"
            for name in labels
        ]
        lines += ["  </Labels>", f'  <Text name="{TEXT}" value="$text" granularity="symbol"/>']
        for name in self.attributes:
            lines += self._control(name)
        return "\n".join([*lines, "</View>", ""])

    def _control(self, name: str) -> list[str]:
        """What asks for one attribute of the region that is chosen."""
        common = f'name={_quoted(name)} toName="{TEXT}" perRegion="true"'
        choices = self.choices(name)
        if not choices:
            return [f'  <TextArea {common} editable="true" placeholder={_quoted(name)}/>']
        # A value that the scheme does not offer has been given all the same.
        offered = dict.fromkeys((*choices, *self.attributes[name]))
        values = [f"    <Choice value={_quoted(choice)}/>" for choice in offered]
        return [f'  <Choices {common} choice="single">', *values, "  </Choices>"]


def config_beside(out: Path) -> Path:
    """Where the configuration of an export lies.

    Raises:
        FormatError: something else has that name.
    """
    path = out.with_suffix(".xml") if out.suffix.lower() != ".xml" else out.with_suffix(".cfg.xml")
    if path.is_dir() or (path.is_file() and not path.read_bytes()[:200].lstrip().startswith(b"<V")):
        raise FormatError(
            f"{path.name} would be overwritten, and it is no labelling configuration; choose "
            f"another name to write to."
        )
    return path


def text_keys(path: Path) -> dict[str, str]:
    """By the name of what is shown, under which key of a task's data it stands; by the file beside.

    Nothing, if there is no such file or it is something else.
    """
    beside = path.with_suffix(".xml")
    if beside == path or not beside.is_file():
        return {}
    try:
        root = tree_of(contents_of(beside), f"“{beside.name}”")
    except EvreaderError:  # the data speak for themselves
        return {}
    return {
        shown.get("name", ""): (shown.get("value") or "").removeprefix("$")
        for shown in root.iter()
        if shown.tag in _SHOWN
    }


def _quoted(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("\ufffd", text))
