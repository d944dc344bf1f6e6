"""Whether a text heads or tells a sum of the rows above it, such as «Sum» or «Totalt: 24»."""

import re

from kit.core.spelling import plain_letters

# As they are without the marks of their letters.
_TOTAL = re.compile(
    r"(?:sum|summen|totalt?|totalsum|delsum|subtotal|grand total|i alt|til sammen|tilsammen"
    r"|antall|antal|count|number)"
    r"(?: (?:verdier|verdiar|values|rader|rows|navn|namn|names|personer|personar|people"
    r"|deltakere|deltakarar|participants))?"
    r"\s*[:=]?\s*(?P<figure>[\d., ]*)"
    r"(?:(?<=\d )(?:stykker|stykk|stk|pers|personer|personar|deltakere|deltakarar|navn"
    r"|namn|people)[.!]?)?"
)


def figure_of_total(text: str) -> str | None:
    """The figure behind a word for a sum, empty where there is none; None for any other text."""
    found = _TOTAL.fullmatch(plain_letters(text).strip())
    return found["figure"].strip() if found else None


def is_total(text: str) -> bool:
    """Whether a text heads or tells a sum."""
    return figure_of_total(text) is not None
