"""The printers that the user has told about: one small YAML file each, in their config folder."""

import difflib
import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import pydantic
from pydantic import AfterValidator, BeforeValidator

from kit.content.models import Model
from kit.core.errors import KitError, Problem
from kit.core.language import said
from kit.core.messages import Message
from kit.core.sizes import IN_INCHES, PAPERS
from kit.core.spelling import as_typed
from kit.core.wording import either
from kit.output.new import saved_file
from kit.reading.validation import load
from kit.reading.yaml_writing import yaml_value
from kit.session.kinds import Margin, Offset, one_of
from kit.session.options import PaperName
from kit.session.print_settings import At, nowhere, told
from kit.system.private import own_folder
from kit.system.reasons import reason_of
from kit.system.stops import undisturbed
from kit.typed.paths import quoted
from kit.typed.words import unquoted

Duplex = Literal["long", "short", "none"]

# Longer is a slip, and no file system takes 40 letters of four bytes each for too long.
MOST_NAME = 40

_SUFFIX = ".yaml"
# Nothing is below it, and nothing can be made there: for those who have no home.
_NO_HOME = Path(os.devnull)
# TRANSLATORS: a comment in a file: each line begins with # and has up to 100 letters.
_HEAD = Message(
    "# A printer, for `kit build --printer`. Lengths are mm: offset moves backs right and down, on "
    "sheets\n"
    "# that lie on their side; upright-offset does so on upright ones; margin is the edge left "
    "white.\n"
)


def _listed(given: object) -> list[object]:
    """The papers of a YAML list, or of a text with commas such as a4,a3."""
    if isinstance(given, (list, tuple)):
        papers = list(given)
    else:
        papers = [part for part in str(given or "").split(",") if part.strip()]
    if not papers:
        raise ValueError(Message("name one paper or more with commas between them, such as a4,a3"))
    return papers


def _once(papers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(papers))


class Printer(Model):
    """What one printer can do, and how far off it is. Lengths are mm.

    `offset` moves backs to the right and down on the page, on sheets that lie on their side, and
    `upright_offset` on upright ones: a printer draws in its paper one way only, and what lies on
    its side is turned for it. `margin` is the edge that it leaves white, None where nobody told it.
    `duplex` is the edge that a sheet is turned about, or none where the printer has one side only.
    `papers` are keys of PAPERS, at least one, each once.
    """

    offset: Offset = (0.0, 0.0)
    upright_offset: Offset = (0.0, 0.0)
    margin: Margin = None
    duplex: Annotated[Duplex, one_of(get_args(Duplex))] = "long"
    papers: Annotated[tuple[PaperName, ...], BeforeValidator(_listed), AfterValidator(_once)] = (
        "A4",
    )


def profiles_folder() -> Path:
    """Where the user's printers are kept; it may not be there yet, nor be without a home."""
    return (own_folder("user_config_dir") or _NO_HOME) / "printers"


def add(
    name: str, options: Mapping[str, Any], called: Callable[[str], str], folder: Path
) -> Printer:
    """Save a printer, whole or not at all. What is known of one of this name in any case is kept.

    `options` are keyed as the fields of Printer; None is an option that was not given, and so stays
    as it is known, or has its default. `called` says how messages name an option. Raises KitError
    for a name that cannot be one, for all that is wrong in the options, and for a folder that
    cannot be written.
    """
    _check_name(_tidy(name))
    given = {key: value for key, value in options.items() if value is not None}
    try:
        printer = Printer.model_validate({**_known_of(name, folder), **given})
    except pydantic.ValidationError as error:
        raise KitError(told(detail, called) for detail in error.errors()) from None
    _save(_standing(name, folder) or folder / f"{_tidy(name)}{_SUFFIX}", _profile_yaml(printer))
    return printer


def _known_of(name: str, folder: Path) -> dict[str, Any]:
    """What is known of a printer; nothing of one that is new, or whose file is broken."""
    path = _standing(name, folder)
    try:
        return _as_told(load(path, str(path), Printer)) if path else {}
    except KitError:
        return {}  # it is written anew


