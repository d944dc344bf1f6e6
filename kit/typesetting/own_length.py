"""Pages that tell how many they are: typeset anew until they are as many as they say."""

from kit.core.errors import KitError
from kit.layout.faces import Faces
from kit.typesetting.fit import TypesetFaces
from kit.typesetting.stages import OwnLength
from kit.typesetting.weasy import Typeset


def settled(faces: Faces, length: OwnLength, typeset_faces: TypesetFaces) -> tuple[Faces, Typeset]:
    """The faces, typeset, that are as many pages as they tell.

    `faces` are those that tell of `length.first` pages. Longer figures may make a page more, and
    that shorter figures, round and round: then the longest is filled up with empty pages. Raises
    KitError where a layout leaves these out.
    """
    told, pages = length.first, dict[int, int]()  # how many pages tell of each number
    while told not in pages:
        if pages:
            faces = length.as_long(told, 0)
        typeset = typeset_faces(faces)
        if typeset.page_count == told:
            return faces, typeset
        pages[told] = typeset.page_count
        told = typeset.page_count
    tried = list(pages)
    most = max(tried[tried.index(told) :])
    faces = length.as_long(most, most - pages[most])
    typeset = typeset_faces(faces)
    if typeset.page_count != most:
        raise KitError.of(
            "the layout of the guide tells how many pages it has, and never has as many: let it "
            "end with as many empty pages as plan.spare_pages says"
        )
    return faces, typeset
