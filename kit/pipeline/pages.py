"""Typeset posters and texts become files: pages, posters in parts to be glued, filled-in forms."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from kit.core.paths import FONTS
from kit.core.rect import Rect
from kit.forms.file_names import individual_file_names
from kit.forms.fill import filled, filled_each, filled_for_all
from kit.forms.fonts import form_type
from kit.imposition.joins import joins_between
from kit.imposition.tile_marks import tile_marks, tile_words
from kit.imposition.tiles import Joins, Tiling, tile_face
from kit.layout.formats import tiling_of
from kit.layout.labels import Labels
from kit.layout.pieces import MarginFaces
from kit.pdf.face_store import Side
from kit.pipeline.result import FinishedFile
from kit.pipeline.sheets import pages_pdf, sides_pdf
from kit.typesetting.counts import page_job
from kit.typesetting.job import JobContext
from kit.typesetting.print_rules import document_info, made_for
from kit.typesetting.readback import TypesetPage, read_back
from kit.typesetting.stages import TypesetPiece, bookmarks
from kit.typesetting.workspace import Workspace

# In pt, of what stands in the margin (layouts/margin/style.css).
_MARGIN_TYPE = ("text", 6.0)


def filled_in(form: FinishedFile, title: str, context: JobContext) -> FinishedFile:
    """The form with the session's team and date; where names are known, once for each person.

    `title` is what the document is called. With individual forms asked for, each is a file to mail
    as well. Raises KitError where a text is too long for its field.
    """
    event, labels = context.event, context.labels
    day = labels.day(event.date) if event.date else ""
    alike = {"team": event.team, "date": day}
    names = event.attendance.names
    if not names:
        known = any(alike.values())
        pdf = filled(form.pdf, alike, FONTS, origins=event.origins) if known else form.pdf
        return replace(form, pdf=pdf)
    people = [{**alike, "name": name} for name in names]
    whole = replace(form, pdf=filled_for_all(form.pdf, people, FONTS, event.origins))
    if not context.files.individual:
        return whole
    titles = (f"{title} – {name}" for name in names)
    files = filled_each(form.pdf, people, FONTS, titles, event.origins)
    return replace(whole, mailed=dict(zip(_paths(form, names, labels), files, strict=True)))


def _paths(form: FinishedFile, names: tuple[str, ...], labels: Labels) -> tuple[str, ...]:
    """Where the form of each person comes to lie in the output folder."""
    stem = form.job.file.removesuffix(".pdf")
    files = individual_file_names(names, stem)
    return tuple(f"{labels.individual_folder}/{file}" for file in files)


def page_file(made: TypesetPiece, workspace: Workspace) -> FinishedFile:
    """The file of a piece that is not cards."""
    context, piece = workspace.context, made.piece
    if piece.is_wall_sized and context.printing.posters_in_parts:
        return _glued(made, workspace)
    typed = form_type(FONTS, workspace.store) if piece.fillable else None
    job = page_job(made, made.typeset.page_count, context)
    info = document_info(made, context, job.flip)
    one_face_a_page = piece.made_as in ("posters", "slides")
    if one_face_a_page:
        info = replace(info, bookmarks=bookmarks(made))
    for_shop = made_for(piece, context) == "print-shop"
    pdf = pages_pdf(made.typeset.pdf, info, bleed=for_shop, typed=typed, clear=made.typeset.clear)
    if typed and not for_shop:
        return filled_in(FinishedFile(job, pdf), info.title, context)
    return FinishedFile(job, pdf, made.picture_names if one_face_a_page else ())


def _glued(made: TypesetPiece, workspace: Workspace) -> FinishedFile:
    """Posters in parts: every part a page, poster for poster."""
    context, margin_text = workspace.context, workspace.margin_text
    tiling = tiling_of(context.printing)
    words, margin = context.labels.tiles, context.margin
    ids = [face.id for face in made.faces.faces]
    copy = workspace.layouts.typefaces

    def label(title: str, part: int) -> str:
        numbered = partial(words["label"].format, part=part, parts=tiling.count)
        room = margin.part.size.width - copy.width(numbered(title=""), *_MARGIN_TYPE)
        return numbered(title=copy.shortened(title, *_MARGIN_TYPE, room))

    labels = {
        f"part-{face.id}-{tile.number}": label(face.about, tile.number)
        for face in made.faces.faces
        for tile in tiling.tiles()
    }
    glue = {
        f"glue-{tile.number}": words["glue"].format(part=tile.number) for tile in tiling.tiles()
    }
    sources = [
        made.typeset,
        margin_text.typeset(margin_text.lines("part", margin.part.size, labels)),
        margin_text.typeset(margin_text.lines("glue", margin.glue.size, glue)),
    ]
    read = read_back(made.typeset.pdf)
    sides = [
        side
        for id_ in ids
        for side in _sides(
            id_, made, tiling, _joins(read[made.typeset.pages[id_][0]], tiling), margin
        )
    ]
    job, info = page_job(made, len(ids), context), document_info(made, context)
    return FinishedFile(job, sides_pdf(sources, sides, tiling.paper, info))


def _joins(page: TypesetPage, tiling: Tiling) -> Joins:
    """Where the parts of a poster meet, by the letters of its page, however large that was made."""
    scale = tiling.poster.width / page.trim.width
    left, top = page.trim.left, page.trim.top
    boxes = (letter.box.moved(-left, -top) for letter in page.letters)
    letters = [
        Rect(one.left * scale, one.top * scale, one.width * scale, one.height * scale)
        for one in boxes
    ]
    return joins_between(tiling, letters)


def _sides(
    face: str, made: TypesetPiece, tiling: Tiling, joins: Joins, margin: MarginFaces
) -> Iterator[Side]:
    glue = {tile.number: f"glue-{tile.number}" for tile in tiling.tiles()}
    for tile in tiling.tiles(joins):
        label = f"part-{face}-{tile.number}"
        words = tile_words(tile, label, margin.part.size, glue, margin.glue.size)
        poster = tile_face(tile, face, made.format.bleed)
        yield Side((poster, *words), tuple(tile_marks(tile, margin.glue.size)))
