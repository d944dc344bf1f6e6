"""Findings of the preflight as data: faults of a PDF, and remarks on it."""

from collections.abc import Iterable
from dataclasses import dataclass

from kit.core.messages import Message


@dataclass(frozen=True)
class Finding:
    """A fault, or else a remark: what is wrong, and what to do.

    `pages` count from 1; there are none where it is of the file as a whole.
    """

    is_fault: bool
    pages: tuple[int, ...]
    text: str

    @property
    def place(self) -> str:
        """The pages in words: page 3, pages 1–4, 9."""
        runs: list[list[int]] = []
        for page in self.pages:
            if runs and page == runs[-1][-1] + 1:
                runs[-1].append(page)
            else:
                runs.append([page])
        told = ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
        if len(self.pages) > 1:
            return Message("pages {pages}", pages=told)
        return Message("page {pages}", pages=told) if runs else ""


def fault(text: str, *pages: int) -> Finding:
    """A fault on these pages."""
    return Finding(True, pages, text)


def remark(text: str, *pages: int) -> Finding:
    """A remark on these pages."""
    return Finding(False, pages, text)


def merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings sorted, faults first, and each text once with all its pages."""
    pages: dict[tuple[bool, str], set[int]] = {}
    for one in findings:
        pages.setdefault((one.is_fault, one.text), set()).update(one.pages)
    told = (Finding(is_fault, tuple(sorted(on)), text) for (is_fault, text), on in pages.items())
    return tuple(sorted(told, key=lambda one: (not one.is_fault, one.pages)))
