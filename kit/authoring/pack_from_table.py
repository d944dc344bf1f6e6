"""A new pack from a spreadsheet: values, questions and dilemmas by their areas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from kit.content.folder import MOST_AREAS
from kit.content.models import MOST, Name, Text
from kit.content.printable import unprintable
from kit.core.errors import KitError, Problem
from kit.core.paths import FONTS
from kit.people.headings import column_of, shown_headings
from kit.reading.cells import HEAD_ROWS, Cell, Row
from kit.reading.spreadsheets import read_rows

# The columns, and under which headings they stand, in any case and spelling.
_COLUMNS: Mapping[str, Sequence[str]] = {
    "kind": ("kind", "type", "slag"),
    "area": ("area", "omrade", "theme", "tema"),
    "name": ("name", "navn", "namn", "title", "tittel", "value", "verdi"),
    "text": (
        *("text", "tekst", "definition", "definisjon", "description", "beskrivelse"),
        *("explanation", "forklaring", "meaning", "betydning"),
    ),
    "question": ("question", "sporsmal", "refleksjonssporsmal"),
}
# What a row may be; one that does not say is a value.
_KINDS: Mapping[str, Sequence[str]] = {
    "value": ("value", "verdi"),
    "question": ("question", "sporsmal", "refleksjonssporsmal"),
    "dilemma": ("dilemma",),
    "area": ("area", "omrade"),
}
_NAME: TypeAdapter[str] = TypeAdapter(Name)
_TEXT: TypeAdapter[str] = TypeAdapter(Text)


@dataclass
class ListedArea:
    """One area as it is listed: names with their texts, questions alone."""

    title: str
    lead: str = ""
    values: list[tuple[str, str]] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    dilemmas: list[tuple[str, str]] = field(default_factory=list)


def listed_areas(path: Path) -> tuple[tuple[ListedArea, ...], tuple[str, ...]]:
    """The areas of a CSV file or a workbook as they come there, and the headings that are not read.

    A row is a value with its name and text, unless it says to be a question, a dilemma, or the area
    itself with its leading sentence. A question may also stand beside a value, in a column of its
    own. An empty area is that of the row above. Raises KitError with all that is wrong, told at its
    line and column.
    """
    shown = str(path)
    at_file = partial(Problem, shown, 0, 0)
    rows = read_rows(path, shown, _is_header, at_file)
    head = next((n for n, row in enumerate(rows[:HEAD_ROWS]) if _is_header(_texts(row))), None)
    if head is None:
        told = f"no line of headings stands here, such as area, name, text: {_begins(rows[0])}"
        raise KitError([at_file(told)])
    columns = _columns(_texts(rows[head]))
    listing = _Listing(shown, columns)
    for row in rows[head + 1 :]:
        listing.add(row)
    areas = tuple(listing.areas.values())
    listing.problems += [at_file(text) for text in _too_many(areas)]
    listing.problems += [
        at_file(f"the area «{one.title}» has no values: add one") for one in areas if not one.values
    ]
    if not areas and not listing.problems:
        listing.problems.append(
            at_file("nothing stands below the headings: write the values there")
        )
    if listing.problems:
        raise KitError(listing.problems)
    unread = (text for n, text in enumerate(_texts(rows[head])) if n not in columns.values())
    return areas, tuple(text.strip() for text in unread if text.strip())


class _Listing:
    """The areas, and the problems, that were read from the rows so far."""

    def __init__(self, shown: str, columns: Mapping[str, int]) -> None:
        self.areas: dict[str, ListedArea] = {}
        self.problems: list[Problem] = []
        self._shown = shown
        self._columns = columns
        self._title = ""

    def add(self, row: Row) -> None:
        """Add what a row holds, or what is wrong with it."""
        cells = {key: row[place] for key, place in self._columns.items() if place < len(row)}
        if all(cell.is_empty for cell in cells.values()):
            return
        held = [self._held(cell) for cell in cells.values()]
        kind = self._kind(cells.get("kind"), row)
        if not all(held) or kind is None:
            return
        if kind == "area" and not _is_filled(cells.get("area")):
            title = self._line_of(cells.get("name"), _NAME, row, "area's name")
        else:
            title = self._line_of(cells.get("area"), _NAME, row, "") or self._title
        if not title:
            self._tell(row[0], "no area is told for this row: write it in its column")
            return
        self._title = title
        area = self.areas.setdefault(title, ListedArea(title))
        question = self._line_of(cells.get("question"), _TEXT, row, "")
        if question and question not in area.questions:
            area.questions.append(question)
        if question and not any(_is_filled(cells.get(key)) for key in ("kind", "name", "text")):
            return
        words = {"value": "definition", "question": "question", "dilemma": "dilemma"}
        text = self._line_of(cells.get("text"), _TEXT, row, words.get(kind, ""))
        if kind == "area":
            area.lead = text
        elif kind == "question":
            area.questions += [text] if text else []
        else:
            name = self._line_of(cells.get("name"), _NAME, row, "name")
            listed = area.values if kind == "value" else area.dilemmas
            listed += [(name, text)] if name and text else []

    def _kind(self, cell: Cell | None, row: Row) -> str | None:
        """What the row is; None where it says something else."""
        if cell is None or cell.is_empty:
            return "value"
        for kind, words in _KINDS.items():
            if any(column_of(cell.text, [word]) is not None for word in words):
                return kind
        told = f"«{cell.text.strip()}» is no kind: write value, question, dilemma or area"
        self._tell(cell if cell.text else row[0], told)
        return None

    def _held(self, cell: Cell) -> bool:
        """Whether a cell holds what its author sees in it."""
        if cell.kind == "formula":
            told = "the result of this formula is not stored: open the file in Excel and save it"
            self._tell(cell, told)
        elif cell.kind == "error":
            self._tell(cell, f"the formula here gives {cell.text}: mend it")
        return cell.kind not in ("formula", "error")

    def _line_of(self, cell: Cell | None, adapter: TypeAdapter[str], row: Row, missing: str) -> str:
        """The words of a cell in one line; nothing, and a problem, where they cannot be printed."""
        words = " ".join(cell.text.split()) if cell else ""
        if cell is None or not words:
            if missing:
                self._tell(cell or row[0], f"the {missing} is missing: write it")
            return ""
        wrong = [told for _, told in unprintable(words, FONTS)]
        try:
            adapter.validate_python(words)
        except ValidationError as error:
            wrong += [_detail_text(detail) for detail in error.errors()]
        for told in wrong:
            self._tell(cell, told)
        return "" if wrong else words

    def _tell(self, cell: Cell, told: str) -> None:
        self.problems.append(Problem(self._shown, cell.line, cell.column, told))


def _detail_text(detail: object) -> str:
    """What pydantic says of a text, in an author's words."""
    assert isinstance(detail, dict)
    if detail["type"] == "string_too_long":
        return f"this is longer than {detail['ctx']['max_length']} characters: shorten it"
    return str(detail["ctx"]["error"])


