"""What a template of a pack may not do, as it is said in Norwegian."""

import pickle
from pathlib import Path

import pytest

from kit.content.looks import NO_LOOKS
from kit.core.errors import KitError
from kit.core.language import Language, speech
from kit.layout.labels import Labels
from tests.sandbox.test_environment import filled

FILL = {
    "nb": "utformingen kan ikke fylles ut: ",
    "nn": "utforminga kan ikkje fyllast ut: ",
    "en": "the layout cannot be filled in: ",
}


@pytest.mark.parametrize(
    ("template", "language", "told"),
    [
        ("{{ 'a'.encode() }}", "nb", "encode brukes ikke i utforminger"),
        ("{{ 'a'.encode() }}", "nn", "encode blir ikkje brukt i utformingar"),
        ("{{ '%s' % 'a' }}", "nb", "% brukes ikke på tekster her: bruk format"),
        ("{{ '%s' % 'a' }}", "nn", "% blir ikkje brukt på tekstar her: bruk format"),
        ("{{ 2 ** 100 }}", "nb", "et tall blir opphøyd over alle grenser"),
        ("{{ looks }}", "nn", "«Looks» er ikkje ein tekst: skriv ein av tekstane i han"),
        (
            "{{ ''.__class__ }}",
            "nb",
            "attributtet '__class__' på et objekt av typen 'str' er ikke tilgjengelig for maler.",
        ),
    ],
)
def test_what_a_template_may_not_do_is_said_in_the_language(
    tmp_path: Path, labels: Labels, template: str, language: Language, told: str
) -> None:
    """Also where it comes out of the process that draws such templates."""
    with pytest.raises(KitError) as caught:
        filled(tmp_path, labels, template, looks=NO_LOOKS)
    (problem,) = pickle.loads(pickle.dumps(caught.value)).problems
    assert speech(language).said(problem.text) == f"{FILL[language]}{told}"


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize(
    "template",
    [
        "{{ 'a'|center(5000) }}",
        "{{ ('a' * 900000)|title }}",
        "{{ 'a' * 9000000 }}",
        "{{ range(3000)|list|halves }}",
        "{% set n = namespace(x=9) %}{% for _ in range(99) %}{% set n.x = n.x * n.x %}{% endfor %}",
        "{% for one in range(99999) %}{% for one in range(99999) %}{% endfor %}{% endfor %}",
        "{{ '{:{}}'.format(1, 2) }}",
        "{{ [1, 2]|sum(start=[]) }}",
    ],
)
def test_no_bound_is_told_in_english(
    tmp_path: Path, labels: Labels, template: str, language: Language
) -> None:
    with pytest.raises(KitError) as caught:
        filled(tmp_path, labels, template)
    (problem,) = caught.value.problems
    said = speech(language).said(problem.text).removeprefix(FILL[language])
    assert said
    assert "{" not in said
    assert said != problem.text.removeprefix(FILL["en"])
