import pytest

from kit.reading.number_formats import is_date_format, shown_number, shows_text_as_it_is


def shown(raw: str, code: str, *, from_1904: bool = False) -> str | None:
    return shown_number(raw, code, from_1904=from_1904)


@pytest.mark.parametrize(
    ("raw", "code", "text"),
    [
        ("7", "General", "7"),
        ("007", "General", "7"),
        ("0", "General", "0"),
        ("-7", "General", "-7"),
        ("7.0", "General", "7"),
        ("1E3", "GENERAL", "1000"),
        ("12345678901", "General", "12345678901"),
        ("7", '"nr. "General', "nr. 7"),
        ("-7", "General;-General", "-7"),
        ("7", "0", "7"),
        ("7", "000", "007"),
        ("7", "##0", "7"),
        ("-7", "000", "-007"),
        ("7", "0;(0)", "7"),
        ("-7", "0;(0)", "(7)"),
        ("-7", "0_);[Red](0)", "(7)"),
        ("2.5", "0", "3"),
        ("-2.5", "0", "-3"),
        ("0.5", "0%", "50%"),
        ("0.5", "0 %", "50 %"),
        ("0.5", "0\\ %", "50 %"),
        ("0.07", "0%", "7%"),
        ("0.28999999999999998", "0%", "29%"),
        ("0.125", "0%", "13%"),
        ("24", "#,##0", "24"),
        ("24", '#,##0 "kr"', "24 kr"),
        ("24", "[$kr-414] 0", "kr 24"),
        ("24", '[Blue]0 "år"', "24 år"),
        ("24", "@", "24"),
    ],
)
def test_whole_numbers_are_shown_under_their_format(raw: str, code: str, text: str) -> None:
    assert shown(raw, code) == text


@pytest.mark.parametrize(
    ("raw", "code", "text"),
    [
        ("46115", "d.m.", "3.4."),
        ("46115", "d.m.yyyy", "3.4.2026"),
        ("46115", "DD.MM.YY", "03.04.26"),
        ("46115.75", "dd.mm.yyyy;@", "03.04.2026"),
        ("46115", "yyyy-mm-dd", "2026-04-03"),
        ("46115", "[$-414]d.m.yyyy", "3.4.2026"),
        ("46115", 'd.m" i år"', "3.4 i år"),
        ("46115", "yyyy", "2026"),
        ("24", 'yyyy;"x"', "1900"),
        ("59", "d.m.yyyy", "28.2.1900"),
        ("61", "d.m.yyyy", "1.3.1900"),
        ("1", "d.m.yyyy", "1.1.1900"),
        ("2958465", "d.m.yyyy", "31.12.9999"),
    ],
)
def test_days_in_digits_are_shown_under_their_format(raw: str, code: str, text: str) -> None:
    assert shown(raw, code) == text


def test_days_may_be_counted_from_1904() -> None:
    assert shown("44653", "d.m.yyyy", from_1904=True) == "3.4.2026"
    assert shown("0", "d.m.yyyy", from_1904=True) == "1.1.1904"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        # The decimal sign and the sign between thousands are those of the computer.
        ("0.5", "General"),
        ("2.5", "@"),
        ("2", "0.00"),
        ("1234", "#,##0"),
        ("1234.5", '# ##0,00 "kr"'),
        ("1234", "0,"),
        # So are the signs and the order of days and times, and names of months and weekdays.
        ("46115", "dd/mm/yyyy"),
        ("0.354", "hh:mm"),
        ("1.5", "[h]:mm"),
        ("46115", "d. mmmm yyyy"),
        ("46115", "ddd d.m."),
        ("46115", "[$-F800]d.m.yyyy"),
        ("46115", "d.m.yyyy h"),
        ("46115", "d.m.e"),
        # What is shown is nothing, or a row of #.
        ("7", ";;;"),
        ("0", "0;-0;;@"),
        ("0", "#"),
        ("0", '0;-0;"ingen"'),
        ("-1", "d.m.yyyy"),
        ("60", "d.m.yyyy"),
        ("0", "d.m.yyyy"),
        ("2958466", "d.m.yyyy"),
        # And what is not known here.
        ("7", "[>5]0;00"),
        ("7", "# ?/?"),
        ("7", "0E+0"),
        ("99887766", "## ## ## ##"),
        ("7", "*-0"),
        ("-0.4", "0"),
        ("123456789012", "General"),
        ("1E400", "0"),
        ("NaN", "0"),
        ("Infinity", "General"),
        ("x", "0"),
        ("٣", "0.0"),
    ],
)
def test_what_is_not_known_for_sure_is_not_guessed_at(raw: str, code: str) -> None:
    assert shown(raw, code) is None


@pytest.mark.parametrize(
    ("code", "as_it_is"),
    [
        ("General", True),
        ("@", True),
        ("0;-0;0", True),
        ("d.m.yyyy;@", True),
        ("_(* #,##0_);_(* (#,##0);_(* -_);_(@_)", True),
        ("[Red]@", True),
        ('"Hr. "@', False),
        ("@@", False),
        (";;;", False),
        ('0;0;0;"skjult"', False),
        ('"@"', True),
    ],
)
def test_a_format_may_change_a_text(code: str, as_it_is: bool) -> None:
    assert shows_text_as_it_is(code) == as_it_is


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        ("d.m.", True),
        ("[h]:mm", True),
        ("[$-F800]dddd", True),
        ("General", False),
        ('0 "dager"', False),
        ("[Red]0", False),
        ("0_d", False),
    ],
)
def test_formats_of_dates_are_known(code: str, is_date: bool) -> None:
    assert is_date_format(code) == is_date


@pytest.mark.parametrize("raw", ["1e99999999", "-1e99999999", "1e-99999999", "9" * 5000, "nan"])
@pytest.mark.parametrize("code", ["General", "0", "0%", "dd.mm.yyyy"])
def test_nobody_knows_what_is_shown_for_a_number_that_no_program_has(raw: str, code: str) -> None:
    assert shown(raw, code) in (None, "0", "0%")
