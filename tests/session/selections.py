"""What was selected of the default pack, and why it cannot be."""

from collections.abc import Sequence

import pytest

from kit.content.models import Pack
from kit.content.packs import load_pack
from kit.core.errors import KitError
from kit.core.paths import DEFAULT_PACK
from kit.session.selection import Selection, select

PACK = load_pack(DEFAULT_PACK)
EVERYTHING = select(PACK)
NUMBERS = [one.number for one in EVERYTHING.values]


def numbers(selection: Selection) -> list[str]:
    return [one.number for one in selection.values]


def told(
    pack: Pack,
    areas: Sequence[str] = (),
    values: Sequence[str] = (),
    leave_out: Sequence[str] = (),
) -> list[str]:
    with pytest.raises(KitError) as caught:
        select(pack, areas, values, leave_out)
    return [str(problem) for problem in caught.value.problems]
