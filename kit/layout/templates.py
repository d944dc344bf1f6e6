"""The layouts' templates in Jinja: found in their folder, compiled once, filled in with words."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    Environment,
    FileSystemLoader,
    FunctionLoader,
    StrictUndefined,
    meta,
    nodes,
)
from jinja2.bccache import Bucket
from markupsafe import Markup

from kit.core.errors import KitError
from kit.core.paths import FONTS
from kit.core.sizes import POINTS_PER_MM
from kit.core.spelling import plain
from kit.layout.template_faults import Unknown, template_fault
from kit.layout.text_filters import halves, mm, text_for_print
from kit.lines.marks import marked
from kit.lines.measure import typefaces_in
from kit.posters.plan import PosterPlans
from kit.sandbox.environment import Sandbox
from kit.system.cache import Store
from kit.system.compiled import CompiledFiles
from kit.system.contents import Contents, contents_of
from kit.system.keys import key_of
from kit.system.memory import Memory


class Templates:
    """Every template of a folder of layouts, with the filters and functions that they may use."""

    def __init__(
        self,
        folder: Path,
        decimal: str,
        store: Store | None = None,
        own: Path | None = None,
        held: Contents | None = None,
    ) -> None:
        """`decimal` is the decimal sign of the language.

        `store` keeps compiled templates where they cannot be kept beside the program. `own` are a
        pack's own layouts, where some of its templates are in the folder: then all run in a
        sandbox, and what is compiled of them is not kept. With `held`, templates are taken from
        these contents of the folder, whatever becomes of it.
        """
        self._folder, self._decimal, self._own = folder, decimal, own
        made_by: type[Environment] = Sandbox if own else _Noting
        self._environment = made_by(
            loader=_loader(folder, held),
            autoescape=True,
            undefined=Unknown if own else StrictUndefined,
            # They do not change while a kit is made.
            auto_reload=False,
            bytecode_cache=None if own else _CompiledTemplates(store),
            trim_blocks=True,
            lstrip_blocks=True,
            # That computes what is constant in them: a fifth of the time to compile, for ten sums.
            optimized=False,
            finalize=self._noted,
        )
        # The texts that were written into the template that is being filled in.
        self._texts: set[str] = set()
        self.are_used_again = False
        self._names: dict[str, tuple[str, ...] | None] = {}
        self.typefaces = typefaces_in(FONTS)
        # What tells these templates from others, with the typefaces that they measure texts in.
        self.made_of = (held.digest if held else "", decimal, self.typefaces.digest)
        self._give_filters_and_functions()

    def _give_filters_and_functions(self) -> None:
        """What templates may use beside Jinja's own, within the bounds of their sandbox, if any."""
        self._environment.filters.update(
            text=self._text,
            lines=self._lines,
            plain=plain,
            mm=mm,
            figure=self._figure,
            halves=halves,
        )
        # `pt` is how long a point is, in mm.
        self._environment.globals.update(
            copy=self.typefaces,
            poster_of=PosterPlans(self.typefaces).poster,
            pt=1 / POINTS_PER_MM,
        )
        self._sandbox = self._environment if isinstance(self._environment, Sandbox) else None
        if self._sandbox:
            self._sandbox.bound_filters()

    def fill(
        self,
        name: str,
        words: Mapping[str, Any],
        write: Callable[[str], str] | None = None,
    ) -> str:
        """A template filled in with words; with `write`, every text goes through it first.

        What `write` gives as Markup stands as it is; any other text is escaped for HTML. Raises
        KitError for what is wrong with templates where a pack has some of its own; what is wrong
        with the program's is a fault of the program, and is raised as it comes.
        """
        return self._filled(name, words, write)[0]

    def fill_noting(self, name: str, words: Mapping[str, Any]) -> tuple[str, frozenset[str]]:
        """A template filled in as by `fill`, and the texts that stand in it, as they were given."""
        return self._filled(name, words)

    def _filled(
        self,
        name: str,
        words: Mapping[str, Any],
        write: Callable[[str], str] | None = None,
    ) -> tuple[str, frozenset[str]]:
        environment = self._environment
        if self._sandbox:
            self._sandbox.begin()

        def written(value: Any) -> Any:
            if self._sandbox:
                self._sandbox.written(value)
            return write(value) if write and type(value) is str else value

        if write:
            environment = environment.overlay(finalize=written)
        try:
            return environment.get_template(name).render(words), frozenset(self._texts)
        except Exception as error:
            if self._own is None or isinstance(error, (KitError, MemoryError)):
                raise
            raise template_fault(error, self._folder, self._own, words) from error
        finally:
            # These templates stay, but what they were filled in with does not: it may name people.
            self._texts.clear()

    def names_in(self, name: str) -> tuple[str, ...] | None:
        """Every variable that a template may read, with those that it takes in; None if unknown.

        That is looked for only when the same templates are used again: it takes as long as drawing
        a kit, and what draws once and ends has no use for it.
        """
        if not self.are_used_again:
            return None
        if name not in self._names:
            found: set[str] = set()
            known = not self._own and self._add_names(name, found, set())
            self._names[name] = tuple(sorted(found)) if known else None
        return self._names[name]

    def _add_names(self, name: str, found: set[str], seen: set[str]) -> bool:
        """Add the variables of a template; False where it takes in what only a kit decides."""
        if name in seen:
            return True
        seen.add(name)
        environment = self._environment
        if not isinstance(environment, _Noting) or environment.loader is None:
            return False
        # To compile it is to read it, if it is not kept.
        environment.get_template(name)
        if name not in environment.noted:
            environment.parse(environment.loader.get_source(environment, name)[0], name)
        names, taken_in = environment.noted[name]
        found |= names
        return all(one is not None and self._add_names(one, found, seen) for one in taken_in)

    def _text(self, text: str) -> Markup:
        """The filter for texts in print, which notes what it is given."""
        self._texts.add(text)
        return text_for_print(text)

    def _lines(
        self,
        text: str,
        typeface: str,
        size: float,
        measure: float,
        floor: str = "",
        *,
        running: bool = False,
    ) -> Markup:
        """The filter for short texts, which are broken into the evenest lines; see kit.lines.marks.

        As small as a face may be made a name is in the smallest type of names, any other in that of
        texts, if no other `floor` is given.
        """
        floor = floor or ("name" if typeface == "name" else "text")
        return marked(self._text(text), typeface, size, measure, floor, running=running)

    def _noted(self, value: Any) -> Any:
        """A value as it is written; a text without any filter is noted as well."""
        if self._sandbox:
            self._sandbox.written(value)
        if type(value) is str:
            self._texts.add(value)
        return value

    def _figure(self, length: float) -> str:
        """A length in mm as the language writes it."""
        return mm(length).replace(".", self._decimal)


