"""Whatever changes of what a kit is made of, the cache never gives the bytes from before."""

import itertools
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kit
from kit.core.paths import FONTS, LAYOUTS
from tests.conftest import SAMPLES

# Makes a piece with the cache and without it, and prints what each has become.
MAKE = """
import sys
from hashlib import sha256
import kit
for cache in ("cache", False):
    session = kit.Session(content="content", pieces=["quality-cards"], marks=sys.argv[1])
    made = kit.build(session, write=False, cache=cache, workers=1)
    print(sha256(made.files[0].data).hexdigest())
"""
# What is changed, a file each with a text in it and another in its place.
FLIPS = {
    "a template": ("layouts/quality-cards/front.html", "else 17.5", "else 16.5"),
    "a style": ("layouts/quality-cards/style.css", "margin-left: 17mm", "margin-left: 18mm"),
    "a word": ("content/qualities.yaml", "name: ", "name: A "),
    "a line of code": ("kit/imposition/marks.py", "LENGTH = 3.0, 5.0", "LENGTH = 3.0, 4.0"),
}


def made(home: Path, marks: str = "crop") -> tuple[str, str]:
    """The digests of what is made in a folder with the program: with its cache, and without."""
    ran = subprocess.run(
        [sys.executable, "-c", MAKE, marks], cwd=home, capture_output=True, text=True, check=False
    )
    assert not ran.returncode, ran.stderr
    cached, anew = ran.stdout.split()
    return cached, anew


@pytest.mark.slow
def test_whatever_is_changed_no_old_bytes_are_given(tmp_path: Path) -> None:
    shutil.copytree(Path(kit.__file__).parent, tmp_path / "kit")
    shutil.copytree(LAYOUTS, tmp_path / "layouts")
    shutil.copytree(FONTS, tmp_path / "fonts")
    shutil.copytree(SAMPLES / "small", tmp_path / "content")
    seen = [made(tmp_path)]
    for what, (file, old, new) in FLIPS.items():
        path = tmp_path / file
        text = path.read_text("utf-8")
        assert old in text, what
        path.write_text(text.replace(old, new), "utf-8")
        seen.append(made(tmp_path))
    seen.append(made(tmp_path, marks="lines"))
    lighter, bold = (tmp_path / "fonts" / f"SourceSans3-{of}.ttf" for of in ("Regular", "SemiBold"))
    bold.write_bytes(lighter.read_bytes())
    seen.append(made(tmp_path))
    assert [cached for cached, _ in seen] == [anew for _, anew in seen]
    # Each change was seen, else nothing is proved by it.
    assert all(one != other for one, other in itertools.pairwise(seen))
    # And with nothing changed nothing is.
    assert made(tmp_path) == seen[-1]
