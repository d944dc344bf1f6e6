"""`kit cache`: what is kept of earlier builds, and how to be rid of it."""

from typing import TYPE_CHECKING

from kit.cli.plain import PlainApp
from kit.cli.streams import answer, remark, say
from kit.cli.terminal import AsJson, print_json, told_plainly

if TYPE_CHECKING:
    from kit.system.cache import Kept

cache = PlainApp(help="What is kept of earlier builds, so that the next is quick.")


@cache.command()
def show(as_json: AsJson = False) -> None:
    """Tell where it lies and how much it is."""
    with told_plainly():
        from kit.system.cache import MOST, user_store

        store = user_store()
        kept = store.kept()
        for line in store.mended:
            remark(line)
        if as_json:
            told = {"folder": str(store.folder), "entries": kept.entries, "bytes": kept.size}
            print_json({**told, "most_bytes": MOST, "not_used_because": store.trouble or None})
            return
        answer(f"In {store.folder}")
        answer(f"{_size_text(kept)}, of at most {_megabytes(MOST)}")
        if trouble := store.trouble:
            answer(f"It is not used: {trouble}")


@cache.command()
def clear() -> None:
    """Delete it all. Builds lose nothing by it but time."""
    with told_plainly():
        from kit.core.errors import KitError
        from kit.system.cache import user_store
        from kit.system.private import NotPrivateError

        store = user_store()
        try:
            kept = store.clear()
        except NotPrivateError as error:
            raise KitError.of(f"the cache is not used, and nothing is deleted: {error}") from error
        except OSError as error:
            reason = error.strerror or str(error)
            text = f"the cache cannot be deleted: {reason}; delete the folder yourself"
            raise KitError.of(text, str(store.folder)) from error
        for line in store.mended:
            remark(line)
        say(f"Deleted {_size_text(kept)}")


def _size_text(kept: "Kept") -> str:
    return f"{kept.entries} {'entry' if kept.entries == 1 else 'entries'}, {_megabytes(kept.size)}"


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
