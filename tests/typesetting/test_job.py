"""What the pieces of one kit have in common."""

import io
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from PIL import Image

from kit.session.event import Branding, Event
from tests.conftest import workspace_of_all
from tests.logos import badge, file_of, logo


@pytest.mark.parametrize("ink", ["normal", "saver", "grey"])
def test_a_logo_is_grey_where_the_ink_is(ink: str, tmp_path: Path) -> None:
    event = Event(branding=Branding(logo(tmp_path, file_of(badge(400, 200))), "Team Nord"))
    context = workspace_of_all(event, ink=ink).context
    assert context.event == event
    printed = context.printed_event.branding
    assert printed.credit == "Team Nord"
    assert printed.logo is not None
    with Image.open(io.BytesIO(printed.logo.data)) as picture:
        red, green, blue = (band.tobytes() for band in picture.convert("RGB").split())
    assert (red == green == blue) == (ink == "grey")


def test_a_job_does_not_change_while_it_is_printed() -> None:
    context = workspace_of_all(Event()).context
    with pytest.raises(FrozenInstanceError):
        context.amounts = {}  # type: ignore[misc]
