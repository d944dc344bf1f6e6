import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.exceptions import SecurityError

from kit.core.errors import KitError
from kit.core.sizes import Size
from kit.layout.labels import Labels
from kit.sandbox import environment
from kit.sandbox.bounds import FILTERS, LARGEST, METHODS, all_of, size_of
from kit.sandbox.environment import Sandbox
from kit.session.selection import Selection
from tests.sandbox.test_environment import filled
from tests.tiers import slow_but

BIG = "{% set big = 'a' * 900000 %}"
TWICE = "{% for n in range(60) %}{% set ns.x = TWICE %}{% endfor %}"


def doubled(first: str, twice: str) -> str:
    return f"{{% set ns = namespace(x={first}) %}}{TWICE.replace('TWICE', twice)}"


ATTACKS = [
    # Methods of texts
    "{{ ('x'.ljust(20000000,'a')).rfind('ab'.ljust(10000000,'a')) }}",
    "{{ 'a'.center(10**9) }}",
    "{{ 'a'.ljust(1000000000) }}",
    "{{ 'a'.rjust(1000000000) }}",
    "{{ 'a'.zfill(1000000000) }}",
    "{{ '\\t'.expandtabs(1000000000) }}",
    "{{ '\\t'.expandtabs(tabsize=1000000000) }}",
    "{{ ('\\t' * 900000).expandtabs() }}",
    BIG + "{{ big.replace('a', big) }}",
    BIG + "{{ big.replace('', big) }}",
    BIG + "{{ big.join(big) }}",
    BIG + "{{ big.join(['a', 'b', 'c']) }}",
    BIG + "{{ big.join(range(100000)|map('string')) }}",
    BIG + "{{ ''.join(range(100000)|map('replace', '', big)) }}",
    BIG + "{{ ('b' ~ big).rfind('a' * 900000) }}",
    BIG + "{{ big.strip('b' * 900000 ~ 'a') }}",
    BIG + "{{ big.rsplit('b' ~ big) }}",
    "{{ ('%' ~ 'a' * 900000).title() }}",
    "{{ ('<' * 900000)|safe|striptags }}",
    "{{ ('<' * 900000)|safe }}{{ (('<' * 900000)|safe).striptags() }}",
    "{{ 'a'.encode() }}",
    "{{ 'a'.translate({97: 'b'}) }}",
    "{{ (1).to_bytes(1000000000, 'big') }}",
    # Formats
    "{{ '{:>1000000000}'.format(1) }}",
    "{{ '{:.1000000000f}'.format(1.5) }}",
    "{{ '{:{w}}'.format(1, w=1000000000) }}",
    "{{ '{a:>1000000000}'.format_map({'a': 1}) }}",
    "{{ ('{0}' * 1000).format('a' * 900000) }}",
    "{{ ('{a:>1000000000}'|safe).format(a=1) }}",
    "{{ '%1000000000d'|format(1) }}",
    "{{ '%.1000000000f'|format(1.5) }}",
    "{{ '%*d'|format(1000000000, 1) }}",
    "{{ '%(a)1000000000s'|format(a=1) }}",
    "{{ ('%s' * 5)|format(*['a' * 300000] * 5) }}",
    "{{ '%1000000000d' % 1 }}",
    # Filters
    "{{ 'a'|center(1000000000) }}",
    "{{ ['a']|map('center', 1000000000)|join }}",
    "{{ 'a\\nb'|indent(1000000000) }}",
    BIG + "{{ ('b\\n' * 400000)|indent(big) }}",
    "{{ 'a b'|wordwrap(1, wrapstring='a' * 900000) }}",
    "{{ ('a ' * 400000)|wordwrap(1) }}",
    "{{ [1]|batch(1000000000, 0)|list }}",
    "{{ [1]|slice(1000000000, 0)|list }}",
    "{% for one in [1]|slice(1000000000) %}{% endfor %}",
    BIG + "{{ big|replace('a', big) }}",
    BIG + "{{ big|replace(old='a', new=big) }}",
    BIG + "{{ big|join(big) }}",
    BIG + "{{ range(100000)|join(big) }}",
    BIG + "{{ range(100000)|map('replace', '', big)|list }}",
    "{{ 1.5|round(1000000000) }}",
    "{{ 1.5|round(1000000000, 'ceil') }}",
    "{{ [1]|tojson(1000000000) }}",
    "{{ [1]|pprint }}",
    "{{ 'http://a.b'|urlize }}",
    "{{ [1, 2]|random }}",
    "{{ ('<' * 900000)|striptags }}",
    "{{ ('a ' * 400000)|truncate(5) }}",
    "{{ range(100000)|list|halves }}",
    "{{ ([[1]] * 900000)|sum(start=[]) }}",
    BIG + "{{ big|trim('b' * 90000 ~ 'a') }}",
    "{{ (range(19999)|map('string')|list)|halves }}",
    "{% set l = ['a' * 999] * 999 %}{{ range(9999)|select('in', l)|list }}",
    "{% set l = ['a' * 999] * 999 %}{{ ([{'a': 1}] * 9999)|rejectattr('a', 'in', l)|list }}",
    # What grows by itself
    doubled("'ab'", "ns.x ~ ns.x"),
    doubled("'ab'", "ns.x + ns.x"),
    doubled("'ab'|safe", "ns.x ~ ns.x"),
    doubled("[1, 2]", "ns.x + ns.x"),
    doubled("[1, 2]", "[ns.x, ns.x]"),
    doubled("(1, 2)", "(ns.x, ns.x)"),
    doubled("{}", "{1: ns.x, 2: ns.x}"),
    doubled("{}", "dict(a=ns.x, b=ns.x)"),
    doubled("9999", "ns.x * ns.x"),
    doubled("9999", "ns.x ** 9"),
    doubled("'ab'", "'%s%s'|format(ns.x, ns.x)"),
    doubled("'ab'", "'{0}{0}'.format(ns.x)"),
    doubled("'ab'", "[ns.x, ns.x]|join"),
    "{% set l = [1, 2] %}{% for n in range(60) %}{% set _ = l.extend(l) %}{% endfor %}",
    "{% set ns = namespace(x='ab') %}{% for n in range(60) %}"
    "{% set t %}{{ ns.x }}{{ ns.x }}{% endset %}{% set ns.x = t %}{% endfor %}",
    "{% set ns = namespace(l=[1]) %}{% for n in range(60) %}{% set m = [] %}"
    "{% for o in '123' %}{% set _ = m.append(ns.l) %}{% endfor %}{% set ns.l = m %}{% endfor %}",
    BIG + "{% for n in range(100000) %}{{ big }}{% endfor %}",
    # What never ends
    "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}",
    "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(90) }}",
    "{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(1) }}",
    "{% include 'a.html' %}",
    "{% for n in range(90) recursive %}{{ loop(range(90)) }}{% endfor %}",
    "{% for n in range(90000) %}{{ copy.width('a' * 900000, 'text', 9) }}{% endfor %}",
    "{% for n in range(90000) %}{{ copy.lines('ab ' * 600 ~ n, 'text', 9, 50) }}{% endfor %}",
    "{% for n in range(90000) %}{{ ('ab ' * 600 ~ n)|lines('text', 9, 50) }}{% endfor %}",
]


