"""An installed wheel builds a kit from an empty folder."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

HOME = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built and unpacked as an installer does."""
    made = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(made)]
    subprocess.run(command, cwd=HOME, check=True, capture_output=True)
    (wheel,) = made.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(made / "site")
    return made / "site"


def test_content_layouts_and_fonts_are_in_the_wheel(installed: Path) -> None:
    for folder in ("content", "layouts", "fonts"):
        there = {p.relative_to(HOME / folder) for p in (HOME / folder).rglob("*") if p.is_file()}
        inside = installed / "kit" / "data" / folder
        packed = {p.relative_to(inside) for p in inside.rglob("*") if p.is_file()}
        assert packed == there
    assert (installed / "kit" / "py.typed").is_file()
    licences = {path.name for path in installed.rglob("licenses/**/*") if path.is_file()}
    assert licences == {"LICENSE", "OFL-Fraunces.txt", "OFL-SourceSans3.txt"}


@pytest.mark.slow
def test_it_builds_a_kit_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    code = "import kit; print(kit.__file__)"
    where = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=tmp_path, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    assert where.stdout.strip() == str(installed / "kit" / "__init__.py")
    ran = subprocess.run(
        [sys.executable, "-m", "kit", "build", "--piece", "verdikort", "--piece", "veileder"],
        env=environment, cwd=tmp_path, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "manifest.json",
        "veileder.pdf",
        "verdikort.pdf",
    ]
