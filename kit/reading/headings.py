"""Headings of columns, whatever stands below: found as people write them, shown in messages."""

import difflib
import re
from collections.abc import Sequence
from functools import lru_cache

from kit.core.spelling import as_typed
from kit.core.wording import cut_short, first_few, joined, quoted_name
from kit.reading.cells import column_number

# No heading is longer.
_LONGEST = 200
# So many headings are shown in a message.
_MOST_SHOWN = 8


def column_of(heading: str, texts: Sequence[str]) -> int | None:
    """The first column with this heading, in any case and spelling, from 0, if there is one."""
    wanted = heading_keys(heading)
    return next((n for n, text in enumerate(texts) if wanted & heading_keys(text)), None)


def column_by_letter(column: str) -> int | None:
    """The column that a letter or a number names, from 0: B and 2 are the second one."""
    if re.fullmatch("[A-Za-z]{1,2}", column):
        return column_number(column.upper()) - 1
    return int(column) - 1 if re.fullmatch(r"[1-9]\d{0,2}", column) else None


def shown_headings(texts: Sequence[str]) -> str:
    """The headings as messages show them."""
    filled = [quoted_name(cut_short(" ".join(text.split()))) for text in texts if text.strip()]
    return joined(first_few(filled, _MOST_SHOWN), ", ")


def nearest_heading(heading: str, texts: Sequence[str]) -> str | None:
    """The heading that was probably meant, if one is near."""
    known = {key: text for text in reversed(texts) for key in sorted(heading_keys(text))}
    for key in sorted(heading_keys(heading)):
        for close in difflib.get_close_matches(key, known, n=1, cutoff=0.6):
            return " ".join(known[close].split())
    return None


@lru_cache(maxsize=4096)
def heading_keys(text: str) -> frozenset[str]:
    """A heading as it is compared: letters and digits of what stands before any brackets."""
    if len(text) > _LONGEST:
        return frozenset()
    bare = re.sub(r"\(.*?\)", "", text) or text
    found = {"".join(filter(str.isalnum, spelt)) for spelt in as_typed(bare)}
    return frozenset(found - {""})