# These are refused after some seconds: what they make grows slowly.
SLOW = [one for one in ATTACKS if "macro m(n) %}{% if" in one or "ns." in one or "copy." in one]
QUICK = [one for one in ATTACKS if one not in SLOW]


@pytest.mark.parametrize("template", slow_but(ATTACKS, *QUICK, doubled("'ab'", "ns.x ~ ns.x")))
def test_what_would_make_too_much_is_refused_at_its_line(
    tmp_path: Path, labels: Labels, template: str
) -> None:
    begun = time.process_time()
    with pytest.raises(KitError) as caught:
        filled(tmp_path, labels, f"\n{template}")
    (problem,) = caught.value.problems
    assert Path(problem.file) == tmp_path / "pack" / "layouts" / "a.html"
    assert problem.line == 2
    assert problem.text.startswith("the layout cannot be filled in: ")
    assert len(problem.text) < 300
    assert "MemoryError" not in problem.text
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("template", "gives"),
    [
        ("{{ 'a b'.title().ljust(5) }}|{{ 'a'.center(3) }}|{{ '7'.zfill(3) }}", "A B  | a |007"),
        ("{{ 'a-b'.replace('-', '+').split('+')|join(', ') }}", "a, b"),
        (
            "{{ '{:>4}|{a:.2f}'.format(1, a=1.5) }}{{ '%4d|%-3s|'|format(1, 'a') }}",
            "   1|1.50   1|a  |",
        ),
        ("{{ '%(a)s %% %(b)05.1f'|format(a=1, b=2) }}", "1 % 002.0"),
        ("{{ [{'a': 'b'}, {'a': 'c'}]|join('+', 'a') }}{{ 'a'|select|list }}", "b+c[&#39;a&#39;]"),
        (
            "{% for d in [date] %}{% set own = labels %}{{ '{a}'.format(a=1) }}{% endfor %}",
            "1",
        ),
        ("{{ ','.join([1, 2]|map('string')) }}", "1,2"),
        ("{{ []|map('upper')|join }}{{ none|map('upper')|list }}{{ none }}", "[]None"),
        ("{% for row in [1, 2, 3]|batch(2, 0) %}{{ row|sum }} {% endfor %}", "3 3 "),
        ("{{ [3, 1]|sort|map('string')|join }}{{ (1, 2)|last }}{{ {'a': 1}|items|list }}", None),
        ("{% for k, v in {'a': 1}.items() %}{{ k }}{{ v }}{{ loop.last }}{% endfor %}", "a1True"),
        ("{% for n in [1, 2] %}{{ loop.index }}/{{ loop.length }} {% endfor %}", "1/2 2/2 "),
        ("{% for n in [] %}{% else %}none{% endfor %}", "none"),
        ("{% for n in [1, 2, 3] if n > 1 %}{{ n }}{% endfor %}", "23"),
        (
            "{% for n in [[1], [2]] recursive %}{{ loop(n) if n is iterable else n }}{% endfor %}",
            "12",
        ),
        ("{% set a, b = 1, 2 %}{{ a }}{{ b }}{{ a ~ '<' }}", "121&lt;"),
        ("{% set x %}<b>{% endset %}{{ x ~ '<' }}", "<b>&lt;"),
        ("{% filter upper %}a{% endfilter %}", "A"),
        ("{% macro m() %}[{{ caller() }}]{% endmacro %}{% call m() %}a{% endcall %}", "[a]"),
        ("{% for n in [1, 2] %}{{ loop.cycle('a', 'b') }}{{ loop.changed(n) }}{% endfor %}", None),
        ("{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}{{ 2 in (1, 2) }}", "abTrue"),
        ("{{ 'a'|text }}{{ 1.25|mm }}{{ 1.5|figure }}{{ ['a', 'b']|halves|length }}", "a1.251,52"),
        ("{{ 'abcdef'|truncate(4, True, '…') }}{{ 'a\nb'|indent(2) }}{{ 1.26|round(1) }}", None),
        (
            "{{ 'x' in 'xyz' and 'y'.isalpha() }}{{ 'a'.upper() + 'b' }}{{ [1] + [2] }}",
            "TrueAb[1, 2]",
        ),
    ],
)
def test_what_layouts_use_works_as_before(
    tmp_path: Path, labels: Labels, template: str, gives: str | None
) -> None:
    made = filled(tmp_path, labels, template, date=labels)
    assert made == gives if gives is not None else made


