"""What is wrong with how lines are asked for, as it is said in Norwegian."""

import pytest

from kit.core.language import Language, speech
from kit.layout.text_filters import text_for_print
from kit.lines.marks import marked
from kit.lines.measure import UnbreakableError


@pytest.mark.parametrize(
    ("typeface", "size", "measure", "floor", "language", "told"),
    [
        (
            "names", 9, 50, "text", "nb",
            "skriften names finnes ikke: her finnes name, quote, text, label",
        ),
        (
            "names", 9, 50, "text", "nn",
            "skrifta names finst ikkje: her finst name, quote, text, label",
        ),
        ("text", 9, 50, "least", "nb", "den minste skriften er name, text eller fixed, ikke least"),
        ("text", 9, 50, "least", "nn", "den minste skrifta er name, text eller fixed, ikkje least"),
        (
            "text", 0.05, 50, "text", "nb",
            "skrift kan være fra 0,1 til 100\u00a0000 pt stor, ikke 0.05",
        ),
        ("text", 9, 0, "text", "nn", "linjer kan vere frå 0,1 til 100\u00a0000 mm lange, ikkje 0"),
    ],
)  # fmt: skip
def test_what_lines_cannot_be_is_said_in_the_language(
    typeface: str, size: float, measure: float, floor: str, language: Language, told: str
) -> None:
    with pytest.raises(UnbreakableError) as caught:
        marked(text_for_print("a"), typeface, size, measure, floor, running=False)
    assert speech(language).said(caught.value.args[0]) == told
