"""Rows of a spreadsheet become the areas of a pack, with their values, questions and dilemmas."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import TypeAdapter, ValidationError

from kit.authoring.pack_tables import PackTable
from kit.content.models import Name, Text
from kit.content.printable import unprintable
from kit.core.errors import Problem
from kit.core.messages import Message
from kit.core.paths import FONTS
from kit.core.spelling import alike
from kit.core.wording import cut_short
from kit.reading.cells import BEYOND, Cell, Row, Worksheet
from kit.reading.headings import column_of
from kit.reading.totals import figure_of_total

# What a row may be; one that does not say is a value.
_KINDS: Mapping[str, Sequence[str]] = {
    "value": ("value", "verdi"),
    "question": ("question", "sporsmal", "refleksjonssporsmal"),
    "dilemma": ("dilemma",),
    "area": ("area", "omrade"),
}
# What is told where a cell that a row of this kind needs is empty.
_NO_WORDS = {
    "value": Message("the definition is missing: write it"),
    "question": Message("the question is missing: write it"),
    "dilemma": Message("the dilemma is missing: write it"),
}
_NO_NAME = Message("the name is missing: write it")
_NO_AREA_NAME = Message("the area's name is missing: write it")
# What is told of a second one of the same name.
_TWICE = {
    "value": Message(
        "«{area}» has a value of the name «{name}» in {place} already: give one of the two another "
        "name, or delete it"
    ),
    "dilemma": Message(
        "«{area}» has a dilemma of the name «{name}» in {place} already: give one of the two "
        "another name, or delete it"
    ),
}
_NAME: TypeAdapter[str] = TypeAdapter(Name)
_TEXT: TypeAdapter[str] = TypeAdapter(Text)
_NUMBER = re.compile(r"(?=[-.,\s]*\d)[-\d.,\s]+")


@dataclass
class ListedArea:
    """One area as it is listed: names with their texts, questions alone."""

    title: str
    lead: str = ""
    values: list[tuple[str, str]] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    dilemmas: list[tuple[str, str]] = field(default_factory=list)


class Listing:
    """The areas that were read from tables so far, the problems, and what is told of the rows.

    `left_out` are rows that were not read, `asked_again` where a question stands that its area has
    already, `remarks` whole sentences. `hidden` counts rows that were read and are not shown.
    """

    def __init__(self, shown: str) -> None:
        self.problems: list[Problem] = []
        self.left_out: list[str] = []
        self.asked_again: list[str] = []
        self.remarks: list[str] = []
        self.hidden = 0
        self._shown = shown
        self._areas: dict[str, ListedArea] = {}
        self._places: dict[tuple[str, str, str], str] = {}  # where each name stands
        self._sheet = Worksheet("", ())
        self._title = ""

    @property
    def areas(self) -> tuple[ListedArea, ...]:
        """The areas in their order."""
        return tuple(self._areas.values())

    def read(self, table: PackTable) -> None:
        """Add what the rows of a table hold, or what is wrong with them."""
        self._sheet, self._title = table.sheet, ""
        if not table.columns.keys() & {"area", "kind"}:
            told = Message("no column here tells the areas: add one, and head it with area")
            self._tell(table.sheet.rows[table.head][0], told)
            return
        for row in table.rows:
            cells = {key: row[place] for key, place in table.columns.items() if place < len(row)}
            if all(cell.is_empty for cell in cells.values()):
                called = ", ".join(cell.text.strip() for cell in row if not cell.is_empty)
                told = Message(
                    "{place}, in columns that are not read («{text}»)",
                    place=self._place(row),
                    text=called,
                )
                self.left_out.append(told)
            elif not self._is_total(row) and not self._is_struck(row, cells):
                self._add(row, cells)
                self._tell_beyond(table, row)

    def _tell_beyond(self, table: PackTable, row: Row) -> None:
        """Tell of cells that have no heading: the rest of a text with a separator, or notes."""
        head = table.sheet.rows[table.head]
        if beyond := table.sheet.beyond(row, head):
            self._tell(beyond[0], BEYOND.with_values(example='"trust, hope"'))
            return
        for n, cell in enumerate(row):
            if not cell.is_empty and (n >= len(head) or head[n].is_empty):
                told = Message(
                    "«{text}» in {place}, which has no heading",
                    text=cut_short(_line(cell)),
                    place=self._at(cell),
                )
                self.left_out.append(told)

    def _is_total(self, row: Row) -> bool:
        """Whether a row only counts the others; told, or a problem where that is not sure."""
        written = [cell for cell in row if not cell.is_empty]
        figure, others = figure_of_total(written[0].text), written[1:]
        if figure is None or not (others or figure):
            return False
        if any(not re.search(r"\d", cell.text) and cell.kind != "formula" for cell in others):
            return False
        if all(cell.kind == "formula" or _NUMBER.fullmatch(cell.text) for cell in others):
            called = " ".join(cell.text.strip() for cell in written).strip()
            self.left_out.append(
                Message("the sum in {place} («{text}»)", place=self._place(row), text=called)
            )
        else:
            told = Message(
                "this looks like a sum: delete the row, or write the definition of a value"
            )
            self._tell(written[0], told)
        return True

    def _is_struck(self, row: Row, cells: Mapping[str, Cell]) -> bool:
        """Whether a row is struck out; told, or a problem where only some of it is."""
        written = [cell for cell in cells.values() if not cell.is_empty]
        struck = [cell for cell in written if cell.struck]
        if not struck:
            return False
        if len(struck) < len(written):
            told = Message(
                "this is struck out and the rest of its row is not: delete it, or take the line off"
            )
            for one in struck:
                self._tell(one, told)
        else:
            named = (_line(cells.get(key)) for key in ("name", "text", "question", "area", "kind"))
            called = next(filter(None, named))
            self.left_out.append(
                Message("«{text}», struck out in {place}", text=called, place=self._place(row))
            )
            # What follows below it in the same area is still of that area.
            self._title = _line(cells.get("area")) or self._title
        return True

    def _add(self, row: Row, cells: Mapping[str, Cell]) -> None:
        kind = self._kind(cells.get("kind"), row)
        faulty = [one for one in cells.values() if one.fault]
        for one in faulty:
            self._tell(one, one.fault)
        if faulty or kind is None:
            return
        if row[0].line in self._sheet.hidden:
            self.hidden += 1
        area = self._area(kind, cells, row)
        if area is None:
            return
        if [key for key, one in cells.items() if not one.is_empty] == ["area"]:
            return  # it stands above its values, as a heading
        question = self._line_of(cells.get("question"), _TEXT, row, "")
        if question:
            self._ask(area, question, cells["question"])
        if question and not any(_is_filled(cells.get(key)) for key in ("kind", "name", "text")):
            return
        cell = cells.get("text")
        text = self._line_of(cell, _TEXT, row, _NO_WORDS.get(kind, ""))
        if kind == "area" and area.lead and text and cell and text != area.lead:
            told = Message(
                "«{area}» has another leading sentence already: keep one", area=area.title
            )
            self._tell(cell, told)
        elif kind == "area":
            area.lead = text or area.lead
        elif kind == "question" and text and cell:
            self._ask(area, text, cell)
        elif kind != "question":
            name = self._line_of(cells.get("name"), _NAME, row, _NO_NAME)
            listed = area.values if kind == "value" else area.dilemmas
            if name and text and self._is_new(area, kind, name, cells["name"]):
                listed.append((name, text))

    def _area(self, kind: str, cells: Mapping[str, Cell], row: Row) -> ListedArea | None:
        """The area that a row belongs to, maybe a new one; None, and a problem, without any."""
        if kind == "area" and not _is_filled(cells.get("area")):
            title = self._line_of(cells.get("name"), _NAME, row, _NO_AREA_NAME)
        else:
            title = self._line_of(cells.get("area"), _NAME, row, "") or self._title
        if not title:
            told = Message("no area is told for this row: write it in its column")
            self._tell(row[0], told)
            return None
        self._title = title
        area = self._areas.setdefault(alike(title), ListedArea(title))
        remark = Message("«{title}» is taken for «{area}».", title=title, area=area.title)
        if title != area.title and remark not in self.remarks:
            self.remarks.append(remark)
        return area

    def _ask(self, area: ListedArea, question: str, cell: Cell) -> None:
        """Add a question to an area that lacks it."""
        if alike(question) not in map(alike, area.questions):
            area.questions.append(question)
        else:
            self.asked_again.append(self._at(cell))

    def _is_new(self, area: ListedArea, kind: str, name: str, cell: Cell) -> bool:
        """Whether an area has none of this name; else a problem that tells where it has."""
        key = (alike(area.title), kind, alike(name))
        first = self._places.setdefault(key, self._at(cell))
        if first != self._at(cell):
            told = _TWICE[kind].with_values(area=area.title, name=name, place=first)
            self._tell(cell, told)
        return first == self._at(cell)

    def _kind(self, cell: Cell | None, row: Row) -> str | None:
        """What the row is; None where it says something else."""
        if cell is None or cell.is_empty:
            return "value"
        for kind, words in _KINDS.items():
            if any(column_of(cell.text, [word]) is not None for word in words):
                return kind
        told = Message(
            "«{text}» is no kind: write value, question, dilemma or area", text=cell.text.strip()
        )
        self._tell(cell if cell.text else row[0], told)
        return None

    def _line_of(self, cell: Cell | None, adapter: TypeAdapter[str], row: Row, missing: str) -> str:
        """The words of a cell in one line; nothing, and a problem, where they cannot be printed.

        `missing` is what is told of an empty one, if that is wrong.
        """
        words = _line(cell)
        if cell is None or not words:
            if missing:
                self._tell(cell or row[0], missing)
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
        self.problems.append(self._sheet.problem(self._shown, cell, told))

    def _at(self, cell: Cell) -> str:
        """Where a cell stands, in the middle of a sentence."""
        if not self._sheet.name:
            return Message("line {line}", line=cell.line)
        return Message("row {row} of «{sheet}»", row=cell.line, sheet=self._sheet.name)

    def _place(self, row: Row) -> str:
        return self._at(row[0])


def _line(cell: Cell | None) -> str:
    """The words of a cell in one line."""
    return unicodedata.normalize("NFC", " ".join(cell.text.split())) if cell else ""


def _is_filled(cell: Cell | None) -> bool:
    return cell is not None and not cell.is_empty


def _detail_text(detail: object) -> str:
    """What pydantic says of a text, in an author's words."""
    assert isinstance(detail, dict)
    if detail["type"] == "string_too_long":
        most = detail["ctx"]["max_length"]
        return Message("this is longer than {most} characters: shorten it", most=most)
    told = detail["ctx"]["error"].args[0]
    assert isinstance(told, str)
    return told
