import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import kit
from kit.authoring.new_pack import scaffold_files
from kit.authoring.schemas import NAMES, schema, schema_file, schema_files, schema_line, schema_text
from kit.core.language import speak, speech
from kit.core.paths import DEFAULT_PACK, LAYOUTS
from kit.reading.document import Document
from kit.session.file import read_session
from kit.session.options import KEYS
from tests.conftest import SAMPLES, run_kit

KEPT = Path(kit.__file__).parent / "schemas"
PACKS = (DEFAULT_PACK, *(SAMPLES / name for name in ("small", "english", "nynorsk", "bare")))
WRITTEN = [
    (("area" if path.parent.name == "areas" else path.stem), path)
    for pack in PACKS
    for path in sorted(pack.rglob("*.yaml"))
]


def faults(name: str, data: Any) -> list[str]:
    checker = jsonschema.Draft202012Validator(schema(name))
    return sorted(f"{error.json_path}: {error.message[:60]}" for error in checker.iter_errors(data))


@pytest.mark.parametrize("name", NAMES)
def test_the_schemas_that_are_kept_are_those_of_the_models(
    name: str, request: pytest.FixtureRequest
) -> None:
    """`make golden` writes them anew."""
    if request.config.getoption("--golden"):
        (KEPT / schema_file(name)).write_text(schema_text(name), encoding="utf-8")
    kept = (KEPT / schema_file(name)).read_text(encoding="utf-8")
    assert kept == schema_text(name)
    jsonschema.Draft202012Validator.check_schema(json.loads(kept))


def test_no_other_schema_is_kept() -> None:
    assert {path.name for path in KEPT.iterdir()} == set(schema_files())


@pytest.mark.parametrize(("name", "path"), WRITTEN, ids=lambda one: getattr(one, "stem", one))
def test_whatever_can_be_read_is_as_its_schema_has_it(name: str, path: Path) -> None:
    assert faults(name, Document(path, path.name, as_written=True).data) == []


@pytest.mark.parametrize("path", sorted(LAYOUTS.glob("*/piece.yaml")), ids=lambda p: p.parent.name)
def test_every_piece_is_as_its_schema_has_it(path: Path) -> None:
    assert faults("piece", Document(path, path.name).data) == []


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("area", {"id": "a", "title": "b", "lead": "c"}, ["$: 'values' is a required property"]),
        (
            "area",
            {"id": "A b", "title": "b", "lead": "c", "values": [{"id": "d", "name": "e"}]},
            [
                "$.id: 'A b' does not match '^[a-z][a-z0-9]*(-[a-z0-9]+)*$'",
                "$.values[0]: 'definition' is a required property",
            ],
        ),
        (
            "looks",
            {"logos": "x"},
            ["$: Additional properties are not allowed ('logos' was unexpected)"[:63]],
        ),
        ("session", {"tables": 0}, ["$.tables: 0 is not valid under any of the given schemas"]),
        ("session", {"flip": "up"}, ["$.flip: 'up' is not valid under any of the given schemas"]),
    ],
)
def test_what_is_wrong_is_underlined(name: str, data: Any, told: list[str]) -> None:
    assert faults(name, data) == told


SESSIONS = [
    "people: 24\ntables: 4\nareas: [1, etiske]\nvalues: 2.3\npieces: {value-cards: 6, posters: }\n",
    "participants: [Kari, Ola]\nindividual: yes\ndate: 3.12.2026\ncard: A7\nmargin: 6,5\n",
    "title:\nteam: Team Nord\nback-offset: 0.5,-1\nseparate-backs: true\n",
    "participants: list.csv\ncolumn: navn\npieces: [guide]\nposters: A2\nfull-size: no\n",
]


@pytest.mark.parametrize("text", SESSIONS)
def test_a_session_that_is_taken_is_as_its_schema_has_it(tmp_path: Path, text: str) -> None:
    (tmp_path / "list.csv").write_text("navn\nKari\n")
    path = tmp_path / "okt.yaml"
    path.write_text(text)
    assert read_session({}, path)[1] == []
    assert faults("session", Document(path, path.name).data) == []


def test_every_key_of_a_session_is_known_and_explained() -> None:
    known = schema("session")["properties"]
    assert set(known) == set(KEYS)
    assert all(one["description"] for one in known.values())


def test_a_written_session_names_its_schema_beside_a_pack(tmp_path: Path) -> None:
    assert run_kit("new", str(tmp_path / "a.yaml"), "--people", "4").exit_code == 0
    assert run_kit("schema", "--out", str(tmp_path / "schemas")).exit_code == 0
    words = ["--people", "4", "--out", str(tmp_path / "out")]
    assert run_kit("new", str(tmp_path / "b.yaml"), *words).exit_code == 0
    one, other = ((tmp_path / name).read_text() for name in ("a.yaml", "b.yaml"))
    assert other == schema_line("session", "schemas") + one.replace("#out: out", "out: out")
    assert other.startswith("# yaml-language-server: $schema=schemas/session.schema.json\n")


def test_the_command_prints_one_or_their_names() -> None:
    assert run_kit("schema").stdout.split() == list(NAMES)
    assert run_kit("schema", "area").stdout == schema_text("area")
    ran = run_kit("schema", "card")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr == f"there is no schema card: choose one of {', '.join(NAMES)}\n"


def descriptions(schema: Any) -> Iterator[str]:
    held = schema.values() if isinstance(schema, dict) else schema
    for one in held if isinstance(schema, (dict, list)) else ():
        yield from descriptions(one)
    if isinstance(schema, dict) and isinstance(schema.get("description"), str):
        yield schema["description"]


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("piece", "session")])
def test_what_editors_show_of_a_pack_is_said_in_norwegian(name: str) -> None:
    """Also where a docstring that it is made of was changed; layouts are made in English."""
    english = set(descriptions(schema(name)))
    bokmaal = set(descriptions(schema(name, speech("nb").said)))
    nynorsk = set(descriptions(schema(name, speech("nn").said)))
    assert len(english) == len(bokmaal) == len(nynorsk)
    assert not english & bokmaal | english & nynorsk


def test_the_schemas_in_a_new_pack_are_in_its_language() -> None:
    written = scaffold_files("nn", "nye-verdiar")["schemas/area.schema.json"].decode()
    told = "Eit område: verdiane og det som høyrer til dei. `intro` held fram der `lead` sluttar."
    assert json.loads(written)["description"] == told


def test_the_command_prints_one_in_the_language_spoken() -> None:
    speak("nn")
    assert run_kit("schema", "area").stdout == schema_text("area", speech("nn").said)
