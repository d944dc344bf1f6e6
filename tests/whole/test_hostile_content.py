"""However a pack is spoilt, it is read or refused: no traceback, no hang, nothing half-written.

A pack is spoilt byte by byte, and made of random parts of YAML. The seeds are fixed, so that what
fails once fails again.
"""

import random
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.content.models import Area
from kit.content.packs import load_pack
from kit.core.errors import KitError
from kit.reading.validation import load
from tests.conftest import SAMPLES, run_kit
from tests.tiers import examples, slow_but

# What a single file may take to be read. The slowest that was seen took a thirtieth.
_BOUND = timedelta(seconds=10)
_SPOILT, _SEEDS = 2_400, 3
_BUILT = 12

# As words of YAML and of Jinja and HTML, one a word; what holds spaces and breaks stands below.
_SIGNS = """
- : ? &a *a ! !!int | > ' " # [ ] { } , % @ ` --- ... <<: \\ ~ no 1e9 id: title: name: values:
text-questions: figure: {{x}} {%x%} <b> &amp; å
""".split()  # noqa: SIM905  (as a list it would be a page long)
_SPACES = [
    " ",
    "\n",
    "\n  ",
    "\n    ",
    "\n  - ",
    "\t",
    "\x00",
    "\x85",
    "\u2028",
    "\ufeff",
    "\u200b",
]
_YAML = st.lists(st.sampled_from(_SIGNS + _SPACES) | st.text(max_size=8), max_size=60).map("".join)


def files_of(pack: Path) -> dict[str, bytes]:
    return {p.relative_to(pack).as_posix(): p.read_bytes() for p in sorted(pack.rglob("*.yaml"))}


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """The file with some bytes flipped, taken out, doubled, or moved."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8))):
        at = chance.randrange(len(made))
        match chance.randrange(4):
            case 0:
                made[at] ^= 1 << chance.randrange(8)
            case 1:
                del made[at : at + chance.choice((1, 1, 20))]
            case 2:
                made[at:at] = made[at : at + chance.choice((1, 40))]
            case _:
                made[at] = chance.choice(b"\n\t -:'\"[]{}&*!|>%@`#\\\x00\x1b\xff")
    return bytes(made)


def checked(refused: KitError) -> None:
    """Every problem says where and what, in one line that steers no terminal."""
    assert refused.problems
    for problem in refused.problems:
        assert problem.file
        assert problem.text
        assert len(str(problem)) < 2000
        assert "\n" not in str(problem)
        assert "Traceback" not in str(problem)
        assert "\x1b" not in str(problem)


@pytest.mark.slow
@pytest.mark.parametrize("seed", slow_but(range(_SEEDS), 0))
def test_a_pack_that_is_spoilt_byte_by_byte_is_read_or_refused(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    pack = tmp_path / "pack"
    shutil.copytree(SAMPLES / "small", pack)
    files = files_of(pack)
    refused = 0
    for _ in range(_SPOILT // _SEEDS):
        name = chance.choice(list(files))
        (pack / name).write_bytes(spoilt(files[name], chance))
        try:
            load_pack(pack)
        except KitError as error:
            checked(error)
            refused += 1
        (pack / name).write_bytes(files[name])
    # Else nothing was spoilt, or everything.
    assert _SPOILT / _SEEDS * 0.3 < refused < _SPOILT / _SEEDS * 0.95


@examples(
    2_000,
    deadline=_BOUND,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=_YAML)
def test_random_parts_of_yaml_are_read_or_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        load(path, "a.yaml", Area)
    except KitError as error:
        checked(error)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 999_999,
        "- " * 499_999,
        "? " * 499_999,
        "{a: " * 249_999,
        "[[],[],".ljust(999_990, "a"),
        "a" * 999_999 + ": b",
        "a: " + "b " * 499_990,
        "a: '" + "''" * 499_990 + "'",
        'a: "' + "\\x41" * 249_990 + '"',
        "a: |\n" + " b\n" * 333_000,
        "\n" * 999_999 + "a",
        "#\n" * 499_999 + "a: b",
        "a: &x b\n" * 124_000,
        "a: *x\n" * 160_000,
        "[" + "{☃: ☃}, " * 6_000 + "]",
        "values: [" + "{id: ☃, name: ☃☃}, " * 4_000 + "]",
        "id: " + "a-" * 400_000,
        "title: " + "|" * 900_000,
        "title: " + "e\u0301" * 300_000,
        "title: " + "\u0301" * 400_000,
        "!!int " + "9" * 900_000,
        "a: " + "1:" * 400_000 + "1",
    ],
    ids=range(22),
)
def test_a_file_that_is_made_to_take_long_is_read_or_refused_within_its_bound(
    tmp_path: Path, text: str
) -> None:
    @settings(max_examples=1, deadline=_BOUND, derandomize=True)
    @given(st.none())
    def reads(_nothing: None) -> None:
        path = tmp_path / "a.yaml"
        path.write_bytes(text.encode())
        with pytest.raises(KitError) as caught:
            load(path, "a.yaml", Area)
        checked(caught.value)

    reads()


def test_a_spoilt_pack_that_can_be_read_is_built_whole_or_not_at_all(tmp_path: Path) -> None:
    chance = random.Random(7)
    pack, out = tmp_path / "pack", tmp_path / "out"
    shutil.copytree(SAMPLES / "small", pack)
    files = files_of(pack)
    built = 0
    for _ in range(_BUILT):
        name = chance.choice(list(files))
        (pack / name).write_bytes(spoilt(files[name], chance))
        before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
        words = ("--content", str(pack), "--out", str(out), "--piece", "value-cards", "--area", "1")
        ran = run_kit("build", *words)
        built += ran.exit_code == 0
        if ran.exit_code:
            assert ran.exit_code == 1
            assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
            assert ran.stderr
        assert not list(out.glob(".kit-*"))
        (pack / name).write_bytes(files[name])
    assert 0 < built < _BUILT
