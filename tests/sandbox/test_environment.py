import traceback
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kit.content.looks import Looks
from kit.core.errors import KitError
from kit.core.rect import Rect
from kit.layout.html import Layouts
from kit.layout.labels import Labels
from kit.session.selection import Selection


def filled(
    tmp_path: Path, labels: Labels, template: str, written: bool = False, **words: object
) -> str:
    """What a template of a pack gives, or what it gives where each text is `written`."""
    own = tmp_path / "pack" / "layouts"
    folder = tmp_path / "laid"
    for place in (own, folder):
        place.mkdir(parents=True)
        (place / "a.html").write_text(template)
    (folder / "tokens.css").write_text("")
    layouts = Layouts(folder, labels, own=own)
    if written:
        return layouts.render_written("a.html", str, **words)
    return layouts.render("a.html", **words)


@pytest.mark.parametrize(
    ("template", "gives"),
    [
        ("{% for n in range(3) %}{{ loop.index }}{% endfor %}", "123"),
        ("{% set all = [] %}{{ all.append(1) or '' }}{{ all|length }}", "1"),
        ("{% set ns = namespace(x=1) %}{% set ns.x = ns.x * 2 + 1 %}{{ ns.x }}", "3"),
        ("{{ 'a {b}'.format(b=2) }}{{ 'x'.upper() }}{{ '-' * 3 }}", "a 2X---"),
        ("{% macro m(x) %}[{{ x }}]{% endmacro %}{{ m('<b>') }}", "[&lt;b&gt;]"),
        ("{{ copy.width('A', 'text', 10) > 1 }}{{ copy.lines('A B', 'text', 10, 2) }}", "True2"),
        ("{{ labels.day(date) }}", "3. desember 2026"),
        ("{{ {'a': 1}.get('a') }}{{ 2 ** 10 }}{{ 7 % 4 }}", "110243"),
    ],
)
def test_what_layouts_need_works(tmp_path: Path, labels: Labels, template: str, gives: str) -> None:
    import datetime

    assert filled(tmp_path, labels, template, date=datetime.date(2026, 12, 3)) == gives


# What would tell of the machine: where the pack lies, and at which address something is held.
OBJECTS = [
    "{{ pack.origins }}",
    "{{ pack.origins[0][1].file }}",
    "{% for text, origin in pack.origins %}{{ origin.file }}{% endfor %}",
    "{% for text, origin in pack.origins %}{{ origin.problem('').file }}{% endfor %}",
    "{{ looks }}",
    "{{ copy }}",
    "{{ copy.width }}",
    "{{ labels.day }}",
    "{{ namespace(a=looks) }}",
    "{{ [looks] }}",
    "{{ {'a': (looks,)} }}",
    "{{ {copy: 1} }}",
    "{{ looks|string }}",
    "{{ looks|upper }}",
    "{{ looks|safe }}",
    "{{ looks|forceescape }}",
    "{{ looks|urlencode }}",
    "{{ looks|tojson }}",
    "{{ {'a': looks}|xmlattr }}",
    "{{ [looks]|map('string')|join }}",
    "{{ [looks]|join }}",
    "{{ [event]|join(', ', 'branding') }}",
    "{{ [event]|join(attribute='branding') }}",
    "{{ ['a', 'b']|join(looks) }}",
    "{{ 'a'|replace('a', looks) }}",
    "{{ '%s'|format(looks) }}",
    "{{ '%(a)s'|format(a=looks) }}",
    "{{ '{}'.format(looks) }}",
    "{{ '{a}'.format(a=looks) }}",
    "{{ '{a}'.format_map({'a': looks}) }}",
    "{{ ('{}'|safe).format(looks) }}",
    "{{ (','|safe).join([looks]) }}",
    "{{ looks ~ '' }}",
    "{{ '' ~ [looks] ~ '' }}",
    "{% set x %}{{ looks }}{% endset %}{{ x }}",
    "{% filter upper %}{{ looks }}{% endfilter %}",
]


@pytest.mark.parametrize("template", OBJECTS)
@pytest.mark.parametrize("written", [False, True])
def test_nothing_is_written_that_is_no_words(
    tmp_path: Path, labels: Labels, small: Selection, template: str, written: bool
) -> None:
    looks = Looks(logo=tmp_path / "logo.png")
    with pytest.raises(KitError) as caught:
        filled(tmp_path, labels, template, written=written, looks=looks, pack=small.pack)
    (problem,) = caught.value.problems
    assert "is no text: write one of the texts in it" in problem.text or "is unsafe" in problem.text


