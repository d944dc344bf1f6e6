"""JSON Schemas of the files that people write, so that editors complete and underline."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, create_model
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from kit.authoring.schema_words import described
from kit.content.looks_file import LooksFile
from kit.content.models import ActionPlan, Area, Cover, Dilemmas, Model, Qualities
from kit.layout.pieces import Piece
from kit.session.model import Session
from kit.session.options import KEYS, OPTIONS, key_of
from kit.session.print_settings import Printing

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_SUFFIX = ".schema.json"
# The folder in which they lie in a pack.
SCHEMAS = "schemas"
_MODELS: Mapping[str, type[BaseModel]] = {
    "pack": Cover,
    "area": Area,
    "qualities": Qualities,
    "dilemmas": Dilemmas,
    "action-plan": ActionPlan,
    "looks": LooksFile,
    "piece": Piece,
}
NAMES = (*_MODELS, "session")
# Says a message in a language.
Said = Callable[[str], str]


def schema(name: str, said: Said = str) -> dict[str, Any]:
    """The schema of one kind of file; `said` says what its parts are for in a language."""
    if name == "session":
        found = _session()
        for key, one in found["properties"].items():
            # A key that has nothing behind its colon is as good as none.
            kinds = one.get("anyOf", [_bare(one)])
            nothing = [] if {"type": "null"} in kinds else [{"type": "null"}]
            found["properties"][key] = {
                "description": said(OPTIONS[key].help),
                "anyOf": [*kinds, *nothing],
            }
    else:
        found = described(_MODELS[name].model_json_schema(schema_generator=_Plain), said)
    return {"$schema": _DRAFT, **found}


def schema_text(name: str, said: Said = str) -> str:
    """The schema as a file holds it."""
    return json.dumps(schema(name, said), ensure_ascii=False, indent=2) + "\n"


def schema_files(said: Said = str) -> dict[str, bytes]:
    """All schemas, by the names of their files."""
    return {schema_file(name): schema_text(name, said).encode() for name in NAMES}


def schema_file(name: str) -> str:
    """What the file of a schema is called."""
    return f"{name}{_SUFFIX}"


def schema_line(name: str, folder: str) -> str:
    """The first line of a file that is written by a schema in a folder, seen from that file."""
    return f"# yaml-language-server: $schema={folder}/{schema_file(name)}\n"


def _session() -> dict[str, Any]:
    """A session file holds keys of a session and of printing side by side."""
    fields: dict[str, Any] = {}
    for model in (Session, Printing):
        for name, info in model.model_fields.items():
            if info.alias in KEYS:
                fields[name] = (info.rebuild_annotation(), info)
    made = create_model("SessionFile", __base__=_SessionFile, **fields)
    return made.model_json_schema(schema_generator=_Plain)


class _Plain(GenerateJsonSchema):
    """Makes schemas without what helps no writer: titles like the names, and null as a default."""

    def field_title_should_be_set(self, _schema: object) -> bool:
        """Whether a key has a title beside its own name."""
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """A key with what it is when left out; editors would write that, were it nothing."""
        made = super().default_schema(schema)
        return {key: value for key, value in made.items() if (key, value) != ("default", None)}


class _SessionFile(Model):
    """A session: who comes, to how many tables, what to choose, and how it is printed."""

    model_config = ConfigDict(arbitrary_types_allowed=True, alias_generator=key_of)


def _bare(one: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of a key without title and default, which may be a path of this machine."""
    return {key: value for key, value in one.items() if key not in ("default", "title")}
