"""Tables in a terminal lose nothing, however narrow it is."""

import os
import re
import subprocess
import sys

import pexpect
import pytest

CODE = """
from kit.core.table import Table
from kit.cli.terminal import print_table
cells = "verdikort-forsider.pdf|40 cards × 4 decks|A4, 160–200\\u00a0g|20|1|62, 8 each"
columns = ("file", "holds", "paper", "sheets", "copies", "cuts")
print_table(Table(columns, (tuple(cells.split("|")),)))
"""
SIGNS = sorted("verdikort-forsider.pdf40cards×4decksA4,160–200g20162,8each")


def shown(width: int) -> list[str]:
    """The lines of the row, as the terminal shows them."""
    # These go before the size of the terminal.
    own = {name: told for name, told in os.environ.items() if name not in ("COLUMNS", "LINES")}
    spawned = pexpect.spawn(
        sys.executable, ["-c", CODE], dimensions=(40, width), env=own, encoding="utf-8", timeout=120
    )
    spawned.expect(pexpect.EOF)
    spawned.close()
    lines = re.sub(r"\x1b\[[0-9;]*m", "", str(spawned.before)).splitlines()
    rule = next(number for number, line in enumerate(lines) if "──" in line)
    return lines[rule + 1 :]


@pytest.mark.parametrize("width", [40, 60, 70, 80, 100, 140])
def test_nothing_is_lost(width: int) -> None:
    lines = shown(width)
    assert all(len(line) <= width for line in lines)
    assert sorted("".join("".join(lines).split())) == SIGNS


def test_words_stay_whole_where_there_is_room() -> None:
    words = " ".join(shown(70)).replace("\u00a0", " ").split()
    assert {"verdikort-forsider.pdf", "cards", "160–200", "each"} <= set(words)


def test_without_a_terminal_a_row_is_a_line() -> None:
    ran = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert any(line.split()[-2:] == ["8", "each"] for line in ran.stdout.splitlines())
