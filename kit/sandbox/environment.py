"""A sandbox for the templates of packs: they see words and looks of a kit, not the machine."""

import types
from collections.abc import Callable, Iterable, Iterator
from functools import partial, update_wrapper
from pathlib import PurePath
from typing import Any

from jinja2 import Template, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, LoopContext, Macro, TemplateReference
from jinja2.sandbox import SandboxedEnvironment, safe_range
from jinja2.utils import Cycler, Joiner, Namespace
from jinja2.visitor import NodeTransformer

from kit.core.errors import Origin
from kit.core.messages import Message
from kit.sandbox.bounds import (
    FILTERS,
    LARGEST,
    LAZY,
    all_of,
    check_filter,
    check_method,
    check_product,
    size_of,
    taken,
)
from kit.sandbox.words import WRITING, WRITING_METHODS, words_alone, written_by

# Values whose own methods only make other values.
_PLAIN = (str, list, tuple, dict, set, frozenset, int, float)
# What templates call that Jinja makes for them.
_JINJA = (Macro, LoopContext, BlockReference, TemplateReference, Cycler, Joiner)
# Turns of loops, calls, filters and files that fill in one face; the guide takes some 15,000.
_MOST_STEPS = 300_000
# So many letters and parts that a filter or a function is given are a step more.
_OF_A_STEP = 50
# What takes longer: each letter that is measured or broken into lines is a step more, and to plan
# posters takes so many.
_MEASURING, _PLANNING = "kit.lines.measure", "kit.posters.plan"
_STEPS_OF_PLANNING = 10_000
# Letters that one face may be written with; the guide has some 30,000.
_MOST_WRITTEN = 10_000_000
# What Jinja passes with a call within a loop or a block, beside what the template gives it.
_PASSED = ("_loop_vars", "_block_vars")
# Filters that are put around parts of templates, under names that no template can write.
_WITHIN, _COUNTED, _WORDS = "within bounds", "steps counted", "words alone"


