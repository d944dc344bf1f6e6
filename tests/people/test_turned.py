import pytest

from kit.people.turned import all_turned, turned


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Ødegård, Åse", "Åse Ødegård"),
        ("Hansen Vik, Kari Anne", "Kari Anne Hansen Vik"),
        ("van der Berg, Jan", "Jan van der Berg"),
        ("王, 秀英", "秀英 王"),
        ("Vik,Kari", "Kari Vik"),
        ("Berg, Zoë van der", "Zoë van der Berg"),
        (
            "Toledo, Maria de los Ángeles Fernández-Villaverde y Álvarez de",
            "Maria de los Ángeles Fernández-Villaverde y Álvarez de Toledo",
        ),
        ("Abdullah, Fatima binti", "Fatima binti Abdullah"),
        ("d'Arc, Jean-Luc", "Jean-Luc d'Arc"),
        ("Arc, Jean-Luc d'", "Jean-Luc d'Arc"),
        ("Aas, Dr. Jan", "Dr. Jan Aas"),
        ("Aas, dr. Jan", "dr. Jan Aas"),
        ("Aas, Dr.", "Aas, Dr."),
        ("Aas, van", "Aas, van"),
        ("Vik, leder av gruppa", "Vik, leder av gruppa"),
        ("Vik, Leder av Nord", "Vik, Leder av Nord"),
        ("Nordmann, lege", "Nordmann, lege"),
        ("Nordmann, Lege", "Nordmann, Lege"),
        ("Vik, Kari, lege", "Vik, Kari, lege"),
        ("Vik, jr.", "Vik, jr."),
        ("Vik, Avdeling 3", "Vik, Avdeling 3"),
        ("Vik,", "Vik,"),
        ("Kari Vik", "Kari Vik"),
    ],
)
def test_a_name_is_turned_where_a_first_name_stands_behind_its_comma(
    name: str, printed: str
) -> None:
    assert turned(name) == printed


@pytest.mark.parametrize(
    "names",
    [
        ["Ødegård, Åse", "Nordmann, lege"],
        ["Kari Vik, Oslo", "Ola Bø, Bergen"],
        ["Vik, Kari", "Ola Bø", "Per Ås"],
        ["Vik, Nord", "Bø, Nord", "Ås, Nord", "Ek, Sør", "Li, Sør"],
        ["Kari Vik", "Ola Bø"],
        [],
    ],
)
def test_a_list_that_is_not_written_so_stays_as_it_is(names: list[str]) -> None:
    assert list(all_turned(names)) == names


def test_a_list_is_turned_though_somebody_has_one_name_only() -> None:
    assert all_turned(["Vik, Kari", "Bø, Ola", "Madonna"]) == ("Kari Vik", "Ola Bø", "Madonna")
    assert all_turned(["Ødegård, Åse"]) == ("Åse Ødegård",)
