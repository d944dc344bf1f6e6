"""What was asked for when a kit was printed, told as it is asked for again."""

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any, get_args

from kit.core.sizes import CARDS, PAPERS
from kit.core.wording import cut_short
from kit.output.manifest import Manifest
from kit.session.attendance import MOST_PEOPLE, MOST_TABLES
from kit.session.options import MOST_DECKS, Destination, Flip, Ink
from kit.session.sources import Sources
from kit.typed.paths import quoted

_CHOICES: Mapping[str, Iterable[str]] = {
    "card": CARDS,
    "paper": PAPERS,
    "for": get_args(Destination),
    "ink": get_args(Ink),
    "flip": get_args(Flip),
}
_MOST: Mapping[str, int] = {"tables": MOST_TABLES, "people": MOST_PEOPLE, "decks": MOST_DECKS}


def asked_then(manifest: Manifest, key: str) -> Any:
    """What was asked for under a key, None where it is not told, or was told by no build.

    Whoever made the folder may have written anything into its manifest.
    """
    told = manifest.printing.get(key, manifest.session.get(key))
    if key in _CHOICES:
        return told if isinstance(told, str) and told in _CHOICES[key] else None
    if key in _MOST:
        return told if type(told) is int and 1 <= told <= _MOST[key] else None
    if key == "margin":
        return told if isinstance(told, float) else None
    if key == "with-area":
        return told or None if isinstance(told, bool) else None
    names = told if isinstance(told, list) else []
    return [one for one in names if isinstance(one, str) and one.isprintable()] or None


def session_file_then(manifest: Manifest) -> str:
    """The name of the session file that a kit was made from; empty where there was none."""
    return cut_short(PurePosixPath(manifest.made_from.replace("\\", "/")).name)


def as_asked(sources: Sources, key: str, value: Any) -> str:
    """What is asked for as it is written: as options, or as a line of a session file."""
    called = sources.called(key)
    some = [_written(key, one) for one in (value if isinstance(value, list) else [value])]
    if called.startswith("--"):
        return " ".join(called if one == "yes" else f"{called} {quoted(one)}" for one in some)
    return f"{called}: [{', '.join(some)}]" if isinstance(value, list) else f"{called}: {some[0]}"


def all_as_asked(sources: Sources, then: Mapping[str, Any]) -> str:
    """All that is asked for as it is written, one behind the other."""
    told = [as_asked(sources, key, value) for key, value in then.items()]
    between = " " if all(one.startswith("--") for one in told) else ", "
    return between.join(told)


def _written(key: str, value: Any) -> str:
    if value is True:
        return "yes"
    if key == "paper":
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else cut_short(str(value))
