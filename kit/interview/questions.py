"""The questions of the interview, in their order."""

from kit.interview import choices, lines
from kit.interview.interview import InterviewQuestion

QUESTIONS = (
    lines.line("title"),
    lines.line("date"),
    lines.line("team"),
    lines.line("people"),
    InterviewQuestion(("participants",), lines.ask_names),
    *map(lines.of_list, lines.OF_LISTS),
    lines.line("tables", counts=True),
    InterviewQuestion(("areas",), choices.ask_areas, counts=True),
    InterviewQuestion(("areas", "leave-out"), choices.ask_values, counts=True),
    InterviewQuestion(("values",), choices.ask_single, counts=True),
    InterviewQuestion(("with-area",), choices.ask_with_area, counts=True),
    InterviewQuestion(("pieces",), choices.ask_pieces, counts=True),
    InterviewQuestion(("printer",), choices.ask_printer, counts=True),
    InterviewQuestion(("posters",), choices.ask_posters, counts=True),
)
