"""Typeset posters and texts become files: pages as they are, or posters in parts to be glued."""

from collections.abc import Iterator
from dataclasses import replace

from kit.form_files import filled_in
from kit.formats import tiling_of
from kit.gluing import tile_face, tile_marks, tile_words
from kit.imposition import FlipEdge
from kit.paper import paper_named
from kit.print_file import PrintFile
from kit.setting import SetPiece, Setting, bookmarks
from kit.sheets import Side, pages_pdf, sides_pdf
from kit.tiling import Tiling


def page_file(made: SetPiece, setting: Setting) -> PrintFile:
    """The file of a piece that is not cards."""
    if made.piece.is_wall_sized and setting.printing.posters == "A4":
        return _glued(made, setting)
    to, flip = setting.goes_to(made.piece), _flip(made, setting)
    wishes = setting.wishes(made, flip)
    if made.piece.made_as == "posters":
        wishes = replace(wishes, bookmarks=bookmarks(made))
    typeset, typed = made.typeset, setting.form_type if made.piece.fillable else None
    bleed = to == "print-shop"
    pdf = pages_pdf(typeset.pdf, wishes, bleed=bleed, typed=typed, clear=typeset.clear)
    pages, sides = typeset.page_count, 2 if flip else 1
    job = replace(
        setting.job(made),
        paper=paper_named(made.format.printed) if to == "office" else "",
        pages=pages,
        sheets=-(-pages // sides) if to == "office" else 0,
        sides=sides,
        flip=flip,
    )
    if typed and to != "print-shop":
        return filled_in(PrintFile(job, pdf), wishes.title, setting)
    return PrintFile(job, pdf, made.faces.faces if made.piece.made_as == "posters" else ())


def _flip(made: SetPiece, setting: Setting) -> FlipEdge | None:
    """Texts stand upright on both sides of a sheet, so they turn like the leaf of a book."""
    printing = setting.printing
    one_sided = printing.flip in ("none", "fold") or printing.separate_backs
    if made.piece.made_as == "posters" or made.typeset.page_count == 1 or one_sided:
        return None
    return None if printing.destination == "screen" else "long"


def _glued(made: SetPiece, setting: Setting) -> PrintFile:
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
    sources = [
        made.typeset,
        setting.words("part", label_size, labels),
        setting.words("glue", setting.margin.glue.size, glue),
    ]
    sides = [side for id_ in ids for side in _sides(id_, made, tiling, setting)]
    job = replace(
        setting.job(made),
        paper=paper_named(tiling.paper),
        pages=len(sides),
        sheets=len(sides),
        tiling=tiling,
    )
    return PrintFile(job, sides_pdf(sources, sides, tiling.paper, setting.wishes(made)))


def _sides(face: str, made: SetPiece, tiling: Tiling, setting: Setting) -> Iterator[Side]:
    margin = setting.margin
    glue = {tile.number: f"glue-{tile.number}" for tile in tiling.tiles()}
    for tile in tiling.tiles():
        label = f"part-{face}-{tile.number}"
        words = tile_words(tile, label, margin.part.size, glue, margin.glue.size)
        poster = tile_face(tile, face, made.format.bleed)
        yield Side((poster, *words), tuple(tile_marks(tile)))
