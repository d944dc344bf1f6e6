"""The program's own objects as bytes, and back; what asks for anything else is refused."""

import datetime
import os
import pickle
from dataclasses import replace
from typing import Any

import pytest
from markupsafe import Markup

from kit.core.rect import Rect
from kit.core.sizes import Size
from kit.imposition.cut_out import CutOut
from kit.imposition.print_job import PrintJob
from kit.pipeline.result import FinishedFile
from kit.system.objects import NotOursError, from_bytes, to_bytes

JOB = PrintJob("guide", "Veileder", "veileder.pdf", "A4", (80, 90), "table", Size(210, 297), 2)
FILE = FinishedFile(JOB, b"%PDF", ("a",), (CutOut(0, Rect(1, 2, 3, 4), 90),), (), {"b": b"c"})


@pytest.mark.parametrize(
    "value",
    [FILE, (FILE, replace(FILE, pdf=b"")), {"a": {1, 2}}, Markup("<b>"), datetime.date(2026, 1, 2)],
)
def test_what_was_kept_comes_back(value: Any) -> None:
    again = from_bytes(to_bytes(value))
    assert again == value
    assert type(again) is type(value)


class _Asks:
    """Unpickled, it would call something."""

    def __init__(self, *called: Any) -> None:
        self._called = called

    def __reduce__(self) -> Any:
        return self._called


@pytest.mark.parametrize(
    "asks",
    [
        _Asks(os.getcwd, ()),
        _Asks(eval, ("1",)),
        _Asks(getattr, (Rect, "width")),
        _Asks(to_bytes, (1,)),
        _Asks(type, ("A", (), {})),
    ],
)
def test_nothing_is_called_that_was_not_kept(asks: object) -> None:
    with pytest.raises(NotOursError):
        from_bytes(pickle.dumps(asks))


@pytest.mark.parametrize("data", [b"", b"no pickle", to_bytes(FILE)[:-20], b"\x80\x05."])
def test_what_is_no_object_is_refused(data: bytes) -> None:
    with pytest.raises(NotOursError):
        from_bytes(data)
