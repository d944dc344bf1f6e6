"""Pages that tell how many they are: typeset anew until they are as many as they say."""

from kit.core.errors import KitError
from kit.layout.faces import Faces
from kit.typesetting.fit import TypesetFaces
from kit.typesetting.stages import OwnLength
from kit.typesetting.weasy import Typeset


def settled(length: OwnLength, typeset_faces: TypesetFaces) -> tuple[Faces, Typeset]:
    """The faces, typeset, that are as many pages as they tell.

    Longer figures may make a page more, and that shorter figures, round and round: then the longest
    is filled up with empty pages. Raises KitError where a layout leaves these out.
    """
    told, tried = length.first, list[int]()
    while told not in tried:
        faces = length.as_long(told, 0)
        typeset = typeset_faces(faces)
        if typeset.page_count == told:
            return faces, typeset
        tried.append(told)
        told = typeset.page_count
    most = max(tried[tried.index(told) :])
    spare = most - typeset_faces(length.as_long(most, 0)).page_count
    faces = length.as_long(most, spare)
    typeset = typeset_faces(faces)
    if typeset.page_count != most:
        raise KitError.of(
            "the layout of the guide tells how many pages it has, and never has as many: let it "
            "end with as many empty pages as plan.spare_pages says"
        )
    return faces, typeset
