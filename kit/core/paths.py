"""Where the program's own content, layouts and fonts lie."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
# A wheel carries the folders inside the package; in a clone they stand beside it.
_HOME = _PACKAGE / "data" if (_PACKAGE / "data").is_dir() else _PACKAGE.parent

LAYOUTS = _HOME / "layouts"
FONTS = _HOME / "fonts"
DEFAULT_PACK = _HOME / "content" / "recovery"
# Packs to begin with, by language.
SCAFFOLDS = _HOME / "content" / "new-pack"
