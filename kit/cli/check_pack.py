"""`kit check-pack`: whether a pack can be read, and on which formats its texts fit."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli import options
from kit.cli.progress import watching
from kit.cli.streams import answer
from kit.cli.terminal import AsJson, print_json, print_table, told_plainly

if TYPE_CHECKING:
    from kit.pipeline.pack_fit import PackFit

Every = Annotated[
    bool, typer.Option("--all", help="Tell of every text, also of those that fit everywhere.")
]


def check_pack(
    path: Annotated[Path, typer.Argument(metavar="PACK", help="The folder with its pack.yaml.")],
    every: Every = False,
    as_json: AsJson = False,
    allow_layouts: options.AllowLayouts = None,
    no_cache: options.NoCache = False,
    quiet: options.Quiet = False,
) -> None:
    """Look through a content pack: what is wrong in it, and on which formats each text fits.

    A text that is long is set in smaller type, down to what can be read; then it does not fit. It
    ends with 1 where a plain `kit build`, of all or of some values, would be refused.
    """
    with told_plainly():
        from kit.content.packs import load_pack
        from kit.layout.overrides import layouts_for
        from kit.pipeline.pack_fit import pack_fit

        pack = load_pack(path)
        layouts = layouts_for(path, pack.cover.language, allow=allow_layouts)
        store = options.store_for(no_cache=no_cache, quiet=quiet)
        with watching(quiet=quiet or as_json, verbose=False) as progress:
            found = pack_fit(pack, layouts, progress, store)
        if as_json:
            print_json(found.as_dict())
        else:
            _print_fits(found, every=every)
        if not found.can_be_built_in_part:
            raise typer.Exit(1)


def _print_fits(found: "PackFit", *, every: bool) -> None:
    from kit.cli.tables import kinds_table, pack_line, problem_lines, texts_table

    answer(pack_line(found))
    print_table(kinds_table(found))
    tight = texts_table(found, every=every)
    if tight.rows:
        answer("")
        print_table(tight)
    lines = list(problem_lines(found, every=every))
    if lines:
        answer("")
        for line in lines:
            answer(line)
    if all(one.is_easy for one in found.texts):
        answer("Every text fits on every format in full size.")
    elif found.can_be_built_in_part:
        answer("A plain `kit build` makes it; --card chooses another format.")
    elif found.can_be_built:
        answer("A `kit build` of some of its values is refused: shorten what does not fit.")
    else:
        answer("A plain `kit build` is refused: shorten what does not fit.")
