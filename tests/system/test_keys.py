"""Keys of what is kept: the same for the same, another for anything else."""

import dataclasses
import datetime
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from pydantic import BaseModel

import kit
from kit.content.packs import load_pack
from kit.core.paths import DEFAULT_PACK
from kit.session.selection import select
from kit.system import keys
from kit.system.keys import inputs, key_of, libraries

SUBSET = "libharfbuzz-subset-0"
TELL = "from kit.system.keys import key_of; print(key_of('typeset', ['a'], {'scale': 1.0}))"


def test_a_key_is_the_same_for_the_same_in_every_process() -> None:
    ran = subprocess.run([sys.executable, "-c", TELL], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == key_of("typeset", ["a"], {"scale": 1.0})


def test_it_is_another_for_anything_else() -> None:
    keys = {key_of(*told) for told in (["a"], ["a", 1], ["a", "1"], ["a", None], [["a"]], [])}
    assert len(keys) == 6


@pytest.mark.parametrize("deep", ["new.py", "deep/new.py", "deep/down/new.py"])
def test_a_module_that_changed_makes_other_keys_however_deep_it_lies(
    deep: str, tmp_path: Path
) -> None:
    """Else what was typeset by a program that is no more would be taken for new."""
    package = tmp_path / "kit"
    shutil.copytree(Path(kit.__file__).parent, package)

    def key() -> str:
        """That of the program in the folder where it is started."""
        told = [sys.executable, "-c", TELL]
        ran = subprocess.run(told, capture_output=True, text=True, check=True, cwd=tmp_path)
        return ran.stdout

    module = package / deep
    before = key()
    module.parent.mkdir(parents=True, exist_ok=True)
    module.write_text("ONE = 1\n")
    added = key()
    module.write_text("ONE = 10\n")
    changed = key()
    module.unlink()
    assert len({before, added, changed}) == 3
    assert key() == before


@dataclasses.dataclass(frozen=True)
class Told:
    """Something that a result is made of; where it was written makes no difference to it."""

    words: tuple[str, ...] = ()
    more: Any = None
    origin: str = dataclasses.field(default="", compare=False)


class Model(BaseModel):
    """The same as a model."""

    words: tuple[str, ...] = ()


@dataclasses.dataclass
class Base:
    """What a model may have among its bases."""

    base: str = "a"


class Both(Model, Base):
    """A model that is taken for a dataclass as well."""

    more: str = ""


# Any two of these are different, however alike they look.
DIFFERENT = (
    None,
    True,
    1,
    1.5,
    "1",
    b"1",
    ("1",),
    ("1", None),
    (("1",),),
    {"1": None},
    {"1": None, "2": None},
    {"2": None, "1": None},
    {"1"},
    datetime.date(2026, 12, 1),
    PurePosixPath("2026-12-01"),
    Told(),
    Told(("1",)),
    Told(more=Told()),
    Model(words=("1",)),
    Model(),
    Both(more="a"),
    Both(more="b"),
)


def test_whatever_differs_makes_another_key() -> None:
    told = [key_of(inputs(one)) for one in DIFFERENT]
    assert len(set(told)) == len(DIFFERENT)
    assert told == [key_of(inputs(one)) for one in DIFFERENT]


def test_where_it_was_written_and_the_order_of_a_set_make_no_difference() -> None:
    assert inputs(Told(("1",), origin="here")) == inputs(Told(("1",), origin="there"))
    assert inputs({"a", "b", "c"}) == inputs({"c", "b", "a"})


@pytest.mark.parametrize("odd", [print, object(), [object()], Told])
def test_what_cannot_be_told_is_no_part_of_a_key(odd: object) -> None:
    with pytest.raises(TypeError):
        inputs(odd)


def test_a_selection_is_told_by_its_pack_and_what_was_chosen(tmp_path: Path) -> None:
    pack = load_pack(DEFAULT_PACK)
    other = shutil.copytree(DEFAULT_PACK, tmp_path / "pack")
    file = sorted(other.glob("areas/*.yaml"))[0]
    file.write_text(file.read_text("utf-8").replace("definition: ", "definition: Og ", 1), "utf-8")
    chosen = [
        select(pack),
        select(pack, values=["1.1"]),
        select(pack, values=["1.2"]),
        select(pack, values=["1.1"], with_area=True),
        select(pack, areas=["1"]),
        select(load_pack(other)),
    ]
    assert len({key_of(inputs(one)) for one in chosen}) == len(chosen)
    assert inputs(select(pack, values=["1.1"])) == inputs(chosen[1])


def test_a_process_whose_program_was_replaced_shares_nothing_with_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One that stays loads some modules late: what it makes is of neither program."""
    found = []
    for _ in range(2):
        monkeypatch.setattr(keys, "LOADED_SINCE", 0)
        keys._program.cache_clear()
        found.append(key_of("a"))
        assert key_of("a") == found[-1]
    monkeypatch.undo()
    keys._program.cache_clear()
    assert key_of("a") not in found
    assert len({*found}) == 2


def test_a_library_of_another_version_makes_other_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of Python by what is installed, and those beneath WeasyPrint."""
    told = list(libraries())
    assert [one.split()[0] for one in told] == ["libpango-1.0-0", "libharfbuzz-0", SUBSET]
    assert all(one.split()[1][0].isdigit() for one in told[:2])
    before = key_of("a")
    for place, one in enumerate(told):
        newer = [*told[:place], f"{one}.1", *told[place + 1 :]]
        monkeypatch.setattr(keys, "libraries", lambda newer=newer: iter(newer))
        keys._program.cache_clear()
        assert key_of("a") != before
    monkeypatch.undo()
    keys._program.cache_clear()
    assert key_of("a") == before


def test_a_library_that_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    names = (("no-such-library",), "version")
    monkeypatch.setattr(keys, "_LIBRARIES", (names, *keys._LIBRARIES[2:]))
    assert list(libraries()) == ["no-such-library none", f"{SUBSET} there"]
