"""The words of the interview: what it asks and tells."""

from collections.abc import Mapping

from kit.core.messages import Message

FIRST = Message(
    "Enter goes on, and most answers may stay empty. < or ← goes back a question. What you type "
    "takes the place of what stands selected; → keeps it, to change it. Ctrl-C ends it without "
    "writing anything."
)
IS_FIRST = Message("This is the first question.")
CANNOT = Message("That cannot be made so:")

# Of the keys that are answered with a line of text.
LINES: Mapping[str, Message] = {
    "title": Message("What is the session called? It may stay empty."),
    "date": Message("On which day, such as 3.12.2026? It may stay empty."),
    "team": Message("Whose session is it? It may stay empty."),
    "people": Message("How many take part? Leave it empty if you have a list of names."),
    "sheet": Message("Which sheet holds the names?"),
    "column": Message("Which column holds the names: its heading, or its letter?"),
    "tables": Message("At how many tables? It may stay empty."),
}
NAMES = Message("Which file holds their names, .csv or .xlsx? Or type them. It may stay empty.")
AREAS = Message("Which areas?")
OF_AREAS = Message("Which values of these?")
SINGLE = Message("Which single values beside these, if any?")
SINGLE_ALONE = Message("Which single values?")
TICK_ONE = Message("Tick one at least.")
PIECES = Message("What shall the kit hold, beside its guide?")
PRINTER = Message("Which printer?")
NO_PRINTER = Message("none of these")
ON_WHAT = Message("Does the printer take A3, for the posters?")
# By the size that is asked for.
POSTERS: Mapping[str, Message] = {
    "a3": Message("yes, or a copy shop prints them"),
    "a4": Message("no, A4 alone: each poster in two parts to glue"),
}

EMPTIED = Message("No value of {area} is left, so that area is left out.")
WITH_AREA = Message(
    "Shall single values bring the posters, questions and dilemmas of their areas as well?"
)
ALONE = Message("no, their cards alone")
BOTH = Message("yes: {areas}")

WRITE = Message("Shall {file} be written so?")
YES = Message("yes, write it")
NO = Message("no, end without writing")
PLACES = Message("The session is written to {file}, and its kit will come into {out}.")
AND_MORE = Message("{problem} (and {count} more)")


def people(count: int) -> Message:
    """How many take part."""
    return Message.counted("{count} person", "{count} people", count)


def at_tables(count: int) -> Message:
    """At how many tables they sit."""
    return Message.counted("at {count} table", "at {count} tables", count)
