"""Pictures of every kind become pixels that look as they did."""

import contextlib
import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw, ImageFile, PngImagePlugin

from kit.session.images import MOST_PIXELS, UnusableError, is_light, kind_of, pixels, written
from tests.logos import BLUE, CLEAR, LOGOS, RED, badge, file_of

MOST = (1000, 1000)
BROKEN = "is broken or cut short: get it anew, or open it and save it as PNG"


def halves(mode: str = "RGB", size: tuple[int, int] = (120, 60)) -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    return image.convert(mode)


def near(seen: Any, wanted: tuple[int, ...], by: int = 6) -> bool:
    return all(abs(one - other) <= by for one, other in zip(seen, wanted, strict=True))


def left_and_right(image: Image.Image) -> tuple[Any, Any]:
    return image.getpixel((10, 30)), image.getpixel((110, 30))


@pytest.mark.parametrize(
    "data",
    [
        file_of(halves()),
        file_of(halves("RGBA")),
        file_of(halves().quantize(8)),
        file_of(halves(), "JPEG", quality=95),
        file_of(halves(), "JPEG", quality=95, progressive=True),
    ],
)
def test_colours_stay_and_alpha_that_hides_nothing_goes(data: bytes) -> None:
    image = pixels(data, MOST)
    assert (image.mode, image.size) == ("RGB", (120, 60))
    left, right = left_and_right(image)
    assert near(left, RED)
    assert near(right, BLUE)


@pytest.mark.parametrize(
    ("data", "grey"),
    [
        (file_of(Image.new("L", (90, 90), 100)), 100),
        (file_of(Image.new("1", (90, 90), 1)), 255),
        (file_of(Image.new("I;16", (90, 90), 100 * 257)), 100),
        (file_of(Image.new("I;16", (90, 90), 65535)), 255),
        (file_of(Image.new("L", (90, 90), 100), "JPEG"), 100),
    ],
)
def test_greys_stay_greys_in_black_ink_alone(data: bytes, grey: int) -> None:
    image = pixels(data, MOST)
    assert image.mode == "L"
    assert image.getpixel((45, 45)) == grey


def with_key(mode: str, colour: Any, key: Any) -> bytes:
    """A picture whose left half is the one colour that is transparent."""
    image = Image.new(mode, (120, 60), colour)
    image.paste(key, (0, 0, 60, 60))
    return file_of(image, transparency=key)


@pytest.mark.parametrize(
    ("data", "mode", "shown"),
    [
        (file_of(Image.merge("LA", [Image.new("L", (60, 60), 90)] * 2)), "LA", (90, 90)),
        (with_key("L", 90, 255), "LA", (90, 255)),
        (with_key("RGB", RED, (255, 255, 255)), "RGBA", (*RED, 255)),
        (with_key("I;16", 90 * 257, 65535), "LA", (90, 255)),
        (with_key("P", 3, 0), "RGBA", None),
    ],
)
def test_what_shines_through_is_cut_off_at_the_edges(data: bytes, mode: str, shown: Any) -> None:
    image = pixels(data, MOST)
    if image.mode == mode[:-1]:
        # All that is left of it is solid.
        assert image.size == (60, 60)
        mode, shown = mode[:-1], shown and shown[:-1]
    assert image.mode == mode
    assert image.width == 60
    if shown:
        value = image.getpixel((30, 30))
        assert (value if isinstance(value, tuple) else (value,)) == shown


def test_a_press_s_colours_become_those_of_a_screen() -> None:
    """Without a profile, by the rule that all programs have; Pillow inverts them as Adobe does."""
    image = pixels(file_of(halves("CMYK"), "JPEG", quality=95), MOST)
    assert image.mode == "RGB"
    left, right = left_and_right(image)
    assert near(left, RED, 12)
    assert near(right, BLUE, 12)


def swapped_profile() -> bytes:
    """A profile of a screen that shows red where others show green, made from sRGB."""
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return data.replace(b"rXYZ", b"tmpX").replace(b"gXYZ", b"rXYZ").replace(b"tmpX", b"gXYZ")


def test_a_profile_is_followed_and_taken_out() -> None:
    green = Image.new("RGBA", (90, 90), (0, 200, 0, 255))
    green.putpixel((0, 0), (0, 200, 0, 90))
    for data in (
        file_of(green, icc_profile=swapped_profile()),
        file_of(green.convert("RGB"), "JPEG", quality=95, icc_profile=swapped_profile()),
    ):
        image = pixels(data, MOST)
        assert near(image.getpixel((50, 50))[:3], (200, 0, 0), 8)  # type: ignore[index]
        assert "icc_profile" not in Image.open(io.BytesIO(written(image, "png"))).info


