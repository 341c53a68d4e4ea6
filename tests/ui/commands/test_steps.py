from __future__ import annotations

import re
from pathlib import Path

import evreader.session
from evreader.domain.changes import Step
from evreader.session.links import STATUS_STEPS
from evreader.ui.commands.steps import STEPS, in_words


def test_every_step_that_the_session_names_is_marked_for_translation() -> None:
    folder = Path(evreader.session.__file__).parent
    source = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    direct = re.findall(r'(?:operation|_step)\(\s*"([^"]+)"', source)
    either = re.findall(r'label = "([^"]+)" if .* else "([^"]+)"', source)
    named = {*direct, *STATUS_STEPS.values(), *(label for pair in either for label in pair)}
    assert named == set(STEPS)


def test_a_step_reads_as_what_was_done_to_what() -> None:
    assert in_words(Step("Tag", "“零跑”")) == "Tag “零跑”"
    assert in_words(Step("Lock annotation set", "")) == "Lock annotation set"