def templates_for(
    folder: Path, decimal: str, store: Store | None = None, own: Path | None = None
) -> Templates:
    """The templates as Templates has them; of one state of the files they are compiled once.

    With layouts of a pack's own nothing is remembered.
    """
    if own:
        return Templates(folder, decimal, store, own)
    held = contents_of(folder)
    key = folder, held.digest, decimal, store and store.folder, typefaces_in(FONTS).digest
    before = _templates.take(key)
    if before is None:
        return _templates.keep(key, Templates(folder, decimal, store, held=held))
    before.are_used_again = True
    return before


# For three languages and two states of the files: some MB each.
_templates: Memory[Templates] = Memory(6)


def _loader(folder: Path, held: Contents | None) -> BaseLoader:
    """Loads templates from a folder, or from what was in it."""
    if held is None:
        return FileSystemLoader(folder)
    files = held.files

    def load(name: str) -> tuple[str, str, None] | None:
        found = files.get(name)
        return None if found is None else (found.decode(), str(folder / name), None)

    return FunctionLoader(load)


class _Noting(Environment):
    """Jinja, which notes what variables a template may read, and what templates it takes in.

    It does so as it reads one to compile it: to read them all once more takes as long again.
    """

    def __init__(self, *options: Any, **more: Any) -> None:
        super().__init__(*options, **more)
        self.noted: dict[str, tuple[set[str], list[str | None]]] = {}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if name is not None:
            names = {one.name for one in tree.find_all(nodes.Name)}
            self.noted[name] = names, list(meta.find_referenced_templates(tree))
        return tree


class _CompiledTemplates(BytecodeCache):
    """Keeps compiled templates beside the program until their source or the program changes.

    Where nothing can be written there, in the user's cache.
    """

    def __init__(self, store: Store | None) -> None:
        self._store = store
        self._beside = CompiledFiles(__file__)

    def load_bytecode(self, bucket: Bucket) -> None:
        key = _key_of(bucket)
        held = self._beside.take(bucket.key, key)
        if held is None and self._store:
            held = self._store.take(key)
        if held:
            bucket.bytecode_from_string(held)

    def dump_bytecode(self, bucket: Bucket) -> None:
        key, code = _key_of(bucket), bucket.bytecode_to_string()
        if not self._beside.keep(bucket.key, key, code) and self._store:
            self._store.keep(key, code)


def _key_of(bucket: Bucket) -> str:
    return key_of("template", bucket.key, bucket.checksum)
