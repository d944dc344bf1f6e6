from fontTools.ttLib import TTFont

from kit.content.font_metrics import METRICS, measured, metrics
from kit.core.paths import FONTS


def test_the_file_beside_the_typefaces_is_of_these() -> None:
    assert (FONTS / METRICS).read_text() == measured(FONTS)


def test_letters_are_as_wide_as_in_the_typefaces() -> None:
    known = metrics(FONTS)
    assert set(known) == {path.name for path in FONTS.glob("*.ttf")}
    for path in FONTS.glob("*.ttf"):
        with TTFont(path) as font:
            em, names = font["head"].unitsPerEm, font.getBestCmap()
            assert set(known[path.name]) == set(names)
            for letter in "Åm. –":
                assert known[path.name][ord(letter)] == font["hmtx"][names[ord(letter)]][0] / em
