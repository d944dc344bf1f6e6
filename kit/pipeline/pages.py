"""Typeset posters and texts become files: pages, posters in parts to be glued, filled-in forms."""

from collections.abc import Iterator
from dataclasses import replace

from kit.forms.file_names import individual_file_names
from kit.forms.fill import filled, filled_each, filled_for_all
from kit.imposition.tiles import Tiling, tile_face, tile_marks, tile_words
from kit.layout.formats import tiling_of
from kit.layout.labels import Labels
from kit.pdf.face_store import Side
from kit.pipeline.result import PrintFile
from kit.pipeline.sheets import pages_pdf, sides_pdf
from kit.typesetting.counts import page_job
from kit.typesetting.job import Setting
from kit.typesetting.stages import TypesetPiece, bookmarks


def filled_in(form: PrintFile, title: str, setting: Setting) -> PrintFile:
    """The form with the session's team and date; where names are known, once for each person.

    `title` is what the document is called. With individual forms asked for, each is a file to mail
    as well. Raises KitError where a text is too long for its field.
    """
    event, fonts = setting.event, setting.fonts
    day = setting.labels.day(event.date) if event.date else ""
    alike = {"team": event.team, "date": day}
    names = event.room.names
    if not names:
        known = any(alike.values())
        return replace(form, pdf=filled(form.pdf, alike, fonts)) if known else form
    people = [{**alike, "name": name} for name in names]
    whole = replace(form, pdf=filled_for_all(form.pdf, people, fonts))
    if not setting.individual:
        return whole
    titles = (f"{title} – {name}" for name in names)
    files = filled_each(form.pdf, people, fonts, titles)
    return replace(whole, mailed=dict(zip(_paths(form, names, setting.labels), files, strict=True)))


def _paths(form: PrintFile, names: tuple[str, ...], labels: Labels) -> tuple[str, ...]:
    """Where the form of each person comes to lie in the output folder."""
    stem = form.job.file.removesuffix(".pdf")
    files = individual_file_names(names, stem)
    return tuple(f"{labels.individual_folder}/{file}" for file in files)


def page_file(made: TypesetPiece, setting: Setting) -> PrintFile:
    """The file of a piece that is not cards."""
    if made.piece.is_wall_sized and setting.printing.posters == "A4":
        return _glued(made, setting)
    typeset, typed = made.typeset, setting.form_type if made.piece.fillable else None
    job = page_job(made, typeset.page_count, setting)
    wishes = setting.wishes(made, job.flip)
    if made.piece.made_as == "posters":
        wishes = replace(wishes, bookmarks=bookmarks(made))
    bleed = setting.goes_to(made.piece) == "print-shop"
    pdf = pages_pdf(typeset.pdf, wishes, bleed=bleed, typed=typed, clear=typeset.clear)
    if typed and setting.goes_to(made.piece) != "print-shop":
        return filled_in(PrintFile(job, pdf), wishes.title, setting)
    return PrintFile(job, pdf, made.faces.faces if made.piece.made_as == "posters" else ())


def _glued(made: TypesetPiece, setting: Setting) -> PrintFile:
    """Posters in parts: every part a page, poster for poster."""
    tiling = tiling_of(made.piece, setting.printing)
    words, label_size = setting.labels.tiles, setting.margin.part.size
    ids = [face.id for face in made.faces.faces]
    labels = {
        f"part-{face.id}-{tile.number}": words["label"].format(
            title=face.about, part=tile.number, parts=tiling.count
        )
        for face in made.faces.faces
        for tile in tiling.tiles()
    }
    glue = {
        f"glue-{tile.number}": words["glue"].format(part=tile.number) for tile in tiling.tiles()
    }
    margin_text = setting.margin_text
    sources = [
        made.typeset,
        margin_text.typeset(margin_text.lines("part", label_size, labels)),
        margin_text.typeset(margin_text.lines("glue", setting.margin.glue.size, glue)),
    ]
    sides = [side for id_ in ids for side in _sides(id_, made, tiling, setting)]
    job = page_job(made, len(ids), setting)
    return PrintFile(job, sides_pdf(sources, sides, tiling.paper, setting.wishes(made)))


def _sides(face: str, made: TypesetPiece, tiling: Tiling, setting: Setting) -> Iterator[Side]:
    margin = setting.margin
    glue = {tile.number: f"glue-{tile.number}" for tile in tiling.tiles()}
    for tile in tiling.tiles():
        label = f"part-{face}-{tile.number}"
        words = tile_words(tile, label, margin.part.size, glue, margin.glue.size)
        poster = tile_face(tile, face, made.format.bleed)
        yield Side((poster, *words), tuple(tile_marks(tile)))
