"""`kit cache`: what is kept of earlier builds, and how to be rid of it."""

from typing import TYPE_CHECKING

from kit.cli.plain import PlainApp
from kit.cli.streams import answer, remark, say
from kit.cli.terminal import AsJson, print_json, told_plainly
from kit.core.messages import Message
from kit.core.wording import joined

if TYPE_CHECKING:
    from kit.system.cache import Kept

cache = PlainApp(help=Message("What is kept of earlier builds, so that the next is quick."))


@cache.command(help=Message("Tell where it lies and how much it is."))
def show(as_json: AsJson = False) -> None:
    """The command `kit cache show`."""
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
        answer(Message("In {folder}", folder=store.folder))
        most = _megabytes(MOST)
        answer(Message("{kept}, of at most {most}", kept=_size_text(kept), most=most))
        if trouble := store.trouble:
            answer(Message("It is not used: {trouble}", trouble=trouble))


@cache.command(help=Message("Delete it all. Builds lose nothing by it but time."))
def clear() -> None:
    """The command `kit cache clear`."""
    with told_plainly():
        from kit.core.errors import KitError
        from kit.system.cache import user_store
        from kit.system.private import NotPrivateError
        from kit.system.reasons import reason_of

        store = user_store()
        try:
            kept = store.clear()
        except NotPrivateError as error:
            text = Message(
                "the cache is not used, and nothing is deleted: {trouble}", trouble=error.args[0]
            )
            raise KitError.of(text) from error
        except OSError as error:
            text = Message(
                "the cache cannot be deleted: {reason}; delete the folder yourself",
                reason=reason_of(error),
            )
            raise KitError.of(text, str(store.folder)) from error
        for line in store.mended:
            remark(line)
        say(Message("Deleted {what}", what=_size_text(kept)))


def _size_text(kept: "Kept") -> str:
    entries = Message.counted("{count} entry", "{count} entries", kept.entries)
    return joined([entries, _megabytes(kept.size)], ", ")


def _megabytes(size: int) -> Message:
    return Message("{size:.1f} MB", size=size / 1_000_000)
