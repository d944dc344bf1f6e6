"""Catalogues of messages: made of the code, and compiled.

`python .ci/catalogues.py update` takes new messages into the catalogues in kit/languages, and what
no code tells any more out of them; `compile` writes what the program reads. To build the package
compiles as well.
"""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
LANGUAGES = ROOT / "kit" / "languages"
# No dates and no names: those stand in the history.
HEADER = """\
# Messages of workshop-kit. Terms are those of docs/terms.md.
msgid ""
msgstr ""
"Project-Id-Version: workshop-kit\\n"
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"MIME-Version: 1.0\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""
# How messages are written in the code: Message("…"), Message.counted("…", "…", …).
KEYWORDS = {"Message": None, "counted": (1, 2)}


def catalogues(languages: Path = LANGUAGES) -> dict[str, Path]:
    """The catalogues that there are, by their languages."""
    return {path.parts[-3]: path for path in sorted(languages.glob("*/LC_MESSAGES/kit.po"))}


def read(path: Path) -> Catalog:
    """A catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def messages_in(code: Path = ROOT / "kit") -> Catalog:
    """All messages that the code tells."""
    found = Catalog()
    told = extract_from_dir(
        code, [("**.py", "python")], {}, KEYWORDS, comment_tags=("TRANSLATORS:",)
    )
    for file, _line, message, comments, context in told:
        # Which package it is of helps whoever translates, and stays where lines move.
        package = f"kit/{Path(file).parent.as_posix()}"
        # Babel writes no line where there is none.
        found.add(message, locations=[(package, 0)], auto_comments=comments, context=context)
    return found


def update() -> None:
    """Take new messages into the catalogues, and those of no code out."""
    told = messages_in()
    for path in catalogues().values():
        catalogue = read(path)
        catalogue.update(told, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        write(path, catalogue)


def write(path: Path, catalogue: Catalog) -> None:
    """Write a catalogue such that a change of one message is a change of its lines alone."""
    written = BytesIO()
    write_po(
        written, catalogue, sort_output=True, width=100, include_lineno=False, omit_header=True
    )
    header = HEADER.format(language=path.parts[-3])
    path.write_bytes(f"{header}\n{written.getvalue().decode().strip()}\n".encode())


def compile_all(languages: Path = LANGUAGES) -> None:
    """Write what the program reads beside each catalogue."""
    for path in catalogues(languages).values():
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, read(path))


if __name__ == "__main__":
    {"update": update, "compile": compile_all}[sys.argv[1]]()
