import datetime
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.typed.days import HOW, read_day

TODAY = datetime.date(2026, 11, 20)
THE_3RD = datetime.date(2026, 12, 3)
DAY_FIRST = ", with the day first"
NEXT = ", the next one to come"


@pytest.mark.parametrize(
    "typed",
    [
        "2026-12-03",
        "2026-12-3",
        "2026/12/3",
        "2026.12.03",
        "20261203",
        "3.12.2026",
        "03.12.2026",
        "03.12.26",
        "3. 12. 2026",
        "3.12 2026",
        "«3.12.2026».",
        "3. desember 2026",
        "3 desember 2026,",
        "3.desember 2026",
        "3. DES. 2026",
        "3des 2026",
        "3. des 26",
        "3. december 2026",
        "3rd December 2026",
        "the 3rd of December 2026",
        "December 3, 2026",
        "Dec 3 2026",
        "den 3. desember 2026",
        "torsdag 3. desember 2026",
        "Torsdag, 3. desember 2026",
        "tors. 3.12.2026",
        "to 3.12.2026",
        "Thursday 3 December 2026",
        "Thu, Dec 3, 2026",
        "3. desember 2026, torsdag",
        "torsdag den 3.12.26",
    ],
)
def test_a_day_that_is_plainly_written_is_read_without_a_word(typed: str) -> None:
    assert read_day(typed, TODAY) == (THE_3RD, "")


PAST = ", which is long past"


@pytest.mark.parametrize(
    ("typed", "day", "remark"),
    [
        ("3/12/2026", THE_3RD, f"read as Thursday 3 December 2026{DAY_FIRST}"),
        (
            "12/3/2026",
            datetime.date(2026, 3, 12),
            f"read as Thursday 12 March 2026{DAY_FIRST}, which is past",
        ),
        (
            "19.11.2026",
            datetime.date(2026, 11, 19),
            "read as Thursday 19 November 2026, which is past",
        ),
        (
            "3.12.25",
            datetime.date(2025, 12, 3),
            "read as Wednesday 3 December 2025, which is past",
        ),
        ("3-12-2026", THE_3RD, f"read as Thursday 3 December 2026{DAY_FIRST}"),
        ("3/12-26", THE_3RD, f"read as Thursday 3 December 2026{DAY_FIRST}"),
        ("13/12/2026", datetime.date(2026, 12, 13), ""),
        ("1.12.", datetime.date(2026, 12, 1), f"read as Tuesday 1 December 2026{NEXT}"),
        ("1.12", datetime.date(2026, 12, 1), f"read as Tuesday 1 December 2026{NEXT}"),
        ("1. des", datetime.date(2026, 12, 1), f"read as Tuesday 1 December 2026{NEXT}"),
        ("torsdag 3. desember", THE_3RD, f"read as Thursday 3 December 2026{NEXT}"),
        (
            "laurdag 5. desember",
            datetime.date(2026, 12, 5),
            f"read as Saturday 5 December 2026{NEXT}",
        ),
        ("20.11.", TODAY, f"read as Friday 20 November 2026{NEXT}"),
        ("19.11.", datetime.date(2027, 11, 19), f"read as Friday 19 November 2027{NEXT}"),
        ("3. mars", datetime.date(2027, 3, 3), f"read as Wednesday 3 March 2027{NEXT}"),
        ("26-12-03", datetime.date(2003, 12, 26), f"read as Friday 26 December 2003{PAST}"),
        ("3.12.1926", datetime.date(1926, 12, 3), f"read as Friday 3 December 1926{PAST}"),
        (
            "3.12.99",
            datetime.date(2099, 12, 3),
            "read as Thursday 3 December 2099, which is far off",
        ),
        ("29.2.", datetime.date(2028, 2, 29), f"read as Tuesday 29 February 2028{NEXT}"),
        ("3/12", THE_3RD, f"read as Thursday 3 December 2026{DAY_FIRST}{NEXT}"),
    ],
)
def test_how_a_day_was_read_is_said_where_it_might_be_another(
    typed: str, day: datetime.date, remark: str
) -> None:
    assert read_day(typed, TODAY) == (day, remark)


CLOCK = "write the day alone, such as 3.12.2026: the time of the day is not printed"
MOVING = "write the day itself, such as 3.12.2026: this is not always the same day"
NEAR = "write the day itself, {}: tomorrow this is another day"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", HOW),
        ("snart", HOW),
        ("uke 49", HOW),
        ("2026-02-30", HOW),
        ("31.11.", HOW),
        ("30. februar", HOW),
        ("0.12.2026", HOW),
        ("3.12.026", HOW),
        ("3. ma 2026", HOW),
        ("desember 2026", HOW),
        ("1.1.0026", HOW),
        ("3.12.2026 kl. 9", CLOCK),
        ("17 mai kl 10", CLOCK),
        ("17.5. 10:00", CLOCK),
        (
            "12/31/2026",
            "the day comes first, and there is no month 31: write 31.12.2026 if that is meant",
        ),
        ("12.31.", "the day comes first, and there is no month 31: write 31.12. if that is meant"),
        (
            "fredag 3. desember 2026",
            "3 December 2026 is a Thursday, not a Friday: put one of the two right",
        ),
        (
            "fre 3.12.",
            "3 December 2026 is a Thursday, not a Friday: put one of the two right, or add the "
            "year",
        ),
        ("i dag", NEAR.format("20.11.2026")),
        ("I morgen", NEAR.format("21.11.2026")),
        ("i morgon", NEAR.format("21.11.2026")),
        ("i overmorgen", NEAR.format("22.11.2026")),
        ("om 14 dager", MOVING),
        ("morgen", HOW),
        ("torsdag", MOVING),
        ("neste torsdag", MOVING),
        ("tomorrow", NEAR.format("21.11.2026")),
    ],
)
def test_what_is_no_day_is_told(typed: str, told: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - its words are compared
        read_day(typed, TODAY)
    assert str(caught.value) == told


def test_every_day_of_a_year_is_read_in_every_language() -> None:
    weekdays = {
        "nb": "mandag tirsdag onsdag torsdag fredag lørdag søndag",
        "nn": "måndag tysdag onsdag torsdag fredag laurdag sundag",
        "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    }
    norwegian = "januar februar mars april mai juni juli august september oktober november desember"
    english = (
        "January February March April May June July August September October November December"
    )
    for number in range(365):
        day = datetime.date(2026, 1, 1) + datetime.timedelta(number)
        for language, names in weekdays.items():
            months = (english if language == "en" else norwegian).split()
            month, weekday = months[day.month - 1], names.split()[day.weekday()]
            for short in (None, 3):
                told = f"{weekday[:short]} {day.day}. {month[:short]} {day.year}"
                assert read_day(told, datetime.date(2026, 1, 1)) == (day, ""), told


@given(st.text(max_size=30) | st.text("0123456789./- desmatorfi", max_size=14))
def test_any_text_is_a_day_or_told(text: str) -> None:
    with suppress(ValueError):
        assert isinstance(read_day(text, TODAY)[0], datetime.date)
