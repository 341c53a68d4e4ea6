from __future__ import annotations

from evreader.domain.glossary import Glossary


def test_chinese_words_lead_to_stems() -> None:
    found = Glossary().renderings(["英国", "工厂", "没有这个词"])
    assert "britain" in found["英国"]
    assert "没有这个词" not in found
