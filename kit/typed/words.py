"""Words as people paste and type them: in quotes, with a full stop behind them."""

# What may stand around a text, as people and programs write it.
QUOTES = frozenset({'""', "''", "“”", "””", "„“", "„”", "‘’", "’’", "«»", "»«", "``"})
_AFTER = " \t\n.,;:…\u00a0"
_BEFORE = " \t\n\u00a0"


def unquoted(text: str) -> str:
    """The text without quotes around it, and without full stops and commas behind it."""
    told = text.lstrip(_BEFORE).rstrip(_AFTER)
    while len(told) > 1 and told[0] + told[-1] in QUOTES:
        told = told[1:-1].lstrip(_BEFORE).rstrip(_AFTER)
    return told
