import shutil
from pathlib import Path

import pytest

from kit.content.models import Pack, plain
from kit.content.packs import load_pack
from kit.core.errors import Origin
from tests.conftest import SAMPLES


@pytest.fixture(scope="module")
def small() -> Pack:
    return load_pack(SAMPLES / "small")


def test_every_text_is_found_where_it_is_written(small: Pack) -> None:
    """Each origin points at a line that holds the beginning of its text."""
    assert len(small.origins) > 50
    found = [(text, origin) for text, all_ in small.origins.items() for origin in all_]
    for text, origin in found:
        line = Path(origin.file).read_text(encoding="utf-8").split("\n")[origin.line - 1]
        rest = line[origin.column - 1 :]
        first = plain(text).split()[0]
        assert first in rest.replace("|", "") or rest[:1] in "|>", (text, origin)


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Ærlighet", 'the name "Ærlighet"'),
        ("Stå opp for andre", 'the definition of "Menneskerettighetsfokus"'),
        ("Hva hindret deg?", 'the question "Hva hindret deg?"'),
        ("Tenk på én dag.", 'the prompt of "Når var du modig?"'),
        ("Å tåle er ikke alt.", 'item 1 of the intro of "Mot & <b>varme</b>"'),
        ("Ærlighet bærer.", 'the caption of "Mot & <b>varme</b>"'),
        ("Sa fra", 'the text of "Eksempler"'),
    ],
)
def test_a_text_is_called_by_its_key_and_what_it_belongs_to(
    small: Pack, text: str, called: str
) -> None:
    assert [one.called for one in small.origins[text]] == [called]


def test_ids_are_no_texts(small: Pack) -> None:
    assert not {"aerlighet", "mot", "nb", "pyramid", "choose"} & set(small.origins)


def test_equal_texts_have_all_their_origins_and_long_names_are_cut(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(SAMPLES / "small", pack)
    long = "Et navn som er så langt at det ikke får plass i en melding"
    (pack / "areas" / "2-ro.yaml").write_text(
        f"id: ro\ntitle: Ro\nlead: Ro er å vente.\nvalues:\n"
        f"  - {{id: tid, name: {long}, definition: Det samme}}\n"
        "  - {id: rom, name: Rom, definition: Det samme}\n"
    )
    first, second = load_pack(pack).origins["Det samme"]
    assert (first.line, first.called, first.within) == (
        5,
        'the definition of "Et navn som er så langt at det ikke får…"',
        ("Ro", long),
    )
    assert (second.line, second.within) == (6, ("Ro", "Rom"))


def test_an_origin_makes_a_problem_at_its_place() -> None:
    problem = Origin("a.yaml", 3, 7, "the name").problem("too long")
    assert str(problem) == "a.yaml:3:7: too long"
