"""What is wrong with layouts of a pack's own, as it is said in Norwegian."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kit.core.errors import KitError
from kit.core.language import Language, speech
from kit.core.progress import Progress, Unwatched
from kit.layout.labels import Labels, labels_laid_over, load_labels
from kit.layout.limits import done_within_bounds
from kit.layout.overrides import layouts_for
from kit.session.selection import Selection
from tests.layout.test_labels import KNOWN
from tests.layout.test_limits import OWN, dies, fails
from tests.sandbox.test_environment import filled
from tests.sandbox.test_said import FILL


def said(caught: pytest.ExceptionInfo[KitError], language: Language) -> list[str]:
    return [speech(language).said(problem.text) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("template", "language", "told"),
    [
        ("{{ araa.title }}", "nb", "variabelen araa finnes ikke: mente du area? her finnes area, "),
        ("{{ araa.title }}", "nn", "variabelen araa finst ikkje: meinte du area? her finst area, "),
        ("{{ area.leed }}", "nb", "leed finnes ikke i et område: mente du lead? her finnes "),
        ("{{ area.title.x }}", "nn", "x finst ikkje i ein tekst"),
        ("{{ area.values[99] }}", "nb", "nummer 99 finnes ikke i en liste på "),
        ("{{ occasion }}", "nb", ": skriv event i stedet for occasion"),
        ("{{ 1 / 0 }}", "nn", "eit tal blir delt på 0"),
        ("{{ '{a}'.format(b=1) }}", "nb", "plassholderen 'a' er ikke fylt ut: gi den en verdi"),
        (
            "{% include 'no.html' %}",
            "nn",
            "'no.html' finst ikkje: skriv stien i utformingane, som guide/pages.html",
        ),
        (
            "{{ area.title|lines('names', 9, 50) }}",
            "nb",
            "skriften names finnes ikke: her finnes name, quote, text, label",
        ),
        ("{{ a b }}", "nb", "her skulle det stå 'end of print statement', men det står 'b'"),
        ("{{ a|upcase }}", "nn", "filteret 'upcase' finst ikkje."),
        (
            "{% if area %}x",
            "nb",
            "malen slutter for tidlig. Jinja lette etter 'elif', 'else' eller 'endif'. "
            "Den innerste blokken som må avsluttes, er 'if'.",
        ),
        (
            "{% if area %}{% endfor %}",
            "nn",
            "taggen 'endfor' er ukjend. Jinja leita etter 'elif', 'else' eller 'endif'. "
            "Den inste blokka som må avsluttast, er 'if'.",
        ),
    ],
)
def test_a_fault_of_a_template_is_said_in_the_language(
    tmp_path: Path, labels: Labels, small: Selection, template: str, language: Language, told: str
) -> None:
    with pytest.raises(KitError) as caught:
        filled(tmp_path, labels, template, area=small.areas[0])
    (problem,) = said(caught, language)
    assert problem.startswith(FILL[language])
    assert told in problem


@pytest.mark.parametrize(
    ("text", "in_bokmaal", "in_nynorsk"),
    [
        ("area: [a]", "area må være tekst: endre det", "area må vere tekst: endre det"),
        (
            "area: '{nummer}'",
            "area har plassholderen {nummer}, som ikke blir fylt ut; her finnes number: endre "
            "teksten",
            "area har plasshaldaren {nummer}, som ikkje blir fylt ut; her finst number: endre "
            "teksten",
        ),
        (
            "months: [a]",
            "months må være en liste med 2 tekster: endre det",
            "months må vere ei liste med 2 tekstar: endre det",
        ),
        ("- a", "filen må inneholde nøkler: endre det", "fila må innehalde nøklar: endre det"),
        (
            "pieces: {cards: {file: signs}}",
            "signs ville fått samme fil som cards: gi dem hvert sitt navn",
            "signs ville fått same fil som cards: gi dei kvart sitt namn",
        ),
    ],
)
def test_a_fault_of_labels_is_said_in_the_language(
    tmp_path: Path, text: str, in_bokmaal: str, in_nynorsk: str
) -> None:
    path = tmp_path / "nb.yaml"
    path.write_text(text)
    with pytest.raises(KitError) as caught:
        labels_laid_over(KNOWN, path, "nb.yaml", ())
    assert (said(caught, "nb"), said(caught, "nn")) == ([in_bokmaal], [in_nynorsk])


def test_the_languages_that_there_are_labels_in_are_said(tmp_path: Path) -> None:
    (tmp_path / "labels").mkdir()
    for language in ("nn", "nb"):
        (tmp_path / "labels" / f"{language}.yaml").touch()
    with pytest.raises(KitError) as caught:
        load_labels(tmp_path, "en")
    assert said(caught, "nb") == [
        "utformingene har ingen tekster på en ennå: sett language i pack.yaml til nb eller nn"
    ]


PIECE = """\
order: 1
repeats-over: areas
per: table
made-as: cards
face: {width: 68, height: 95, bleed: 3, clear: 5}
paper: A4
weight: [160, 200]
"""


@pytest.mark.parametrize(
    ("files", "allow", "language", "told"),
    [
        (
            {"cards.css": ""},
            None,
            "nb",
            [
                "denne pakken har egne utforminger, som cards.css: oppgi --allow-layouts hvis du "
                "stoler på den som har laget dem, eller --no-allow-layouts for å tegne den som "
                "vanlig"
            ],
        ),
        (
            {"Cards.exe": ""},
            True,
            "nn",
            [
                "inga utforming heiter slik: bruk a-z, siffer og bindestrekar, og ei ending som "
                ".html eller .css, eller ta fila bort"
            ],
        ),
        (
            {
                "area-cards/piece.yaml": PIECE,
                "area-cards/front.html": "x",
                "area-cards/back.html": "x",
            },
            True,
            "nb",
            [
                "blank.html mangler: en del som lages som cards, tegnes med front.html, back.html "
                "og blank.html",
                "pieces.area-cards mangler: legg til title og file for den",
            ],
        ),
    ],
)
def test_what_is_wrong_with_the_files_of_layouts_is_said_in_the_language(
    tmp_path: Path, files: dict[str, str], allow: bool | None, language: Language, told: list[str]
) -> None:
    for name, text in files.items():
        path = tmp_path / "layouts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    with pytest.raises(KitError) as caught:
        layouts_for(tmp_path, "nb", allow=allow)
    assert said(caught, language) == told


def looks_for_layouts(progress: Progress) -> None:
    del progress
    layouts_for(OWN.path.parent, "nb", allow=None)


@pytest.mark.parametrize(
    ("work", "language", "told"),
    [
        (
            dies,
            "nb",
            "utformingene i denne pakken får programmet som setter dem, til å stoppe: rett dem, "
            "eller oppgi --no-allow-layouts",
        ),
        (fails, "nn", "utformingane i denne pakken kan ikkje teiknast: ZeroDivisionError: by nou"),
        (looks_for_layouts, "nn", "denne pakken har eigne utformingar, som "),
    ],
)
def test_what_comes_out_of_another_process_is_said_in_the_language(
    work: Callable[[Progress], object], language: Language, told: str
) -> None:
    with pytest.raises(KitError) as caught:
        done_within_bounds(work, OWN, Unwatched())
    (problem,) = said(caught, language)
    assert problem.startswith(told)