def _is_header(texts: Sequence[str]) -> bool:
    columns = _columns(texts)
    return "name" in columns and "text" in columns


def _columns(texts: Sequence[str]) -> dict[str, int]:
    """The place of each known column among these headings, from 0."""
    found: dict[str, int] = {}
    for key, headings in _COLUMNS.items():
        for place in (column_of(heading, texts) for heading in headings):
            if place is not None and place not in found.values():
                found.setdefault(key, place)
    return found


def _texts(row: Row) -> list[str]:
    return [cell.text for cell in row]


def _begins(row: Row) -> str:
    return f"the file begins with {shown_headings(_texts(row))}"


def _is_filled(cell: Cell | None) -> bool:
    return cell is not None and not cell.is_empty


def _too_many(areas: Sequence[ListedArea]) -> list[str]:
    """What is told of more than a pack can hold."""
    told = []
    if len(areas) > MOST_AREAS:
        told.append(f"these are {len(areas)} areas, {MOST_AREAS} at most: make two packs of them")
    for area in areas:
        for what, listed in (
            ("values", area.values),
            ("questions", area.questions),
            ("dilemmas", area.dilemmas),
        ):
            if len(listed) > MOST:
                told.append(
                    f"«{area.title}» has {len(listed)} {what}, {MOST} at most: take some out"
                )
    return told
