"""With a typesetter that is but arithmetic: a face of so many letters fits at or below a size."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from markupsafe import Markup, escape

from kit.layout.faces import Face, Faces
from kit.layout.text_filters import text_for_print
from kit.typesetting.fit import STEPS, Verdict, fitted, mended, smallest, typeset_flowing, verdicts
from kit.typesetting.text_check import TOO_LONG
from kit.typesetting.weasy import Typeset


@dataclass
class Sizes:
    """Sets each face without a fault from `fits` of its size down; and notes what it was asked."""

    fits: Mapping[str, float]
    lone: Mapping[str, str] = field(default_factory=dict)
    cured: bool = True
    wanted: list[list[str]] = field(default_factory=list)

    def __call__(self, faces: Faces) -> Typeset:
        self.wanted.append([face.id for face in faces.faces])
        faults = {f.id: (TOO_LONG,) for f in faces.faces if f.fit > self.fits.get(f.id, 1.0)}
        lone = {
            face.id: (self.lone[face.id],)
            for face in faces.faces
            if face.id in self.lone and not (self.cured and "\u00a0" in face.html)
        }
        return Typeset(faces.html.encode(), {}, len(faces.faces), faults=faults, lone=lone)


def faces(**texts: str) -> Faces:
    made = (
        Face(id_, id_, "front", "neutral", text_for_print(text), texts=frozenset({text}))
        for id_, text in texts.items()
    )
    return Faces(tuple(made), lambda some: "|".join(f"{f.id} {f.fit} {f.html}" for f in some))


def sizes_of(made: Faces) -> dict[str, float]:
    return {face.id: face.fit for face in made.faces}


def test_faces_that_fit_are_set_once() -> None:
    setter = Sizes({})
    made, typeset = fitted(faces(a="x", b="y"), setter)
    assert setter.wanted == [["a", "b"]]
    assert sizes_of(made) == {"a": 1.0, "b": 1.0}
    assert typeset.faults == {}


def test_only_faces_that_do_not_fit_become_smaller_each_as_little_as_it_must() -> None:
    for least in STEPS:
        setter = Sizes({"b": least, "c": 0.8})
        made, typeset = fitted(faces(a="x", b="y", c="z"), setter)
        assert sizes_of(made) == {"a": 1.0, "b": least, "c": 0.8}
        assert typeset.faults == {}
        # Only those two were tried again, and at last all together.
        assert all("a" not in sources for sources in setter.wanted[1:-1])
        assert setter.wanted[-1] == ["a", "b", "c"]
        assert len(setter.wanted) <= 8


def test_what_fits_in_no_size_keeps_its_fault() -> None:
    setter = Sizes({"b": 0.1, "c": 0.8})
    made, typeset = fitted(faces(a="x", b="y", c="z"), setter)
    assert set(typeset.faults) == {"b"}
    assert sizes_of(made)["b"] == 1.0


def test_a_lone_word_takes_the_word_before_along() -> None:
    text = "medmenneskelighet i medbestemmelse nå"
    setter = Sizes({}, {"a": text})
    made, _ = fitted(faces(a=text, b="y"), setter)
    assert made.faces[0].html == Markup("medmenneskelighet i medbestemmelse\u00a0nå")
    assert setter.wanted == [["a", "b"], ["a"], ["a", "b"]]


def test_a_face_whose_lines_came_out_otherwise_is_broken_by_the_typesetter() -> None:
    wanted: list[dict[str, bool]] = []

    def typeset(some: Faces) -> Typeset:
        wanted.append({face.id: face.broken_here for face in some.faces})
        otherwise = {f.id: ("x",) for f in some.faces if f.id == "b" and f.broken_here}
        return Typeset(b"", {}, 2, broken_otherwise=otherwise)

    made, typeset_last = fitted(faces(a="x", b="y"), typeset)
    assert wanted == [{"a": True, "b": True}, {"a": True, "b": False}]
    assert [face.broken_here for face in made.faces] == [True, False]
    assert not typeset_last.broken_otherwise


def test_what_cures_no_lone_word_is_left_as_it_was() -> None:
    text = "medmenneskelighet i medbestemmelse nå"
    setter = Sizes({}, {"a": text}, cured=False)
    made, _ = fitted(faces(a=text), setter)
    assert made.faces[0].html == text
    assert setter.wanted == [["a"], ["a"]]


def test_a_word_is_not_bound_where_the_face_would_not_fit_then() -> None:
    text = "medmenneskelighet i medbestemmelse nå"

    class Tight(Sizes):
        def __call__(self, faces: Faces) -> Typeset:
            full = {face.id: (TOO_LONG,) for face in faces.faces if "\u00a0" in face.html}
            return replace(super().__call__(faces), faults=full)

    made, typeset = fitted(faces(a=text), Tight({}, {"a": text}))
    assert made.faces[0].html == text
    assert typeset.faults == {}


def test_type_becomes_smaller_by_small_steps() -> None:
    assert STEPS[0] == 0.96
    assert all(0 < a - b < 0.05 for a, b in pairwise(STEPS))


def test_a_lone_word_of_a_face_that_became_smaller_is_cured_too() -> None:
    text = "medmenneskelighet i medbestemmelse nå"
    made, _ = fitted(faces(a=text), Sizes({"a": 0.8}, {"a": text}))
    assert (made.faces[0].fit, "\u00a0nå" in made.faces[0].html) == (0.8, True)


def test_the_smallest_type_is_the_last_step() -> None:
    assert sizes_of(smallest(faces(a="x", b="y"))) == {"a": min(STEPS), "b": min(STEPS)}
    assert STEPS[-1] == min(STEPS)
    assert max(STEPS) < 1


def test_text_that_flows_is_set_again_only_for_what_may_be_better() -> None:
    text = "ikke alle gjør det slik nå"
    for lone, wanted in (({}, [["a"]]), ({"a": text}, [["a"], ["a"]])):
        setter = Sizes({}, lone)
        made, typeset = typeset_flowing(faces(a=text), setter)
        assert setter.wanted == wanted
        assert ("slik\u00a0nå" in made.faces[0].html, typeset.lone) == (bool(lone), {})


def test_text_that_flows_stays_as_it_was_where_it_becomes_no_better() -> None:
    text = "ikke alle gjør det slik nå"

    class Worse(Sizes):
        def __call__(self, faces: Faces) -> Typeset:
            made = super().__call__(faces)
            bound = "\u00a0" in faces.faces[0].html
            return replace(made, lone={"a": (text, text)} if bound else {"a": (text,)})

    made, typeset = typeset_flowing(faces(a=text), Worse({}))
    assert made.faces[0].html == text
    assert typeset.lone == {"a": (text,)}


def test_a_label_is_bound_as_it_is_written() -> None:
    """It goes through no filter for print, and a part of a paragraph may be one."""
    label = "legg posters bak & snu"
    face = Face("a", "a", "front", "neutral", escape(f"Først: {label}"), texts=frozenset({label}))
    typeset = Typeset(b"", {}, 1, lone={"a": (f"Først: {label}",)})
    (made,) = mended(Faces((face,), str), typeset).faces
    assert made.html == "Først: legg posters bak &amp;\u00a0snu"


def test_what_was_broken_otherwise_than_reckoned_is_left_to_the_typesetter() -> None:
    typeset = Typeset(b"", {}, 1, broken_otherwise={"b": ("y",)})
    made = mended(faces(a="x", b="y"), typeset)
    assert [face.broken_here for face in made.faces] == [True, False]


def test_a_verdict_is_what_faces_are_made_like_with_less_typesetting() -> None:
    for least in (1.0, *STEPS, 0.1):
        fits, texts = {"b": least, "c": 0.8}, {"a": "x", "b": "y", "c": "z"}
        made, typeset = fitted(faces(**texts), Sizes(fits))
        found = verdicts(faces(**texts), Sizes(fits))
        assert {id_: one.fit for id_, one in found.items()} == {
            id_: None if id_ in typeset.faults else fit for id_, fit in sizes_of(made).items()
        }
        assert found["b"].faults == typeset.faults.get("b", ())


def test_for_a_verdict_nothing_is_made_for_the_looks() -> None:
    setter = Sizes({"b": STEPS[0]}, lone={"a": "x"})
    found = verdicts(faces(a="x", b="y"), setter)
    assert setter.wanted[0] == ["a", "b"]
    assert {tuple(asked) for asked in setter.wanted[1:]} == {("b",)}
    assert (found["a"].percent, found["b"].percent) == (100, 96)


def test_a_verdict_is_of_the_lines_that_the_typesetter_makes() -> None:
    def broken_otherwise(some: Faces) -> Typeset:
        asked.append([face.id for face in some.faces])
        reckoned = {face.id: ("x",) for face in some.faces if face.broken_here and face.id == "a"}
        faults = {
            face.id: (TOO_LONG,) for face in some.faces if face.broken_here and face.id == "a"
        }
        return Typeset(b"", {}, 1, faults=faults, broken_otherwise=reckoned)

    asked: list[list[str]] = []
    found = verdicts(faces(a="x", b="y"), broken_otherwise)
    assert asked == [["a", "b"], ["a"]]
    assert found == {"a": Verdict(1.0, (), as_reckoned=False), "b": Verdict(1.0)}
