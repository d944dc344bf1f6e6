"""The words of the interview: what it asks and tells, as plain text."""

from collections.abc import Mapping

FIRST = (
    "Enter goes on, and most answers may stay empty. < or ← goes back a question. What you type "
    "takes the place of what stands selected; → keeps it, to change it. Ctrl-C ends it without "
    "writing anything."
)
IS_FIRST = "This is the first question."
CANNOT = "That cannot be made so:"

# Of the keys that are answered with a line of text.
LINES: Mapping[str, str] = {
    "title": "What is the session called? It may stay empty.",
    "date": "On which day, such as 3.12.2026? It may stay empty.",
    "team": "Whose session is it? It may stay empty.",
    "people": "How many take part? Leave it empty if you have a list of names.",
    "sheet": "Which sheet holds the names?",
    "column": "Which column holds the names: its heading, or its letter?",
    "tables": "At how many tables? It may stay empty.",
}
NAMES = "Which file holds their names, .csv or .xlsx? Or type them. It may stay empty."
AREAS = "Which areas?"
OF_AREAS = "Which values of these?"
SINGLE = "Which single values beside these, if any?"
SINGLE_ALONE = "Which single values?"
TICK_ONE = "Tick one at least."
PIECES = "What shall the kit hold, beside its guide?"
PRINTER = "Which printer?"
NO_PRINTER = "none of these"
ON_WHAT = "Does the printer take A3, for the posters?"
# By the size that is asked for.
POSTERS: Mapping[str, str] = {
    "a3": "yes, or a copy shop prints them",
    "a4": "no, A4 alone: each poster in two parts to glue",
}

EMPTIED = "No value of {area} is left, so that area is left out."
WITH_AREA = "Shall single values bring the posters, questions and dilemmas of their areas as well?"
ALONE = "no, their cards alone"
BOTH = "yes: {areas}"

WRITE = "Shall {file} be written so?"
YES = "yes, write it"
NO = "no, end without writing"
PEOPLE = "{count} people"
TABLES = "at {count} tables"
PLACES = "The session is written to {file}, and its kit will come into {out}."
