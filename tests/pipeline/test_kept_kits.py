"""A kit that was made before is only read; any change of what goes into it makes it anew."""

import datetime
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kit.core.paths import DEFAULT_PACK, FONTS, LAYOUTS
from kit.layout.overrides import LayoutFolder
from kit.pdf.colour_profile import OutputProfile
from kit.pipeline import kept_kits, make
from kit.pipeline.kept_kits import KeptKit, KeptKits
from kit.pipeline.request import Request, request_for
from kit.pipeline.result import Made
from kit.pipeline.run import BuiltKit, build
from kit.session.attendance import Attendance
from kit.session.event import Branding, Event, Logo
from kit.session.model import Session
from kit.session.print_settings import Printing
from kit.system.cache import Store
from kit.typesetting.job import FileOptions
from tests.conftest import SAMPLES, Heard


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache")


@pytest.fixture(scope="module")
def request_() -> Request:
    return request_with()


def request_with(**wishes: Any) -> Request:
    return request_for(Session(content=DEFAULT_PACK, people=24, tables=4, **wishes))


def never(*_: object, **__: object) -> None:
    raise AssertionError("it was made")


def small_kit(out: Path, store: Store, **wishes: Any) -> tuple[BuiltKit, Heard]:
    usual: dict[str, Any] = {"content": SAMPLES / "small", "pieces": ("action-plan",)}
    heard = Heard()
    session = Session(out=out, names=("Kari", "Ola"), individual=True, **(usual | wishes))
    return build(session, store=store, progress=heard), heard


def told(kit: BuiltKit) -> tuple[object, ...]:
    return kit.files, kit.mailed, kit.smaller, kit.record


