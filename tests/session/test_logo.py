import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kit.core.errors import KitError
from kit.preflight.page_rules import LEAST_DPI as PREFLIGHT_DPI
from kit.session.event import LEAST_DPI, LOGO, NO_BRANDING, Branding, Logo
from kit.session.logo import MOST_BYTES, in_greys, read_logo
from tests.logos import LOGOS, SHORT, badge, file_of, logo, told, wanted


@pytest.mark.parametrize(
    ("name", "kind", "size"),
    [
        ("wide", "png", (1425, 178)),
        ("usual", "png", (936, 312)),
        ("square", "jpeg", (312, 312)),
        ("tall", "png", (78, 312)),
        ("few pixels", "png", (100, 40)),
    ],
)
def test_a_logo_knows_what_it_is(
    name: str, kind: str, size: tuple[int, int], tmp_path: Path
) -> None:
    """Whatever its file is called; and what is larger than print shows is made smaller."""
    read = logo(tmp_path, LOGOS[name], "nord.gif")
    assert (read.kind, read.width, read.height, read.light) == (kind, *size, False)
    with Image.open(io.BytesIO(read.data)) as image:
        assert (image.size, image.format) == (size, kind.upper())
    assert logo(tmp_path, LOGOS["white"]).light


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    for data in LOGOS.values():
        assert logo(tmp_path, data) == logo(tmp_path, data, "other.png")


def named(data: bytes, name: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    return make


def folder_named(folder: Path) -> Path:
    (folder / "bilder").mkdir()
    return folder / "bilder"


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe")
    return folder / "pipe"


BAD: dict[str, tuple[Callable[[Path], Path], str]] = {
    "missing": (
        lambda folder: folder / "nord.png",
        "the logo nord.png is not there: check its name and its folder",
    ),
    "in no folder": (
        lambda folder: folder / "bilder" / "nord.png",
        "the logo nord.png is not there: check its name and its folder",
    ),
    "folder": (folder_named, "the logo bilder is a folder: name the file of a picture in it"),
    "pipe": (pipe, "the logo pipe is no file: name a PNG or a JPEG"),
    "long name": (
        lambda folder: folder / ("n" * 300),
        f"the logo {'n' * 300} cannot be read: File name too long",
    ),
    "empty": (named(b"", "nord.png"), "the logo nord.png is empty: get it anew"),
    "another kind": (
        named(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "nord.svg"),
        "the logo nord.svg is an SVG, not a PNG or a JPEG: open it and save it as PNG, some 1000 "
        "pixels wide",
    ),
    "another kind called PNG": (
        named(b"RIFF\0\0\0\0WEBPVP8 ", "nord.png"),
        "the logo nord.png is a WebP, not a PNG or a JPEG: open it and save it as PNG, some 1000 "
        "pixels wide",
    ),
    "too many bytes": (
        named(LOGOS["usual"] + bytes(MOST_BYTES), "nord.png"),
        "the logo nord.png has more than 20 MB: save it smaller, some 1000 pixels wide",
    ),
    "cut short": (
        named(LOGOS["usual"][:-100], "nord.png"),
        "the logo nord.png is broken or cut short: get it anew, or open it and save it as PNG",
    ),
    "a dot": (
        named(file_of(badge(60, 30)), "nord.png"),
        "the logo nord.png shows only 60 × 30 pixels, too few to print: use one of some 1000",
    ),
    "a line": (
        named(file_of(badge(900, 15)), "nord.png"),
        "the logo nord.png shows only 900 × 15 pixels, too few to print: use one of some 1000",
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_no_logo_gives_one_clear_line_where_it_was_asked_for(
    what: str, tmp_path: Path
) -> None:
    make, text = BAD[what]
    with pytest.raises(KitError) as caught:
        read_logo(make(tmp_path), wanted)
    assert caught.value.problems == (wanted(text),)


def test_a_file_that_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = named(LOGOS["usual"], "nord.png")(tmp_path)

    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(KitError, match=r"nord\.png cannot be read: Permission denied$"):
        read_logo(path, wanted)


def test_the_smallest_that_is_taken(tmp_path: Path) -> None:
    assert told(tmp_path, file_of(badge(80, 16))) == ""
    assert told(tmp_path, file_of(badge(16, 80))) == ""


boxes = st.lists(st.tuples(st.floats(15, 90), st.floats(6, 30)), min_size=1, max_size=3)


@given(st.integers(80, 1425), st.integers(16, 312), boxes, st.floats(0, 2), st.floats(0.5, 2))
def test_it_is_shown_whole_sharp_and_as_large_as_a_box_lets_it(
    width: int, height: int, rooms: list[tuple[float, float]], inset: float, scale: float
) -> None:
    shown = Logo(b"", "png", width, height).within(rooms, inset, scale)
    assert shown.width / shown.height == pytest.approx(width / height)
    dpi = width / (shown.width * scale / 25.4)
    assert dpi > LEAST_DPI - 0.01
    inside = [(across - 2 * inset, down - 2 * inset) for across, down in rooms]
    fits = [one for one in inside if shown.width <= one[0] + 1e-9 and shown.height <= one[1] + 1e-9]
    assert fits
    touches = any(
        shown.width == pytest.approx(one[0]) or shown.height == pytest.approx(one[1])
        for one in fits
    )
    assert touches or dpi == pytest.approx(LEAST_DPI)


def test_what_is_shown_passes_the_preflight() -> None:
    assert LEAST_DPI > PREFLIGHT_DPI + 5


@pytest.mark.parametrize("name", LOGOS)
def test_in_greys_it_keeps_its_shape_and_its_alpha(name: str, tmp_path: Path) -> None:
    read = logo(tmp_path, LOGOS[name])
    grey = in_greys(Branding(read)).logo
    assert grey is not None
    assert (grey.kind, grey.width, grey.height, grey.light) == (
        read.kind, read.width, read.height, read.light
    )  # fmt: skip
    with Image.open(io.BytesIO(grey.data)) as image, Image.open(io.BytesIO(read.data)) as before:
        assert image.mode == ("LA" if before.mode == "RGBA" else "L")
        if before.mode == "RGBA":
            assert image.getchannel("A").tobytes() == before.getchannel("A").tobytes()
        greys = image.getchannel("L"), before.convert("RGB").convert("L")
        seen, wanted = (one.getextrema() for one in greys)
        assert seen == pytest.approx(wanted, abs=3)
    assert in_greys(Branding(read, SHORT)) == Branding(grey, SHORT)
    assert in_greys(Branding(credit=SHORT)) == Branding(credit=SHORT)


def test_what_layouts_may_ask_for_is_the_logo_alone(tmp_path: Path) -> None:
    read = logo(tmp_path, LOGOS["square"])
    assert Branding(read).pictures == {LOGO: (read.data, "image/jpeg")}
    assert logo(tmp_path, LOGOS["usual"]).kind == "png"
    assert NO_BRANDING.pictures == Branding(credit=SHORT).pictures == {}
