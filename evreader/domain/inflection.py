"""What an inflected English word may be a form of: enough to find it in a word list."""

from __future__ import annotations


def stems(word: str) -> list[str]:
    """The lower-case word and what may stand in a word list for it, the likelier first."""
    word = word.replace("’", "'").removesuffix("'s").removesuffix("'")
    found = [word]
    if word in _IRREGULAR:
        found.append(_IRREGULAR[word])
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            found.append(stem + instead)
            if not instead and stem[-1] == stem[-2:-1]:
                found.append(stem[:-1])
    return found


_ENDINGS = (
    ("ies", "y"),
    ("es", ""),
    ("s", ""),
    ("ied", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("er", ""),
    ("est", ""),
)
_IRREGULAR = {
    form: stem
    for stem, forms in (
        ("say", "said"), ("tell", "told"), ("begin", "began begun"), ("win", "won"),
        ("lose", "lost"), ("sell", "sold"), ("buy", "bought"), ("pay", "paid"), ("make", "made"),
        ("meet", "met"), ("see", "saw seen"), ("know", "knew known"), ("think", "thought"),
        ("write", "wrote written"), ("speak", "spoke spoken"), ("leave", "left"), ("hold", "held"),
        ("rise", "rose risen"), ("fall", "fell fallen"), ("grow", "grew grown"),
        ("woman", "women"), ("man", "men"), ("child", "children"), ("build", "built"),
        ("send", "sent"), ("bring", "brought"), ("fly", "flew flown"), ("drive", "drove driven"),
        ("lead", "led"), ("life", "lives"),
    )
    for form in forms.split()
}  # fmt: skip
