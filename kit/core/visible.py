"""Texts made visible: what would steer a terminal is written out, every other letter stays."""

import re

# Controls of both sets and DEL; separators of lines and paragraphs; what turns the direction of all
# that follows; halves of characters. Joiners, soft hyphens and marks of direction are none of
# these: emoji, Persian and Hebrew are not written without them.
_STEERING = r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
_BUT_LINES = r"(?![\t\n])" + _STEERING


def visible(text: str) -> str:
    r"""The text as one line that steers nothing: ESC is written as \x1b, a break as \n."""
    # What can be printed steers nothing: most texts need no pattern, and that is long to compile.
    return text if text.isprintable() else re.sub(_STEERING, _written_out, text)


def visible_lines(text: str) -> str:
    """The same of a text whose lines and tabs are meant."""
    return re.sub(_BUT_LINES, _written_out, text)


def visible_json(text: str) -> str:
    """The same of JSON, in its own escapes: programs read what was there."""
    return re.sub(_BUT_LINES, lambda found: f"\\u{ord(found[0]):04x}", text)


def _written_out(found: re.Match[str]) -> str:
    return found[0].encode("unicode-escape").decode()