@pytest.mark.parametrize("profile", [b"no profile at all", swapped_profile()[:200]])
def test_a_profile_that_says_nothing_is_left_out_of_account(profile: bytes) -> None:
    image = pixels(file_of(halves(), icc_profile=profile), MOST)
    assert near(image.getpixel((10, 30)), RED)


def test_a_profile_of_other_colours_is_left_out_of_account() -> None:
    image = pixels(file_of(halves("CMYK"), "JPEG", icc_profile=swapped_profile()), MOST)
    assert near(image.getpixel((10, 30)), RED, 14)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_that_was_turned_stands_upright(kind: str) -> None:
    """Orientation 6: the camera was turned, so that the top of the picture is at its left."""
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = halves().rotate(90, expand=True)
    image = pixels(file_of(lying, kind, exif=exif), MOST)
    assert image.size == (120, 60)
    left, right = left_and_right(image)
    assert near(left, RED, 10)
    assert near(right, BLUE, 10)


def test_broken_words_of_a_camera_do_no_harm() -> None:
    data = file_of(halves(), "JPEG", exif=b"Exif\0\0" + b"MM\0*" + b"\xff" * 40)
    assert pixels(data, MOST).size == (120, 60)


def test_what_else_a_file_tells_is_dropped() -> None:
    exif, notes = Image.Exif(), PngImagePlugin.PngInfo()
    exif[0x013B], exif[0x010E] = "Kari Ukjent", "Kari Ukjent"
    notes.add_text("Author", "Kari Ukjent")
    notes.add_itxt("XML:com.adobe.xmp", "<x>Kari Ukjent</x>")
    png = file_of(halves(), exif=exif, pnginfo=notes)
    jpeg = file_of(halves(), "JPEG", exif=exif, comment=b"Kari Ukjent", xmp=b"<x>Kari Ukjent</x>")
    for data in (png, jpeg):
        assert b"Ukjent" in data
        image = pixels(data, MOST)
        for kind in ("png", "jpeg"):
            assert b"Ukjent" not in written(image, kind)


def test_the_same_picture_gives_the_same_bytes() -> None:
    for data in LOGOS.values():
        kind = kind_of(data)
        once, again = (written(pixels(data, MOST), kind) for _ in range(2))
        assert once == again


def test_a_picture_of_several_for_a_camera_is_its_first() -> None:
    data = file_of(halves(), "MPO", save_all=True, append_images=[Image.new("RGB", (9, 9))])
    assert kind_of(data) == "jpeg"
    assert pixels(data, MOST).size == (120, 60)


@pytest.mark.parametrize(
    ("size", "most", "becomes"),
    [
        ((400, 100), (400, 100), (400, 100)),
        ((400, 100), (200, 100), (200, 50)),
        ((400, 100), (400, 20), (80, 20)),
        ((300, 900), (200, 100), (33, 100)),
    ],
)
def test_a_larger_one_is_made_smaller_and_keeps_its_shape(
    size: tuple[int, int], most: tuple[int, int], becomes: tuple[int, int]
) -> None:
    assert pixels(file_of(badge(*size)), most).size == becomes
    assert pixels(file_of(badge(*size, mode="RGB"), "JPEG"), most).size == becomes


def test_empty_margins_are_cut_off_and_white_ones_are_not() -> None:
    page = Image.new("RGBA", (400, 300), CLEAR)
    page.alpha_composite(badge(120, 80), (50, 90))
    # So faint that nobody sees it.
    page.putpixel((399, 299), (0, 0, 0, 5))
    assert pixels(file_of(page), MOST).size == (120, 80)
    white = Image.new("RGBA", (400, 300), "white")
    white.alpha_composite(page)
    assert pixels(file_of(white), MOST).size == (400, 300)


def test_no_other_colour_lies_under_what_is_not_seen() -> None:
    """Else a reader that makes it smaller shows a dark seam."""
    hidden = Image.new("RGBA", (200, 200), CLEAR)
    ImageDraw.Draw(hidden).ellipse((20, 20, 180, 180), fill=(*RED, 255))
    image = pixels(file_of(hidden), MOST)
    assert image.getchannel("A").getextrema() == (0, 255)
    for part, wanted in zip(image.split(), RED, strict=False):
        assert part.getextrema() == pytest.approx((wanted, wanted), abs=6)


@pytest.mark.parametrize(
    ("image", "light"),
    [
        (badge(300, 100), False),
        (badge(300, 100, (255, 255, 255)), True),
        (badge(300, 100, (250, 240, 200)), True),
        (badge(300, 100, (150, 150, 150)), False),
        (badge(300, 100, (255, 255, 255), "RGB"), False),
        # It has a ground of its own, with its corners rounded off.
        (Image.new("RGBA", (90, 90), "white"), False),
        (badge(300, 100, (255, 255, 255, 200)), True),
        # Dark, but so thin that it hardly shows.
        (badge(300, 100, (0, 0, 0, 20)), False),
    ],
)
def test_one_that_white_paper_would_hide_is_told_apart(image: Image.Image, light: bool) -> None:
    assert is_light(image) == light