def test_the_same_again_is_read_and_nothing_is_drawn(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, heard = small_kit(tmp_path / "one", store)
    monkeypatch.setattr(make, "all_made", never)
    second, again = small_kit(tmp_path / "two", store)
    assert told(second) == told(first)
    assert len(first.mailed) == 2
    assert heard.counted[1] == again.counted[0] > 0
    assert again.counted[1] == 0
    assert [name for name, _ in again.stages] == ["Reading", "Writing"]


def test_pictures_are_made_of_what_is_read(tmp_path: Path, store: Store) -> None:
    how = {"printing": Printing(preview=True), "pieces": ("value-cards",)}
    first, _ = small_kit(tmp_path / "one", store, **how)
    second, heard = small_kit(tmp_path / "two", store, **how)
    assert second.pictures == first.pictures
    assert first.pictures
    assert [name for name, _ in heard.stages] == ["Reading", "Picturing", "Writing"]


def test_one_file_that_is_not_kept_has_the_kit_made_again(tmp_path: Path, store: Store) -> None:
    first, _ = small_kit(tmp_path / "one", store)
    kits = KeptKits(store, first.request)
    needed = 0
    for entry in sorted(store.folder.iterdir()):
        away = entry.rename(tmp_path / "away")
        held = kits.take()
        needed += held is None
        assert held is None or held.made.files == first.files
        away.rename(entry)
    # The kit itself, and the files of its one piece.
    assert needed == 2


def test_what_is_printed_again_is_not_kept(store: Store, request_: Request) -> None:
    kits = KeptKits(store, replace(request_, reprint=object()))  # type: ignore[arg-type]
    kits.keep(KeptKit(Made(), (), 0))
    assert kits.take() is None
    assert not store.kept().entries


def is_kept_for(store: Store, request: Request) -> bool:
    return KeptKits(store, request).take() is not None


def sessions_otherwise() -> dict[str, dict[str, Any]]:
    """Sessions that differ in one thing each from one of 24 people at 4 tables."""
    logo = Logo(b"png", "png", 10, 10)
    event = Event(attendance=Attendance(24, 4))
    return {
        "title": {"event": replace(event, title="Økt")},
        "date": {"event": replace(event, date=datetime.date(2026, 12, 1))},
        "team": {"event": replace(event, team="A")},
        "people": {"event": replace(event, attendance=Attendance(25, 4))},
        "tables": {"event": replace(event, attendance=Attendance(24, 5))},
        "names": {"event": replace(event, attendance=Attendance(24, 4, ("Kari",)))},
        "logo": {"event": replace(event, branding=Branding(logo))},
        "another logo": {"event": replace(event, branding=Branding(replace(logo, data=b"p")))},
        "credit": {"event": replace(event, branding=Branding(credit="A"))},
        "amounts": {"amounts": {"guide": 2}},
        "individual": {"files": FileOptions(individual=True)},
        "profile": {"files": FileOptions(OutputProfile(b"icc", "A", "CMYK", 4))},
        "another profile": {"files": FileOptions(OutputProfile(b"ICC", "A", "CMYK", 4))},
        "shown": {"shown": {"posters": "areas"}},
    }


@pytest.mark.parametrize("what", sorted(sessions_otherwise()))
def test_another_session_is_another_kit(what: str, store: Store, request_: Request) -> None:
    KeptKits(store, request_).keep(KeptKit(Made(), (), 0))
    other = replace(request_)
    changed = replace(request_.context, **sessions_otherwise()[what])
    # What all pieces have in common is what is kept by, however the request came to it.
    other.__dict__["context"] = changed
    assert is_kept_for(store, request_)
    assert not is_kept_for(store, other)


@pytest.mark.parametrize("name", sorted(Printing.model_fields))
def test_every_option_of_printing_is_told(name: str, store: Store, request_: Request) -> None:
    KeptKits(store, request_).keep(KeptKit(Made(), (), 0))
    was = getattr(request_.context.printing, name)
    other = not was if isinstance(was, bool) else "something else"
    printing = request_.context.printing.model_copy(update={name: other})
    changed = replace(request_)
    changed.__dict__["context"] = replace(request_.context, printing=printing)
    assert not is_kept_for(store, changed)


def test_other_values_and_other_pieces_are_another_kit(store: Store, request_: Request) -> None:
    KeptKits(store, request_).keep(KeptKit(Made(), (), 0))
    assert is_kept_for(store, request_with())
    for wishes in ({"values": ("1.1",)}, {"areas": ("1",)}, {"pieces": ("guide", "posters")}):
        assert not is_kept_for(store, request_with(**wishes))


@pytest.mark.parametrize(
    "file", ["value-cards/front.html", "tokens.css", "labels/nb.yaml", "guide/piece.yaml"]
)
def test_a_layout_or_label_that_changes_is_another_kit(
    file: str, tmp_path: Path, store: Store, request_: Request
) -> None:
    layouts = LayoutFolder(shutil.copytree(LAYOUTS, tmp_path / "layouts"))
    of_copy = replace(request_, layouts=layouts)
    KeptKits(store, request_).keep(KeptKit(Made(), (), 0))
    assert is_kept_for(store, of_copy)
    path = layouts.path / file
    was = path.stat()
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    # Neither its size nor its time tells.
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert not is_kept_for(store, replace(request_, layouts=layouts))


def test_layouts_of_a_packs_own_make_another_kit_even_where_they_are_alike(
    tmp_path: Path, store: Store, request_: Request
) -> None:
    """Their styles are noted of each card, to tell later that it changed."""
    KeptKits(store, request_).keep(KeptKit(Made(), (), 0))
    assert not is_kept_for(store, replace(request_, layouts=LayoutFolder(LAYOUTS, own=tmp_path)))


def test_a_typeface_that_changes_is_another_kit(
    tmp_path: Path, store: Store, request_: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    fonts = shutil.copytree(FONTS, tmp_path / "fonts")
    monkeypatch.setattr(kept_kits, "FONTS", fonts)
    KeptKits(store, request_).keep(KeptKit(Made(), (), 0))
    assert is_kept_for(store, request_)
    face = sorted(fonts.glob("*.ttf"))[0]
    face.write_bytes(face.read_bytes() + b"\0")
    assert not is_kept_for(store, request_)


def test_a_kit_is_not_kept_where_a_layout_changed_while_it_was_made(
    tmp_path: Path, store: Store, request_: Request
) -> None:
    """It may be made of either; and whoever puts the layout back would get the other."""
    layouts = LayoutFolder(shutil.copytree(LAYOUTS, tmp_path / "layouts"))
    request = replace(request_, layouts=layouts)
    kits, style = KeptKits(store, request), layouts.path / "cards.css"
    was = style.read_bytes()
    style.write_bytes(was + b"\n")
    kits.keep(KeptKit(Made(), (), 0))
    style.write_bytes(was)
    assert not is_kept_for(store, request)
