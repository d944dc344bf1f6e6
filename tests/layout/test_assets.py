from pathlib import Path

import pytest

from kit.layout.assets import Assets
from kit.system.files import UnreadError, digest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "style.css").write_text("a")
    (tmp_path / "secret.css").write_text("b")
    return tmp_path


def test_files_below_the_roots_and_what_is_held_are_served(folder: Path) -> None:
    assets = Assets({"layouts": folder / "in"}, {"branding/logo": (b"png", "image/png")})
    assert assets.read("kit:///layouts/style.css") == (b"a", "text/css")
    assert assets.read("kit:///branding/logo") == (b"png", "image/png")
    with pytest.raises(UnreadError, match="missing"):
        assets.read("kit:///layouts/nothing.css")


@pytest.mark.parametrize(
    "address",
    [
        "kit:///layouts/../secret.css",
        "kit:///layouts/%2e%2e/secret.css",
        "kit:///other/style.css",
        "file:///etc/passwd",
        "https://example.org/style.css",
        "kit:///branding/logo2",
    ],
)
def test_nothing_else_is(address: str, folder: Path) -> None:
    assets = Assets({"layouts": folder / "in"}, {"branding/logo": (b"png", "image/png")})
    with pytest.raises(ValueError, match="outside the kit's own folders"):
        assets.read(address)


def test_a_link_out_of_the_folder_is_not_followed(folder: Path) -> None:
    (folder / "in" / "link.css").symlink_to(folder / "secret.css")
    with pytest.raises(ValueError, match="outside"):
        Assets({"layouts": folder / "in"}).read("kit:///layouts/link.css")


def test_it_is_seen_whether_files_are_still_the_same(folder: Path) -> None:
    def are_still(known: dict[str, str]) -> bool:
        held = {"branding/logo": (b"png", "image/png")}
        return Assets({"layouts": folder / "in"}, held).are_still(known)

    known = {"kit:///layouts/style.css": digest(b"a"), "kit:///branding/logo": digest(b"png")}
    assert are_still(known)
    assert are_still({})
    assert not are_still({**known, "kit:///branding/logo": digest(b"gif")})
    (folder / "in" / "style.css").write_text("c")
    assert not are_still(known)
    (folder / "in" / "style.css").unlink()
    assert not are_still(known)
    assert not are_still({"kit:///other/style.css": digest(b"a")})


def test_a_file_is_read_once_however_often_it_is_asked_for(folder: Path) -> None:
    assets = Assets({"layouts": folder / "in"})
    known = {"kit:///layouts/style.css": digest(b"a")}
    assert assets.are_still(known)
    (folder / "in" / "style.css").unlink()
    assert assets.are_still(known)