def find_printer(name: str, folder: Path) -> Printer:
    """The printer of this name as it may be typed; the others are not read.

    Raises KitError where there is none, and for all that is wrong in its file.
    """
    path = _standing(name, folder) or _as_typed(name, folder) or _existing(name, folder)
    return load(path, str(path), Printer)


def all_printers(folder: Path) -> dict[str, Printer]:
    """Every printer by its name, in the order of the names.

    Raises KitError for all that is wrong in any of the files.
    """
    printers: dict[str, Printer] = {}
    problems: list[Problem] = []
    for name, path in _paths(folder).items():
        try:
            printers[name] = load(path, str(path), Printer)
        except KitError as error:
            problems.extend(error.problems)
    if problems:
        raise KitError(problems)
    return printers


def remove(name: str, folder: Path) -> None:
    """Delete the printer of this name in any case, even where its file is broken.

    Raises KitError where there is none, and where its file cannot be removed.
    """
    path = _existing(name, folder)
    try:
        with undisturbed():
            path.unlink()
    except OSError as error:
        text = Message(
            "the printer cannot be removed: {reason}; remove this file yourself",
            reason=reason_of(error),
        )
        raise KitError.of(text, str(path)) from error


def applied(
    options: Mapping[str, Any], name: str, printer: Printer, at: At = nowhere
) -> dict[str, Any]:
    """The printer's own values for options of a build that were not given.

    Both are keyed as in a session file; None is an option that was not given. `at` makes a problem
    where one was given. Raises KitError where the options ask for paper that the printer lacks, or
    are not for an office printer.
    """
    problems = [at(key, text) for key, text in _beyond(options, name, printer)]
    if problems:
        raise KitError(problems)
    # Backs in a file of their own are printed by turning the stack by hand, duplex or not.
    by_hand = printer.duplex == "none" and options.get("separate-backs")
    known: dict[str, Any] = {
        "back-offset": printer.offset,
        "flip": "long" if by_hand else printer.duplex,
        "paper": "A4" if "A4" in printer.papers else printer.papers[0],
    }
    if printer.margin is not None:
        known["margin"] = printer.margin
    if options.get("back-offset") is None:
        known["upright-offset"] = printer.upright_offset
    large, small = _for_posters(_said(options, "paper") or str(known["paper"]))
    whole = [paper for paper in (large, "A3", "Tabloid") if paper in printer.papers]
    if whole[:1] != [large]:
        known["posters"] = whole[0] if whole else small
    if by_hand:
        known["turns-sheets"] = False
    return {key: value for key, value in known.items() if options.get(key) is None}


def _beyond(options: Mapping[str, Any], name: str, printer: Printer) -> Iterator[tuple[str, str]]:
    """Options that the printer cannot fulfil, each with what to do. Wrong names are told later."""
    destination, paper, posters = (_said(options, key) for key in ("for", "paper", "posters"))
    if destination not in ("", "office"):
        yield (
            "printer",
            Message(
                "--printer is for office, not {other}: take one of the two away", other=destination
            ),
        )
    for known in PAPERS:
        if paper == known.lower() and known not in printer.papers:
            yield "paper", _lacks(name, known, printer.papers)
    # A2 is ordered from a shop, whatever the office has.
    for large, small in (("A3", "A4"), ("Tabloid", "Letter")):
        if posters == large.lower() and large not in printer.papers:
            yield "posters", _lacks(name, large, (small,))


def _for_posters(paper: str) -> tuple[str, str]:
    """What posters are printed on, whole and in parts, where cards are on this paper."""
    inches = paper.lower() in (name.lower() for name in IN_INCHES.values())
    return ("Tabloid", "Letter") if inches else ("A3", "A4")


def _lacks(name: str, paper: str, others: Iterable[str]) -> str:
    return Message(
        "the printer {name} has no {paper}: choose {papers}, or change it with `kit printer add`",
        name=name,
        paper=paper,
        papers=either([other.lower() for other in others]),
    )


def _said(options: Mapping[str, Any], key: str) -> str:
    """The option in small letters, or nothing where it was not given."""
    return str(options.get(key) or "").strip().lower()


