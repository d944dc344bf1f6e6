"""What is wrong with a folder that is written to is said in Norwegian as well, whole."""

from pathlib import Path

import pytest

from kit.core.errors import KitError
from kit.core.language import Language, speech
from kit.output.deliver import check_folder, deliver
from kit.output.leftovers import COMING, READY, told_of_leftovers
from kit.output.manifest import MANIFEST, told_of_manifest

SAID: tuple[Language, ...] = ("nb", "nn")


def refused(folder: Path, *names: str, source: Path | None = None) -> tuple[str, ...]:
    """The one problem of a folder that is to take files of these names, in each language."""
    with pytest.raises(KitError) as caught:
        check_folder(folder, names, source)
    (problem,) = caught.value.problems
    return tuple(speech(language).said(problem.text) for language in SAID)


def test_what_is_in_the_way_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "kit").mkdir()
    (tmp_path / "kit" / "a.pdf").touch()
    (tmp_path / "kit" / "pictures").touch()
    assert refused(tmp_path / "file") == (
        "dette er en fil: velg en mappe med --out",
        "dette er ei fil: vel ei mappe med --out",
    )
    assert refused(tmp_path / "kit", "a.pdf") == (
        "denne filen er ikke fra kit: flytt den bort, eller velg en annen mappe med --out",
        "denne fila er ikkje frå kit: flytt ho bort, eller vel ei anna mappe med --out",
    )
    assert refused(tmp_path / "kit", "pictures/a.png") == (
        "dette er en fil der det skulle vært en mappe: flytt den bort, eller velg en annen mappe "
        "med --out",
        "dette er ei fil der det skulle ha vore ei mappe: flytt ho bort, eller vel ei anna mappe "
        "med --out",
    )


def test_the_kit_of_another_session_is_said(tmp_path: Path) -> None:
    (tmp_path / "okt.yaml").touch()
    (tmp_path / "ny.yaml").touch()
    kit = tmp_path / "kit"
    deliver(kit, {}, {"files": [], "made_from": "../okt.yaml"}, keep="none")
    assert refused(kit, source=tmp_path / "ny.yaml") == (
        "i denne mappen ligger settet til okt.yaml: velg en annen med --out, eller med out: i "
        "ny.yaml",
        "i denne mappa ligg settet til okt.yaml: vel ei anna med --out, eller med out: i ny.yaml",
    )


def test_what_nobody_can_prove_is_said(tmp_path: Path) -> None:
    (tmp_path / COMING).mkdir()
    (tmp_path / COMING / "a.pdf").touch()
    assert refused(tmp_path) == (
        "det ser ut som om et sett ble avbrutt her mens det ble laget, men kit kan ikke vite at "
        "det var ditt (er mappen mottatt eller kopiert, eller har den fått nytt navn?), så "
        "ingenting i den blir rørt: flytt den bort, eller velg en annen mappe med --out",
        "det ser ut som om eit sett vart avbrote her medan det vart laga, men kit kan ikkje vite "
        "at det var ditt (er mappa motteken eller kopiert, eller har ho fått nytt namn?), så "
        "ingenting i ho blir rørt: flytt ho bort, eller vel ei anna mappe med --out",
    )


def test_what_who_only_reads_is_told_is_said(tmp_path: Path) -> None:
    (tmp_path / READY).mkdir()
    (tmp_path / COMING).mkdir()
    (tmp_path / MANIFEST).write_text("{}", "utf-8")
    told = (*told_of_leftovers(tmp_path), *told_of_manifest(tmp_path))
    assert [speech("nb").said(one) for one in told] == [
        f"{tmp_path}: .kit-coming og .kit-ready viser at et sett blir laget her nå, eller at det "
        "ble avbrutt. Her kan det ligge filer fra to sett, og det sier `kit check` fra om. Det som "
        "er på plass, blir lest; neste `kit build` til denne mappen rydder i resten, eller sier "
        "hvorfor det ikke går.",
        f"{tmp_path / MANIFEST} er ikke fra kit, eller filen er skadet: ingenting er kjent om "
        "filene der.",
    ]
