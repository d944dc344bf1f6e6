from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from kit.content.packs import load_pack
from kit.content.printable import unprintable
from kit.core.errors import KitError
from kit.core.paths import FONTS
from tests.conftest import SAMPLES

# What each language is written with beside A to Z.
ALPHABETS = {
    "Norwegian": "ÆØÅæøåéèêóòôâàüä",
    "Northern Sami": "ÁČĐŊŠŦŽáčđŋšŧž",
    "Southern Sami": "ÏïÄäÖöÆæÅå",
    "Lule Sami": "ÁáÅåÄäŃńŊŋ",
    "Swedish": "ÅÄÖåäöé",
    "Finnish": "ÅÄÖåäöŠšŽž",
    "English": "éïæœ£",
    "German": "ÄÖÜäöüßẞ",
    "French": "ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸàâæçéèêëîïôœùûüÿ",
    "Spanish": "ÁÉÍÑÓÚÜáéíñóúü¿¡ªº",
    "Polish": "ĄĆĘŁŃÓŚŹŻąćęłńóśźż",
}
SIGNS = "0123456789.,:;!?…–—-«»“”„‘’‚\"'()[]/&%‰§€°×−+=<>*#@·•½\u00a0\n\t\u00ad"


def told(text: str) -> list[str]:
    return [advice for _, advice in unprintable(text, FONTS)]


@pytest.mark.parametrize("language", ALPHABETS)
def test_every_language_is_set_in_both_families(language: str) -> None:
    letters = ALPHABETS[language] + SIGNS
    assert told(letters) == []
    seen = letters.replace("\n", "").replace("\t", "")
    for path in FONTS.glob("*.ttf"):
        with TTFont(path) as font:
            assert {ord(letter) for letter in seen} <= set(font.getBestCmap())


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("Ta 日 med", "the typefaces have no 日 (U+65E5 CJK UNIFIED IDEOGRAPH-65E5): write it"),
        ("Smil 😀", "the typefaces have no 😀 (U+1F600 GRINNING FACE): write it another way"),
        ("שלום", "the typefaces have no ש (U+05E9 HEBREW LETTER SHIN), ל (U+05DC HEBREW"),
        ("a\u200db", "an invisible character stands after «a», U+200D ZERO WIDTH JOINER: delete"),
        ("a\u202eb", "an invisible character stands after «a», U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("er mitt rom\u200b for", "an invisible character stands after «mitt rom», U+200B ZERO"),
        ("\u0007en to tre", "an invisible character stands before «en to», U+0007: delete it"),
        ("a\u2028b", "an invisible character stands after «a», U+2028 LINE SEPARATOR: delete"),
        ("a\ue000b", "an invisible character stands after «a», U+E000: delete it"),
        # Only Source Sans 3 has this accent: upon a letter of Fraunces it would slip.
        ("q\u0313", "the typefaces have no \u25cc\u0313 (U+0313 COMBINING COMMA ABOVE): write it"),
    ],
)
def test_what_cannot_be_printed_is_told_by_name(text: str, advice: str) -> None:
    assert told(text)[0].startswith(advice)


def test_a_letter_is_told_once_in_a_text_and_a_word_in_one_message() -> None:
    (both,) = told("日本日本日")
    assert (both.count("日"), both.count("本")) == (1, 1)
    (many,) = told("日本語文字列漢字")
    assert many.count("U+") == 6
    assert many.endswith(", and 1 more: write it another way")


def test_an_accent_that_makes_a_letter_is_that_letter() -> None:
    assert told("a\u030a o\u0308 c\u030c") == []


def test_a_letter_may_come_from_the_other_family() -> None:
    """Fraunces has no Greek."""
    with TTFont(FONTS / "Fraunces-SemiBold.ttf") as fraunces:
        assert ord("α") not in fraunces.getBestCmap()
    assert told("α") == []


def test_a_pack_with_such_letters_is_refused_with_their_places(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    (pack / "areas").mkdir(parents=True)
    for name in ("pack.yaml", "areas/1-mot.yaml"):
        (pack / name).write_text((SAMPLES / "small" / name).read_text(encoding="utf-8"))
    (pack / "areas" / "2-ro.yaml").write_text(
        "id: ro\ntitle: Ro 日\nlead: |\n  Ro er\n  å vente 😀.\nvalues:\n"
        '  - {id: tid, name: "T\\u200did", definition: La det ta tid}\n'
    )
    with pytest.raises(KitError, match="typefaces") as caught:
        load_pack(pack)
    places = [line.removeprefix(str(pack)) for line in str(caught.value).split("\n")]
    assert [place.split(": ")[0] for place in places] == [
        "/areas/2-ro.yaml:2:11",
        "/areas/2-ro.yaml:5:11",
        "/areas/2-ro.yaml:7:21",
    ]
