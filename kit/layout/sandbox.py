"""A sandbox for the templates of packs: they see words and looks of a kit, not the machine."""

import traceback
import types
from pathlib import Path, PurePath
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, LoopContext, Macro, TemplateReference
from jinja2.sandbox import SandboxedEnvironment, safe_range
from jinja2.utils import Cycler, Joiner, Namespace

from kit.core.errors import KitError, Problem

# Values whose own methods only make other values.
_PLAIN = (str, list, tuple, dict, set, frozenset, int, float)
# What templates call that Jinja makes for them.
_JINJA = (Macro, LoopContext, BlockReference, TemplateReference, Cycler, Joiner)
# The longest text, and the largest number, that a template may make by repeating or raising.
_LARGEST = 1_000_000
# What templates of packs were written with before, in the words in which Jinja tells that it is not
# there, and what to write in its place.
_RENAMED = {
    "ChosenValue object' has no attribute 'value'": "write value.name for value.value.name",
    "ChosenArea object' has no attribute 'area'": "write area.title for area.area.title",
    "'occasion' is undefined": "write event for occasion",
    "Event object' has no attribute 'room'": "write event.attendance for event.room",
    "Event object' has no attribute 'imprint'": "write event.branding for event.imprint",
    "Rect object' has no attribute 'x'": "write left for x, and top for y",
    "Rect object' has no attribute 'y'": "write top for y, and left for x",
    "'imprint' is undefined": "write branding for imprint",
    "'imprint.html' not found": "write branding.html for imprint.html",
    "'guide/occasion.html' not found": "write guide/event.html for guide/occasion.html",
}


class Sandbox(SandboxedEnvironment):
    """Jinja's sandbox with less allowed: no classes, no functions, no paths, no libraries.

    Jinja allows every method without an underscore. A path has some that write, and a model of
    pydantic some that read files.
    """

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, **how: Any) -> None:
        super().__init__(**how)
        # It makes texts as long as it is asked for.
        del self.globals["lipsum"]

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may read this attribute of an object."""
        hidden = (type, types.ModuleType, types.FunctionType, types.MethodType, PurePath)
        if isinstance(obj, hidden) or isinstance(value, PurePath):
            return False
        return bool(super().is_safe_attribute(obj, attr, value))

    def is_safe_callable(self, obj: Any) -> bool:
        """Whether a template may call this: a function of the kit, or a method of a plain value."""
        if isinstance(obj, _JINJA) or obj in (safe_range, dict, Namespace, Cycler, Joiner):
            return True
        # Jinja's own guard stands around the format of a text.
        method = getattr(obj, "__wrapped__", obj)
        if isinstance(getattr(method, "__self__", None), _PLAIN):
            return True
        made_in = getattr(obj, "__module__", None) or ""
        return made_in.startswith("kit.") and bool(super().is_safe_callable(obj))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Calculate, but refuse what would take much time or memory."""
        if operator == "%" and isinstance(left, str):
            raise SecurityError("% is not used upon texts here: use format")
        if operator == "*" and not all(isinstance(one, (int, float)) for one in (left, right)):
            text, times = (right, left) if isinstance(left, int) else (left, right)
            if not isinstance(times, int) or len(text) * times > _LARGEST:
                raise SecurityError(f"a text is repeated beyond {_LARGEST:,} letters")
        if operator == "**" and (abs(left) > _LARGEST or abs(right) > 64):
            raise SecurityError("a number is raised beyond all bounds")
        return super().call_binop(context, operator, left, right)


def template_fault(error: Exception, folder: Path, shown: Path) -> KitError:
    """An error from a template as a problem with its file and line.

    Templates lie in `folder`, and are those of the pack where `shown` has them.
    """
    file, line = "", 0
    place = str(shown)
    if isinstance(error, TemplateSyntaxError) and error.filename:
        file, line = error.filename, error.lineno
    for frame in traceback.extract_tb(error.__traceback__):
        if Path(frame.filename).is_relative_to(folder):
            file, line = frame.filename, frame.lineno or 0
    if file:
        inside = Path(file).relative_to(folder)
        ours = Path(shown.name) / inside
        place = str(shown / inside if (shown / inside).is_file() else ours)
    what = str(error) or type(error).__name__
    what += "".join(f": {advice}" for gone, advice in _RENAMED.items() if gone in what)
    if not isinstance(error, TemplateError):
        what = f"{type(error).__name__}: {what}"
    text = f"the layout cannot be filled in: {what}"
    return KitError([Problem(place, line, 1 if line else 0, text)])
