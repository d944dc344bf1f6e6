"""What is wrong with how layouts are typeset, and with profiles, as it is said in Norwegian."""

import logging
from pathlib import Path

import pytest

from kit.core.errors import KitError
from kit.core.language import Language, speech
from kit.pdf.colour_profile import read_profile
from kit.pdf.layout_faults import LayoutError, LayoutFault, placed
from kit.pdf.links import refuse_unnamed
from kit.pdf.refusals import no_warnings, refused_fonts_in_svg, unread
from kit.system.files import UnreadError
from tests.pdf.test_pdfx import icc, with_bytes


def logged(message: str) -> LayoutFault:
    """The fault that something is which WeasyPrint logs."""
    with pytest.raises(LayoutError) as caught, no_warnings():
        logging.getLogger("weasyprint").warning(message)
    (fault,) = caught.value.faults
    return fault


def linked(address: str) -> LayoutFault:
    with pytest.raises(LayoutError) as caught:
        refuse_unnamed([address], list)
    (fault,) = caught.value.faults
    return fault


@pytest.mark.parametrize(
    ("fault", "piece", "in_bokmaal", "in_nynorsk"),
    [
        (
            logged("Ignored `colour: red` at 1:5, unknown property."),
            "",
            "i utformingen av det som står ved siden av delene: utformingen kan ikke settes slik "
            "den er: ukjent egenskap, «colour: red»: rett skrivemåten, eller ta det bort",
            "i utforminga av det som står ved sida av delane: utforminga kan ikkje setjast slik ho "
            "er: ukjend eigenskap, «colour: red»: rett skrivemåten, eller ta det bort",
        ),
        (
            logged("Parse error at 1:5: EOF"),
            "signs",
            "i utformingen av signs: dette er ikke CSS som kan leses (EOF): se om det mangler et "
            "kolon, et semikolon eller en krøllparentes her",
            "i utforminga av signs: dette er ikkje CSS som kan lesast (EOF): sjå om det manglar "
            "eit kolon, eit semikolon eller ein krøllparentes her",
        ),
        (
            unread("kit:///layouts/a.png", UnreadError("unreadable", "Permission denied")),
            "signs",
            "i utformingen av signs: «kit:///layouts/a.png»: filen kan ikke leses (Permission "
            "denied): sørg for at du har lov til å lese den",
            "i utforminga av signs: «kit:///layouts/a.png»: fila kan ikkje lesast (Permission "
            "denied): syt for at du har lov til å lese ho",
        ),
        (
            unread("kit:///layouts/a.png", UnreadError("missing")),
            "signs",
            "i utformingen av signs: «kit:///layouts/a.png»: filen finnes ikke i utformingene: "
            "legg den der, eller rett adressen",
            "i utforminga av signs: «kit:///layouts/a.png»: fila finst ikkje i utformingane: legg "
            "ho der, eller rett adressa",
        ),
        (
            linked("https://e.org"),
            "signs",
            "i utformingen av signs: utformingen har en lenke til «https://e.org»: lenkene i den "
            "går til steder i den selv (#…), eller til en http(s)-adresse i pakkens egne tekster; "
            "ta lenken bort",
            "i utforminga av signs: utforminga har ei lenkje til «https://e.org»: lenkjene i ho "
            "går til stader i ho sjølv (#…), eller til ei http(s)-adresse i tekstane til pakken; "
            "ta lenkja bort",
        ),
        (
            next(refused_fonts_in_svg(b"font-family: Arial;")),
            "signs",
            "i utformingen av signs: utformingen ber om skriften Arial: bruk Fraunces eller Source "
            "Sans 3",
            "i utforminga av signs: utforminga ber om skrifta Arial: bruk Fraunces eller Source "
            "Sans 3",
        ),
    ],
)
def test_a_fault_of_a_layout_is_said_in_the_language(
    tmp_path: Path, fault: LayoutFault, piece: str, in_bokmaal: str, in_nynorsk: str
) -> None:
    (problem,) = placed([fault], tmp_path, piece).problems
    assert speech("nb").said(problem.text) == in_bokmaal
    assert speech("nn").said(problem.text) == in_nynorsk
    (unplaced,) = LayoutError([fault]).problems
    assert in_bokmaal.endswith(f": {speech('nb').said(unplaced.text)}")


def test_files_that_a_fault_may_be_in_are_said_with_it(tmp_path: Path) -> None:
    for name in ("a/front.html", "a/style.css", "cards.css"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (problem,) = placed([unread("x", ValueError())], tmp_path, "a").problems
    assert speech("nn").said(problem.text).replace(str(tmp_path), "OWN") == (
        "i utforminga av a (eller i OWN/a/style.css, OWN/cards.css): «x» ligg utanfor mappene som "
        "settet blir laga av: oppgi ei fil i utformingane, som "
        "kit:///layouts/value-cards/picture.png"
    )
    (problem,) = placed([unread("x.png", ValueError())], tmp_path, "a").problems
    assert (
        speech("nb")
        .said(problem.text)
        .endswith(f": legg filen i {tmp_path / 'a'}, og skriv kit:///layouts/a/x.png")
    )


@pytest.mark.parametrize(
    ("data", "language", "told"),
    [
        (
            b"x",
            "nb",
            "dette er ingen ICC-profil: be trykkeriet om den de bruker (en fil som slutter på "
            ".icc)",
        ),
        (
            icc("CMYK")[:-1],
            "nn",
            "slutten av profilen manglar: få han på nytt frå trykkeriet",
        ),
        (
            with_bytes(8, b"\x05"),
            "nb",
            "profilen har ICC-versjon 5, PDF/X-4 krever 2 eller 4: be trykkeriet om profilen for "
            "trykkmaskinen og papiret i en slik versjon",
        ),
        (
            icc(device=b"mntr"),
            "nn",
            "dette er ikkje profilen til ei trykkmaskin, og ein for skjerm eller skannar duger "
            "ikkje: be trykkeriet om profilen for trykkmaskina og papiret",
        ),
        (None, "nb", "filen finnes ikke: se hvordan navnet er skrevet"),
    ],
)
def test_what_is_wrong_with_a_profile_is_said_in_the_language(
    tmp_path: Path, data: bytes | None, language: Language, told: str
) -> None:
    path = tmp_path / "press.icc"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(KitError) as caught:
        read_profile(path)
    (problem,) = caught.value.problems
    assert speech(language).said(problem.text) == told
