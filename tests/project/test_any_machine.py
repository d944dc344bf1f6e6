"""The same words give the same bytes on every machine, whatever typefaces it has."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from kit.core.paths import FONTS
from tests.conftest import SAMPLES

# What fontconfig tells of the folders that it looks into, and of its settings.
TELL_OF_SCANS = str(128 + 1024)


def built(folder: Path, **machine: str) -> tuple[dict[str, bytes], str]:
    """The files of the small kit as built in a folder on such a machine, and what was told."""
    folder.mkdir(parents=True)
    environment = {
        "PATH": os.environ["PATH"],
        "LD_LIBRARY_PATH": os.environ.get("LD_LIBRARY_PATH", ""),
        "FC_DEBUG": TELL_OF_SCANS,
        **machine,
    }
    command = [sys.executable, "-m", "kit", "build", "--content", str(SAMPLES / "small")]
    run = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    files = {path.name: path.read_bytes() for path in (folder / "out").iterdir()}
    return files, run.stdout + run.stderr


def full_of_typefaces(home: Path) -> None:
    """A home with typefaces, one of them called like ours, in all places for such."""
    for place in (".fonts", ".local/share/fonts"):
        folder = home / place
        folder.mkdir(parents=True)
        for family in ("Source Sans 3", "DejaVu Sans"):
            with TTFont(FONTS / "Fraunces-Italic.ttf") as font:
                for record in font["name"].names:
                    if record.nameID in (1, 16):
                        record.string = family
                font.save(folder / f"{family}.ttf")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """As built on a machine without any typeface of its own."""
    home = tmp_path_factory.mktemp("bare")
    files, _ = built(home / "kit", HOME=str(home), FONTCONFIG_PATH=str(home / "none"), TZ="UTC")
    assert len(files) == 8
    return files


@pytest.mark.slow
def test_typefaces_of_the_machine_change_nothing_and_are_not_looked_at(
    plain: dict[str, bytes], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    full_of_typefaces(home)
    config = home / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{home / '.fonts'}</dir></fontconfig>", "utf-8")
    files, told = built(
        tmp_path / "kit",
        HOME=str(home),
        XDG_DATA_HOME=str(home / ".local" / "share"),
        FONTCONFIG_FILE=str(config),
    )
    assert files == plain
    loaded = re.findall(r"Loading config file from (.*?)(?: done)?$", told, re.MULTILINE)
    assert set(loaded) == {str(FONTS / "none.conf")}
    assert "Scanning dir " not in told


@pytest.mark.slow
def test_place_time_zone_and_locale_change_nothing(plain: dict[str, bytes], tmp_path: Path) -> None:
    files, _ = built(
        tmp_path / "a folder å, ø" / "deeper",
        HOME=str(tmp_path),
        TZ="Pacific/Kiritimati",
        LC_ALL="C",
        LANG="tr_TR.UTF-8",
        PYTHONHASHSEED="7",
        SOURCE_DATE_EPOCH="1",
    )
    assert files == plain
