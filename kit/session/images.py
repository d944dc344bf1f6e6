"""Turn a PNG or JPEG from anywhere into plain pixels that print as they look."""

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageCms, ImageFile, ImageOps

from kit.core.messages import Message
from kit.session.event import Kind

# A camera's picture has 12 to 50 million pixels, and a bomb some hundred.
MOST_PIXELS = 50_000_000
# So faint that nobody sees it, of 255.
_UNSEEN = 8
# A logo is light if so much less of it than this can be seen on white, unless it fills its own
# ground; _SEEN is the grey, of 255, that has a contrast of 1.5 : 1 against white.
_LEAST_SEEN, _SEEN = 1 / 3, 211
_FILLS = 0.85
# In pixels: as far as a reader reaches that shows a picture in a tenth of its size.
_SQUARE = 12
# TRANSLATORS: what images and logos are like stands behind «the logo team.png».
# How files begin, and what messages call them. The second is sought a little further on too.
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", Message("a PDF")),
    (b"%!PS", Message("an EPS")),
    (b"GIF8", Message("a GIF")),
    (b"BM", Message("a BMP")),
    (b"II*\0", Message("a TIFF")),
    (b"MM\0*", Message("a TIFF")),
)
_BROKEN = Message("is broken or cut short: get it anew, or open it and save it as PNG")
# What Pillow raises for pictures that are not as they should be.
_FAULTS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    struct.error,
    zlib.error,
)


class UnusableError(Exception):
    """Raised for a picture that cannot be used; `why` is said of it, with what to do."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def kind_of(data: bytes) -> Kind:
    """The format of a picture by its content. Raises UnusableError for all but PNG and JPEG."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if not data:
        raise UnusableError(Message("is empty: get it anew"))
    raise UnusableError(
        Message(
            "is {what}, not a PNG or a JPEG: open it and save it as PNG, some 1000 pixels wide",
            what=_format_name(data),
        )
    )


def _format_name(data: bytes) -> str:
    """The format of a file that is no PNG and no JPEG, as messages name it."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Message("a WebP")
    if data[4:8] == b"ftyp":
        return Message("an AVIF") if data[8:12] in (b"avif", b"avis") else Message("a HEIC")
    if b"<svg" in data[:4096].lower():
        return Message("an SVG")
    known = (called for begins, called in _BEGINNINGS if data.startswith(begins))
    return next(known, Message("something"))


def pixels(data: bytes, most: tuple[int, int]) -> Image.Image:
    """The pixels of a PNG or JPEG, upright, in grey or sRGB, with alpha where it is transparent.

    It is cut to what is seen of it, and has `most` pixels across and down: a larger one is made
    smaller. Raises UnusableError where it cannot be read, or nothing of it is seen.
    """
    try:
        with _strict():
            image = _plain(_upright(_opened(data)))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except _FAULTS as error:
        raise UnusableError(_BROKEN) from error
    image = _cut_to_what_is_seen(image)
    if image.width > most[0] or image.height > most[1]:
        image.thumbnail(most, Image.Resampling.LANCZOS, reducing_gap=None)
    return _with_colour_under_nothing(image) if _alpha(image) else image


def is_light(image: Image.Image) -> bool:
    """Whether a picture is made for a dark ground, and would hardly be seen on white."""
    alpha = _alpha(image)
    if alpha is None:
        return False
    seen = alpha.point(lambda part: 255 if part > 127 else 0)
    visible = seen.histogram()[255]
    on_white = Image.new("RGBA", image.size, "white")
    on_white.alpha_composite(image.convert("RGBA"))
    dark = sum(on_white.convert("L").histogram(seen)[:_SEEN])
    return visible < _FILLS * image.width * image.height and dark < _LEAST_SEEN * visible


def written(image: Image.Image, kind: Kind) -> bytes:
    """A picture as a file with nothing in it but its pixels."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    file = io.BytesIO()
    if kind == "jpeg":
        bare.save(file, "JPEG", quality=92, subsampling="4:4:4")
    else:
        bare.save(file, "PNG")
    return file.getvalue()


