"""workshop-kit: words in YAML become a printed workshop kit.

For programs: `build(Session(...))` makes a kit, `plan(Session(...))` tells what it will take. What
stands in `__all__` is all that is promised; docs/library.md shows it at work.
"""

import importlib
from typing import TYPE_CHECKING, Any

from kit.core.version import __version__

if TYPE_CHECKING:
    from kit.core.errors import KitError, Problem
    from kit.core.language import speech
    from kit.core.progress import Progress
    from kit.library.calls import build, plan
    from kit.library.outcome import File, Job, Kit, Paper, Plan, PrintFile
    from kit.library.pictures import picture_of_card, picture_of_page, picture_of_sheet
    from kit.people.names_read import NamesRead
    from kit.session.arguments import Session, read_session

__all__ = [
    "File",
    "Job",
    "Kit",
    "KitError",
    "NamesRead",
    "Paper",
    "Plan",
    "PrintFile",
    "Problem",
    "Progress",
    "Session",
    "__version__",
    "build",
    "picture_of_card",
    "picture_of_page",
    "picture_of_sheet",
    "plan",
    "read_session",
    "speech",
]

# Where each stands; loaded when it is first asked for, so that the command starts at once.
_FROM = {
    **dict.fromkeys(("KitError", "Problem"), "kit.core.errors"),
    "speech": "kit.core.language",
    "Progress": "kit.core.progress",
    "NamesRead": "kit.people.names_read",
    **dict.fromkeys(("build", "plan"), "kit.library.calls"),
    **dict.fromkeys(("File", "Job", "Kit", "Paper", "Plan", "PrintFile"), "kit.library.outcome"),
    **dict.fromkeys(
        ("picture_of_card", "picture_of_page", "picture_of_sheet"), "kit.library.pictures"
    ),
    **dict.fromkeys(("Session", "read_session"), "kit.session.arguments"),
}

# Type checkers have the imports above, and so refuse names that there are not.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        if name not in _FROM:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = globals()[name] = getattr(importlib.import_module(_FROM[name]), name)
        return found


def __dir__() -> list[str]:
    return sorted(__all__)
