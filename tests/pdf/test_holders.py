"""All that draws in a PDF, found once each."""

from pikepdf import Array, Dictionary, Name, Object, Pdf

from kit.pdf.holders import field_pictures, holders, notes


def form(pdf: Pdf, **resources: Object) -> Object:
    made = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    if resources:
        made.Resources = Dictionary({f"/{kind}": held for kind, held in resources.items()})
    return pdf.make_indirect(made)


def test_pages_have_the_resources_of_those_that_they_stand_among() -> None:
    """And none are made for them, which would hide those."""
    pdf = Pdf.new()
    within = form(pdf)
    outer = form(pdf, XObject=Dictionary(A=within))
    for _ in range(2):
        pdf.add_blank_page()
        del pdf.pages[-1].obj.Resources
    pdf.Root.Pages.Resources = pdf.make_indirect(Dictionary(XObject=Dictionary(F=outer)))
    found = [one.drawn.objgen for one in holders(pdf)]
    assert sorted(found) == sorted(
        one.objgen for one in (*(page.obj for page in pdf.pages), outer, within)
    )
    assert all(Name.Resources not in page.obj for page in pdf.pages)


def test_patterns_and_masks_are_found_and_images_hold_nothing() -> None:
    pdf = Pdf.new()
    pdf.add_blank_page()
    drawn_by_mask = form(pdf)
    mask = form(pdf, XObject=Dictionary(A=drawn_by_mask))
    pattern = pdf.make_stream(b"", PatternType=1)
    image = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image)
    pdf.pages[0].obj.Resources = Dictionary(
        # WeasyPrint lists the mask here as well.
        XObject=Dictionary(I=image, M=mask),
        Pattern=Dictionary(P=pattern),
        ExtGState=Dictionary(
            a=Dictionary(SMask=Dictionary(G=mask)), b=Dictionary(SMask=Name("/None"))
        ),
    )
    found = {one.drawn.objgen: one.is_mask for one in holders(pdf)}
    assert found == {
        pdf.pages[0].obj.objgen: False,
        pattern.objgen: False,
        mask.objgen: True,
        drawn_by_mask.objgen: True,
    }


def test_what_fields_show_is_found_in_each_of_their_states() -> None:
    pdf = Pdf.new()
    pdf.add_blank_page()
    on, off, text = form(pdf), form(pdf), form(pdf)
    pdf.pages[0].obj.Annots = Array(
        [
            Dictionary(AP=Dictionary(N=Dictionary(on=on, Off=off))),
            Dictionary(AP=Dictionary(N=text)),
            Dictionary(),
        ]
    )
    assert len(list(notes(pdf))) == 3
    found = {one.drawn.objgen for one in field_pictures(pdf)}
    assert found == {on.objgen, off.objgen, text.objgen}


def test_the_streams_of_a_page_are_its_parts_and_of_a_form_itself() -> None:
    pdf = Pdf.new()
    for contents in (pdf.make_stream(b"q"), Array([pdf.make_stream(b"q"), pdf.make_stream(b"Q")])):
        pdf.add_blank_page()
        pdf.pages[-1].obj.Contents = contents
    pdf.add_blank_page()
    del pdf.pages[-1].obj.Contents
    assert [len(one.streams) for one in reversed(list(holders(pdf)))] == [1, 2, 0]