ATTACKS = [
    "{{ words.__class__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ path.read_text() }}",
    "{{ path.parent }}",
    "{{ looks.logo }}",
    "{{ looks.logo.unlink() }}",
    "{% if looks.logo == '/etc/passwd' %}it is{% endif %}",
    "{{ area.parse_file('/etc/passwd') }}",
    "{{ area.model_construct() }}",
    "{{ area.model_fields }}",
    "{{ area.values[0].model_construct(name='x') }}",
    "{{ area.values[0].__dict__ }}",
    "{{ function() }}",
    "{{ function.__globals__ }}",
    "{{ module.getcwd() }}",
    "{{ lipsum }}",
    "{{ '{0.__class__}'.format(words) }}",
    "{{ '{0.__init__.__globals__}'.format(words) }}",
    "{{ ('%s' * 3) % ('a', 'b', 'c') }}",
    "{{ 'x' * 10000000 }}",
    "{{ 10000000 * 'x' }}",
    "{{ [1] * 10000000 }}",
    "{{ 10 ** 10000 }}",
    "{{ range(10000000) }}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% include '../../../etc/passwd' %}",
    "{% include '/etc/passwd' %}",
    "{% import 'b.html' as b %}",
    "{{ palette_of.__self__ }}",
    "{{ palette_of.__func__ }}",
    "{{ day.__class__ }}",
    "{{ 1 / 0 }}",
    "{{ missing }}",
    "{% if %}",
]


@pytest.mark.parametrize("template", ATTACKS)
def test_what_leads_behind_the_words_is_refused_with_its_place(
    tmp_path: Path, labels: Labels, small: Selection, template: str
) -> None:
    secret = tmp_path / "secret.png"
    secret.write_text("secret")
    held: dict[str, Any] = {
        "path": secret,
        "looks": Looks(logo=secret),
        "area": small.areas[0],
        "function": traceback.print_exc,
        "module": __import__("os"),
        "words": SimpleNamespace(),
    }
    with pytest.raises(KitError) as caught:
        filled(tmp_path, labels, f"\n{template}", **held)
    (problem,) = caught.value.problems
    assert Path(problem.file) == tmp_path / "pack" / "layouts" / "a.html"
    assert problem.line == 2
    assert problem.text.startswith("the layout cannot be filled in: ")
    assert secret.read_text() == "secret"


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{{ 'a b'|lines('comic', 12, 50) }}", "there is no typeface comic: there are name, quote"),
        ("{{ copy.lines('a b', 'comic', 12, 50) }}", "there is no typeface comic: there are name"),
        ("{{ 'a b'|lines('text', 12, -5) }}", "a measure of lines in mm is 0.1 to 100,000, not -5"),
        ("{{ 'a b'|lines('text', 12, none) }}", "a value is of another kind than is needed here"),
        ("{{ 'a b'|lines('text', 0, 50) }}", "a size of type in pt is 0.1 to 100,000, not 0"),
        ("{{ 'a b'|lines('text', 'nan', 50) }}", "a size of type in pt is 0.1 to 100,000, not nan"),
        ("{{ 'a b'|lines('text', 12, 50, 8) }}", "the smallest type is name, text or fixed, not 8"),
    ],
)
def test_what_is_no_type_or_measure_is_told_at_its_line(
    tmp_path: Path, labels: Labels, template: str, told: str
) -> None:
    with pytest.raises(KitError) as caught:
        filled(tmp_path, labels, f"\n{template}")
    (problem,) = caught.value.problems
    assert problem.text.startswith(f"the layout cannot be filled in: {told}")
    assert problem.line == 2


def test_a_fault_in_our_own_templates_stays_one_of_the_program(
    tmp_path: Path, labels: Labels
) -> None:
    (tmp_path / "a.html").write_text("{{ 1 / 0 }}")
    (tmp_path / "tokens.css").write_text("")
    with pytest.raises(ZeroDivisionError):
        Layouts(tmp_path, labels).render("a.html")


@pytest.mark.parametrize(
    ("template", "advice"),
    [
        ("{{ area.values[0].value.name }}", "write value.name for value.value.name"),
        ("{% set whole = area.area %}{{ whole.title }}", "write area.title for area.area.title"),
        ("{{ occasion.title }}", "write event for occasion"),
        ("{{ event.room.tables }}", "write event.attendance for event.room"),
        ("{{ event.imprint.credit }}", "write event.branding for event.imprint"),
        ("{{ place.x }}", "write left for x, and top for y"),
        ("{{ place.y }}", "write top for y, and left for x"),
        ("{{ imprint.logo }}", "write branding for imprint"),
        ("{% from 'imprint.html' import credit %}", "write branding.html for imprint.html"),
        ("{% include 'guide/occasion.html' %}", "write guide/event.html for guide/occasion.html"),
    ],
)
def test_what_has_another_name_now_is_told_with_that_name(
    tmp_path: Path, labels: Labels, small: Selection, template: str, advice: str
) -> None:
    with pytest.raises(KitError) as caught:
        filled(tmp_path, labels, template, area=small.areas[0], place=Rect(0, 0, 1, 1))
    (problem,) = caught.value.problems
    assert problem.line == 1
    assert problem.text.endswith(f": {advice}")