class Sandbox(SandboxedEnvironment):
    """Jinja's sandbox with less allowed: no classes, no functions, no paths, no libraries.

    Jinja allows every method without an underscore. A path has some that write, and a model of
    pydantic some that read files.
    """

    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def __init__(self, **how: Any) -> None:
        super().__init__(**how)
        # It makes texts as long as it is asked for.
        del self.globals["lipsum"]
        self.begin()

    def begin(self) -> None:
        """A face begins to be filled in: what it takes is counted from nothing."""
        self._steps = self._written = 0

    def bound_filters(self) -> None:
        """Leave the filters that layouts use, each within bounds; to be called when all are in."""
        for name, filter_ in list(self.filters.items()):
            bounded = partial(self._filtered, name, filter_)
            self.filters[name] = update_wrapper(bounded, filter_)
            if name not in FILTERS:
                del self.filters[name]
        self.filters[_WITHIN] = self._kept
        self.filters[_COUNTED] = self._each
        self.filters[_WORDS] = words_alone

    def written(self, value: object) -> None:
        """Note that a value is written on a face. SecurityError for what is no words."""
        self._written += size_of(words_alone(value))
        if self._written > _MOST_WRITTEN:
            told = Message("a face is written with more than {most:,} letters", most=_MOST_WRITTEN)
            raise SecurityError(told)

    def get_template(self, *what: Any, **how: Any) -> Template:
        """A template, as templates take others in too."""
        self._step()
        return super().get_template(*what, **how)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parsed = super()._parse(source, name, filename)
        bounded: nodes.Template = _Bounds().visit(parsed)
        return bounded

    def _step(self, *given: Any) -> None:
        """Count a step, and more for much that is given to it."""
        self._count(1 + sum(map(size_of, given)) // _OF_A_STEP)

    def _count(self, steps: int) -> None:
        self._steps += steps
        if self._steps > _MOST_STEPS:
            told = Message(
                "a face takes more than {most:,} steps to be filled in", most=_MOST_STEPS
            )
            raise SecurityError(told)

    def _kept(self, value: Any) -> Any:
        """A value that a template made: it is looked through, which takes its steps."""
        self._step(value)
        return value

    def _each(self, parts: Iterable[Any], *with_each: Any) -> Iterator[Any]:
        """What is gone through, each of it a step, and more where much is done `with_each`."""
        for one in parts:
            self._step(*with_each)
            yield one

    def _filtered(
        self, name: str, filter_: Callable[..., Any], /, *given: Any, **named: Any
    ) -> Any:
        self._step(*given, *named.values())
        if name == "lines":
            self._count(size_of(given[0]))
        at = 1 if hasattr(filter_, "jinja_pass_arg") else 0
        value, others = taken(name, given[at]), given[at + 1 :]
        if name in LAZY and value:
            value = self._each(value, *others, *named.values())
        if name in WRITING:
            words_alone((written_by(name, self, value, others, named), others, named))
        check_filter(name, value, others, named)
        return self._kept(filter_(*given[:at], value, *others, **named))

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may read this attribute of an object."""
        hidden = (type, types.ModuleType, types.FunctionType, types.MethodType, PurePath, Origin)
        if isinstance(obj, hidden) or isinstance(value, PurePath):
            return False
        return bool(super().is_safe_attribute(obj, attr, value))

    def is_safe_callable(self, obj: Any) -> bool:
        """Whether a template may call this: a function of the kit, or a method of a plain value."""
        if isinstance(obj, _JINJA) or obj in (safe_range, dict, Namespace, Cycler, Joiner):
            return True
        # Jinja's own guard stands around the format of a text.
        method = getattr(obj, "__wrapped__", obj)
        if isinstance(getattr(method, "__self__", None), (*_PLAIN, Cycler, LoopContext)):
            return True
        made_in = getattr(obj, "__module__", None) or ""
        return made_in.startswith("kit.") and bool(super().is_safe_callable(obj))

    def call(__self, __context: Any, __called: Any, *given: Any, **named: Any) -> Any:  # noqa: N805
        """Call what a template calls, within bounds."""
        method = getattr(__called, "__wrapped__", __called)
        holder = getattr(method, "__self__", None)
        is_plain = isinstance(holder, _PLAIN)
        if is_plain and given and isinstance(given[0], Iterator):
            given = (all_of(given[0]), *given[1:])
        written = {name: one for name, one in named.items() if name not in _PASSED}
        __self._step(*given, *written.values())
        made_in = getattr(__called, "__module__", "")
        if made_in == _MEASURING:
            __self._count(sum(map(size_of, (*given, *written.values()))))
        elif made_in == _PLANNING:
            __self._count(_STEPS_OF_PLANNING)
        if is_plain:
            check_method(method.__name__, holder, given, written)
        if isinstance(holder, str) and method.__name__ in WRITING_METHODS:
            words_alone((given, written))
        return __self._kept(super().call(__context, __called, *given, **named))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Calculate, but refuse what would take much time or memory."""
        self._step()
        if operator == "%" and isinstance(left, str):
            raise SecurityError(Message("% is not used upon texts here: use format"))
        if operator == "*":
            check_product(left, right)
        if operator == "**" and (abs(left) > LARGEST or abs(right) > 64):
            raise SecurityError(Message("a number is raised beyond all bounds"))
        return self._kept(super().call_binop(context, operator, left, right))


class _Bounds(NodeTransformer):
    """Puts bounds around what a template joins, gathers and goes through."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.iter = _filtered_by(_COUNTED, node.iter)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.nodes = [_filtered_by(_WORDS, one) for one in node.nodes]
        return _filtered_by(_WITHIN, node)

    def visit_List(self, node: nodes.List) -> nodes.Node:  # noqa: N802
        return _filtered_by(_WITHIN, self.generic_visit(node))

    def visit_Dict(self, node: nodes.Dict) -> nodes.Node:  # noqa: N802
        return _filtered_by(_WITHIN, self.generic_visit(node))

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filtered_by(_WITHIN, node) if node.ctx == "load" else node


def _filtered_by(name: str, node: Any) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)