def test_a_white_ground_with_round_corners_is_a_ground() -> None:
    box = Image.new("RGBA", (300, 100), CLEAR)
    ImageDraw.Draw(box).rounded_rectangle((0, 0, 299, 99), radius=12, fill="white")
    ImageDraw.Draw(box).text((100, 40), "Nord", fill=BLUE)
    assert not is_light(box)


# What is refused


@pytest.mark.parametrize(
    ("data", "called"),
    [
        (b"<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "an EPS"),
        (file_of(halves(), "WEBP"), "a WebP"),
        (file_of(halves(), "GIF"), "a GIF"),
        (file_of(halves(), "BMP"), "a BMP"),
        (file_of(halves(), "TIFF"), "a TIFF"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "a HEIC"),
        (b"\0\0\0\x18ftypavif\0\0\0\0", "an AVIF"),
        (b"title: Fagdag\n", "something"),
    ],
)
def test_other_kinds_are_named_with_what_to_do(data: bytes, called: str) -> None:
    with pytest.raises(UnusableError) as caught:
        kind_of(data)
    assert str(caught.value) == (
        f"is {called}, not a PNG or a JPEG: open it and save it as PNG, some 1000 pixels wide"
    )


def test_an_empty_file_is_told() -> None:
    with pytest.raises(UnusableError, match=r"^is empty: get it anew$"):
        kind_of(b"")


def refused(data: bytes) -> str:
    with pytest.raises(UnusableError) as caught:
        pixels(data, MOST)
    return str(caught.value)


def bomb(across: int, down: int) -> bytes:
    """A PNG that says how large it is, and has no pixel."""

    def chunk(name: bytes, held: bytes) -> bytes:
        return (
            struct.pack(">I", len(held)) + name + held + struct.pack(">I", zlib.crc32(name + held))
        )

    header = struct.pack(">IIBBBBB", across, down, 8, 2, 0, 0, 0)
    pixel = chunk(b"IDAT", zlib.compress(b""))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + pixel + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(20000, 20000), (12000, 12000), (5001, 10000), (70000, 70000)])
def test_a_picture_with_too_many_pixels_is_refused_before_they_are_read(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(self: Any) -> None:
        raise AssertionError(f"{self} is read")

    monkeypatch.setattr(PngImagePlugin.PngImageFile, "load", load)
    assert refused(bomb(*size)) == (
        "has more than 50 million pixels: save it smaller, some 1000 pixels wide"
    )
    assert MOST_PIXELS == 50_000_000


def test_one_that_moves_is_refused() -> None:
    data = file_of(halves(), save_all=True, append_images=[halves().rotate(180)])
    assert refused(data) == "is animated: save one picture of it as PNG"


def test_one_that_shows_nothing_is_refused() -> None:
    for alpha in (0, 5):
        data = file_of(Image.new("RGBA", (90, 90), (*RED, alpha)))
        assert refused(data) == "is transparent all over, and shows nothing: save it anew"


CUT: list[Callable[[bytes], bytes]] = [
    lambda data: data[:-40],
    lambda data: data[: len(data) // 2],
    lambda data: data[:30],
    lambda data: data[:8],
]


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("cut", CUT)
@pytest.mark.parametrize("lenient", [False, True])
def test_one_that_is_cut_short_is_refused_whoever_is_lenient(
    kind: str, cut: Callable[[bytes], bytes], lenient: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint makes Pillow take half a picture for a whole one."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)
    assert refused(cut(file_of(badge(400, 200, mode="RGB"), kind))) == BROKEN
    assert lenient == ImageFile.LOAD_TRUNCATED_IMAGES


@given(st.data())
def test_a_broken_picture_is_taken_or_refused_and_nothing_else(data: st.DataObject) -> None:
    """Bytes changed anywhere."""
    whole = bytearray(data.draw(st.sampled_from(SPOILT)))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(8, len(whole) - 1))
        whole[place] = data.draw(st.integers(0, 255))
    mode = ""
    with contextlib.suppress(UnusableError):
        mode = pixels(bytes(whole), MOST).mode
    assert mode in ("", "L", "LA", "RGB", "RGBA")


SPOILT = [
    file_of(badge(24, 16)),
    file_of(badge(24, 16).convert("P")),
    file_of(badge(24, 16, mode="RGB"), "JPEG", icc_profile=swapped_profile()),
    file_of(badge(24, 16, mode="CMYK"), "JPEG"),
    file_of(badge(24, 16, mode="RGB"), "JPEG", progressive=True),
    file_of(Image.new("I;16", (24, 16), 900), icc_profile=swapped_profile()),
]
