import io
import zipfile

import pytest

from kit.reading.excel_package import (
    MOST_UNPACKED,
    DamagedError,
    Package,
    Relation,
    TooLargeError,
    tree,
)


def package(**parts: bytes) -> Package:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", 8) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/") + ".xml", content)
    return Package(file.getvalue())


def test_a_part_is_found_by_its_name_in_any_case() -> None:
    assert package(xl__A=b"<x/>").part("XL/a.xml") == b"<x/>"
    with pytest.raises(DamagedError):
        package().part("a.xml")


def test_no_more_is_unpacked_than_there_may_be() -> None:
    parts = package(a=b" " * (MOST_UNPACKED // 2), b=b" " * (MOST_UNPACKED // 2 + 1))
    assert len(parts.part("a.xml")) == MOST_UNPACKED // 2
    with pytest.raises(TooLargeError):
        parts.part("b.xml")


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("worksheets/s.xml", "xl/worksheets/s.xml"),
        ("/xl/s.xml", "xl/s.xml"),
        ("../s.xml", "s.xml"),
        ("worksheets\\s.xml", "xl/worksheets/s.xml"),
    ],
)
def test_a_part_names_others_by_their_way(target: str, found: str) -> None:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    xml = (
        f'<Relationships xmlns="{space}"><Relationship Id="a" Type="x/worksheet" '
        f'Target="{target}"/><Relationship Id="b" Type="x/link" Target="http://x" '
        f'TargetMode="External"/></Relationships>'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("xl/_rels/workbook.xml.rels", xml)
    assert Package(file.getvalue()).relations("xl/workbook.xml") == {
        "a": Relation("worksheet", found)
    }


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"<a",
        b"<a></b>",
        b"<!DOCTYPE a><a/>",
        b"\xff<a/>",
        b'<?xml version="1.0" encoding="none"?><a/>',
    ],
)
def test_what_is_no_xml_is_damage(xml: bytes) -> None:
    with pytest.raises(DamagedError):
        tree(xml)


def test_a_part_that_is_held_as_a_whole_is_small() -> None:
    with pytest.raises(TooLargeError):
        tree(b"<a>" + b"<b/>" * 400_000 + b"</a>")
