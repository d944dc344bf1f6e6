"""Kits of a few bytes in an output folder: written, stopped amid that, and put in order."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from kit.output.deliver import deliver
from kit.output.folder import Kind, OpenFolder
from kit.output.swap import Tell, held, unheard
from kit.system.files import digest


class StoppedError(BaseException):
    """A machine that stops: nothing is tidied up behind it."""


def put(folder: Path, files: Mapping[str, bytes]) -> None:
    """Deliver a kit of these files."""
    entries = [{"file": name, "sha256": digest(data)} for name, data in files.items()]
    deliver(folder, files, {"files": entries}, keep="none")


def settle(folder: Path, tell: Tell = unheard) -> None:
    """Put in order what a build that was stopped left, as the next one does first."""
    with held(folder, tell=tell):
        pass


def close_to_all(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody see of what kind this file of a kit is."""
    kind = OpenFolder.kind

    def refused(folder: OpenFolder, asked: str) -> Kind:
        if asked == name:
            raise PermissionError(13, "no", asked)
        return kind(folder, asked)

    monkeypatch.setattr(OpenFolder, "kind", refused)
