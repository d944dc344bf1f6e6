"""The workspace of one kit: its templates, its typesetting queue, its margin text, its cache."""

from dataclasses import dataclass

from kit.core.paths import FONTS
from kit.layout.assets import Assets
from kit.layout.html import Layouts
from kit.system.cache import Store
from kit.system.workers import SideBySide
from kit.typesetting.cached import TypesetCache
from kit.typesetting.counts import PageCounts
from kit.typesetting.job import JobContext
from kit.typesetting.margin_text import MarginText
from kit.typesetting.queue import TypesettingQueue


@dataclass(frozen=True)
class Workspace:
    """What the pieces of a kit are drawn and typeset with.

    `store` has what was made before, `side_by_side` runs work in processes of its own,
    `page_counts` knows how many pages texts are that were typeset before.
    """

    context: JobContext
    layouts: Layouts
    queue: TypesettingQueue
    margin_text: MarginText
    store: Store | None
    side_by_side: SideBySide
    page_counts: PageCounts


def workspace_for(
    context: JobContext, store: Store | None = None, side_by_side: SideBySide | None = None
) -> Workspace:
    """The workspace of a job; without `side_by_side` pieces are typeset one after the other."""
    workers = side_by_side or SideBySide(places=1)
    event, pack, folder = context.printed_event, context.selection.pack, context.layouts
    layouts = Layouts(
        folder.path,
        context.labels,
        context.printing.ink,
        event=event,
        store=store,
        looks=pack.looks,
        own=folder.own,
    )
    assets = Assets({"layouts": folder.path}, event.branding.pictures)
    queue = TypesettingQueue(TypesetCache(assets, FONTS, store, pack), workers, folder.own)
    margin_text = MarginText(layouts, context.margin, context.looks, queue)
    counts = PageCounts(context, store, layouts.made_of)
    return Workspace(context, layouts, queue, margin_text, store, workers, counts)
