import errno
import os
from pathlib import Path

import pytest

from kit.core.language import speech
from kit.system.files import UnreadError, whole_file
from kit.system.reasons import reason_of


@pytest.mark.parametrize(
    ("number", "bokmaal", "nynorsk"),
    [
        (errno.EACCES, "ingen tilgang", "ingen tilgang"),
        (errno.EROFS, "disken kan bare leses", "disken kan berre lesast"),
        (errno.ENOTDIR, "dette er ikke en mappe", "dette er ikkje ei mappe"),
    ],
)
def test_what_the_system_says_is_said(number: int, bokmaal: str, nynorsk: str) -> None:
    reason = reason_of(OSError(number, os.strerror(number)))
    assert reason == os.strerror(number)
    assert (speech("nb").said(reason), speech("nn").said(reason)) == (bokmaal, nynorsk)


def test_what_is_not_known_is_told_as_the_system_says_it() -> None:
    assert speech("nb").said(reason_of(OSError(0, "odd"))) == "odd"
    assert reason_of(OSError("no number")) == "no number"


def test_why_a_file_is_not_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadError) as caught:
        whole_file(tmp_path / ("n" * 300), 1)
    assert speech("nn").said(caught.value.reason) == "filnamnet er for langt"