def test_what_is_written_otherwise_is_bounded_too(tmp_path: Path, labels: Labels) -> None:
    with pytest.raises(KitError, match="written with more than 10,000,000 letters"):
        filled(tmp_path, labels, BIG + "{% for n in range(99) %}{{ big }}{% endfor %}", True)


@pytest.mark.parametrize("made", ["(ns.x,)", "[ns.x]", "{1: ns.x}", "dict(a=ns.x)"])
def test_what_is_looked_through_each_time_is_counted(
    tmp_path: Path, labels: Labels, monkeypatch: pytest.MonkeyPatch, made: str
) -> None:
    """Else a list in a list in a list … takes the square of its depth."""
    monkeypatch.setattr(environment, "_MOST_STEPS", 9_000)
    template = doubled("1", made)
    assert not filled(tmp_path / "few", labels, template)
    with pytest.raises(KitError, match="takes more than 9,000 steps"):
        filled(tmp_path / "many", labels, template.replace("60", "2000"))


def test_planning_posters_takes_many_steps(
    tmp_path: Path, labels: Labels, small: Selection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "_STEPS_OF_PLANNING", environment._MOST_STEPS)
    planned = "{{ poster_of(areas[0], areas, size, 390, (24, 14)).foot.kind }}"
    with pytest.raises(KitError, match="takes more than 300,000 steps"):
        filled(tmp_path, labels, planned, areas=small.areas, size=Size(297, 420))


def test_all_that_is_named_is_there() -> None:
    plain: tuple[object, ...] = "", [], (), {}, set(), frozenset(), 1, 1.0
    markup_only = {"striptags", "unescape"}
    assert not {name for name in METHODS - markup_only if not any(hasattr(p, name) for p in plain)}
    ours = {"text", "lines", "plain", "mm", "figure", "halves"}
    assert set(Sandbox().filters) >= FILTERS - ours


held = st.recursive(
    st.text() | st.integers() | st.none() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
)


@given(held)
def test_a_value_is_as_large_as_all_that_it_holds(value: object) -> None:
    assert 0 <= size_of(value) <= 10 * len(repr(value))
    assert size_of([value, value]) >= 2 * size_of(value) or not isinstance(value, (str, list))


@pytest.mark.slow
def test_a_list_that_holds_itself_is_too_large() -> None:
    loop: list[object] = []
    loop.append(loop)
    for value in (loop, ["a" * LARGEST, "b"], [[0] * (LARGEST // 2)] * 4):
        with pytest.raises(SecurityError, match="are made or held at once"):
            size_of(value)
    with pytest.raises(SecurityError):
        all_of(iter(lambda: "a" * 1000, ""))
