"""A finished form with what is known of the session in it: blank, or for each person by name."""

from dataclasses import replace

from kit.forms.file_names import individual_file_names
from kit.forms.fill import filled, filled_each, filled_for_all
from kit.layout.labels import Labels
from kit.pipeline.result import PrintFile
from kit.typesetting.job import Setting


def filled_in(form: PrintFile, title: str, setting: Setting) -> PrintFile:
    """The form with the session's team and date; where names are known, once for each person.

    `title` is what the document is called. With individual forms asked for, each is a file to mail
    as well. Raises KitError where a text is too long for its field.
    """
    occasion, fonts = setting.occasion, setting.fonts
    day = setting.labels.day(occasion.date) if occasion.date else ""
    alike = {"team": occasion.team, "date": day}
    names = occasion.room.names
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