@contextmanager
def _strict() -> Iterator[None]:
    """Make Pillow strict about damaged files: WeasyPrint makes it lenient for the whole process."""
    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _too_large() -> UnusableError:
    return UnusableError(
        Message(
            "has more than {most} million pixels: save it smaller, some 1000 pixels wide",
            most=MOST_PIXELS // 1_000_000,
        )
    )


def _opened(data: bytes) -> Image.Image:
    """The picture with its pixels; how many it has is known before they are read."""
    image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
    if image.width * image.height > MOST_PIXELS:
        raise _too_large()
    # A JPEG of several pictures is a photograph with something for the camera.
    if image.format == "PNG" and getattr(image, "is_animated", False):
        raise UnusableError(Message("is animated: save one picture of it as PNG"))
    image.load()
    return image


def _upright(image: Image.Image) -> Image.Image:
    """The picture turned as the camera was held, where it says so."""
    try:
        return ImageOps.exif_transpose(image)
    except _FAULTS:
        # What it says of itself is broken; the picture is not.
        return image


def _plain(image: Image.Image) -> Image.Image:
    """The picture in one of the modes L, LA, RGB and RGBA, in sRGB."""
    if image.mode.startswith("I"):
        image = _of_eight_bits(image)
    grey = image.mode in ("1", "L", "LA", "La")
    if image.has_transparency_data:
        plain = image.convert("RGBA")
        alpha = plain.getchannel("A")
        if alpha.getextrema()[0] == 255:
            plain = plain.convert("RGB")
        colours = _in_screen_colours(plain.convert("RGB"), image)
        if plain.mode == "RGBA":
            colours.putalpha(alpha)
    else:
        colours = _in_screen_colours(image, image)
    if grey:
        return colours.convert("LA" if colours.mode == "RGBA" else "L")
    return colours


def _of_eight_bits(image: Image.Image) -> Image.Image:
    """A grey picture of 16 bits in 8; a transparent grey keeps its meaning."""
    small = image.convert("I").point(lambda part: part * (1 / 257)).convert("L")
    if isinstance(see_through := image.info.get("transparency"), int):
        small.info["transparency"] = round(see_through / 257)
    return small


def _in_screen_colours(image: Image.Image, source: Image.Image) -> Image.Image:
    """The picture as sRGB, by its source's colour profile unless that does not fit."""
    profile = source.info.get("icc_profile")
    if profile and image.mode in ("RGB", "CMYK"):
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            screen = ImageCms.createProfile("sRGB")
            changed = ImageCms.profileToProfile(image, own, screen, outputMode="RGB")
            if changed is not None:
                return changed
        except (ImageCms.PyCMSError, OSError):
            pass
    return image.convert("RGB")


def _alpha(image: Image.Image) -> Image.Image | None:
    return image.getchannel("A") if image.mode in ("LA", "RGBA") else None


def _cut_to_what_is_seen(image: Image.Image) -> Image.Image:
    """The picture without its empty margins."""
    alpha = _alpha(image)
    if alpha is None:
        return image
    seen = alpha.point(lambda part: 255 if part > _UNSEEN else 0).getbbox()
    if seen is None:
        raise UnusableError(Message("is transparent all over, and shows nothing: save it anew"))
    return image.crop(seen)


def _with_colour_under_nothing(image: Image.Image) -> Image.Image:
    """The picture with the nearest colours put where it is transparent.

    A reader that makes a picture smaller blends what is seen with what is beside it, seen or not.
    """
    alpha = image.getchannel("A")
    whole = image.convert("RGBA")
    ground = whole.resize((1, 1), Image.Resampling.BOX).resize(image.size)
    ground.putalpha(255)
    # In squares, which make a small file.
    squares = max(image.width // _SQUARE, 1), max(image.height // _SQUARE, 1)
    around = whole.resize(squares, Image.Resampling.BOX)
    ground.alpha_composite(around.resize(image.size, Image.Resampling.NEAREST))
    filled = Image.composite(whole.convert("RGB"), ground.convert("RGB"), alpha.point(_solid))
    filled = filled.convert(image.mode[:-1])
    filled.putalpha(alpha)
    return filled


def _solid(part: int) -> int:
    return 255 if part else 0