def _tidy(name: str) -> str:
    """The name as it is saved: one space between words, and é one letter however it was typed."""
    return unicodedata.normalize("NFC", " ".join(name.split()))


def _folded(name: str) -> str:
    """A key that is equal for one name in any case."""
    return unicodedata.normalize("NFC", _tidy(name).casefold())


def _check_name(name: str) -> None:
    """Raise KitError where a tidy name is not allowed: none may lead out of the folder."""
    kinds = [unicodedata.category(sign) for sign in name]
    # Marks (M) are the vowels of Hindi and Thai; Nd are the digits, without ² and ½.
    allowed = all(
        kind[0] in "LM" or kind == "Nd" or sign in " -_"
        for sign, kind in zip(name, kinds, strict=True)
    )
    begun = bool(kinds) and (kinds[0][0] == "L" or kinds[0] == "Nd")
    if not (allowed and begun and len(name) <= MOST_NAME):
        raise KitError.of(
            Message(
                "a printer cannot be called {name!r}: give 1 to {most} letters, digits, spaces, "
                "hyphens and underscores, of which the first is a letter or a digit",
                name=name,
                most=MOST_NAME,
            )
        )


def _paths(folder: Path) -> dict[str, Path]:
    """The file of every printer by its name, in the order of the names. KitError for no folder."""
    try:
        files = [path for path in folder.iterdir() if path.suffix == _SUFFIX]
    except FileNotFoundError:
        return {}
    except OSError as error:
        if folder.is_relative_to(_NO_HOME):
            return {}
        text = Message(
            "the printers cannot be read: {reason}; make this a folder that you may read",
            reason=reason_of(error),
        )
        raise KitError.of(text, str(folder)) from error
    files.sort(key=lambda path: (_folded(path.stem), path.stem))
    # Some systems leave files with a dot of their own beside every file.
    return {path.stem: path for path in files if not path.name.startswith(".")}


def _standing(name: str, folder: Path) -> Path | None:
    """The file of the printer of this name: spelt just so if there is one, else in any case."""
    paths = _paths(folder)
    alike = (path for known, path in paths.items() if _folded(known) == _folded(name))
    return paths.get(_tidy(name)) or next(alike, None)


def _as_typed(name: str, folder: Path) -> Path | None:
    """The one printer that may be meant, where a name stands in quotes or lacks special letters."""
    spelt = as_typed(unquoted(name))
    alike = [path for known, path in _paths(folder).items() if as_typed(known) & spelt]
    return alike[0] if len(alike) == 1 else None


def _existing(name: str, folder: Path) -> Path:
    """The file of a printer that is kept. KitError, with what to do, where there is none."""
    path = _standing(name, folder)
    if path is None:
        raise KitError.of(
            Message("no printer {name}: {advice}", name=_tidy(name), advice=_advice(name, folder))
        )
    return path


def _advice(name: str, folder: Path) -> str:
    by_key = {_folded(known): known for known in _paths(folder)}
    if not by_key:
        return Message("add it with `kit printer add {name}`", name=quoted(_tidy(name)))
    close = difflib.get_close_matches(_folded(name), by_key, n=1)
    if close:
        return Message("did you mean {name}?", name=by_key[close[0]])
    return Message("`kit printer list` shows which there are")


def _profile_yaml(printer: Printer) -> str:
    """The printer as YAML that is read back as the same."""
    told = _as_told(printer)
    # Whoever reads the file is told in the language that is spoken where it is written.
    return said(_HEAD) + "".join(f"{key}: {yaml_value(value)}\n" for key, value in told.items())


def _as_told(printer: Printer) -> dict[str, Any]:
    """The printer by the keys of its file, without what nobody told."""
    return printer.model_dump(by_alias=True, exclude_none=True)


def _save(path: Path, content: str) -> None:
    """The file, whole or not at all, in a folder made for it. KitError where that fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Whoever keeps their settings elsewhere, and a link to them here, goes on doing so.
        saved_file(Path(os.path.realpath(path)), content.encode())
    except OSError as error:
        text = Message(
            "the printer cannot be saved: {reason}; see that you may write in this folder",
            reason=reason_of(error),
        )
        raise KitError.of(text, str(path.parent)) from error
