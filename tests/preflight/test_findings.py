"""Findings in words."""

import pytest

from kit.preflight.findings import Finding, fault, merged, remark


@pytest.mark.parametrize(
    ("pages", "place"),
    [
        ((), ""),
        ((3,), "page 3"),
        ((1, 2), "pages 1–2"),
        ((1, 3), "pages 1, 3"),
        ((1, 2, 3, 7, 9, 10), "pages 1–3, 7, 9–10"),
    ],
)
def test_pages_are_told_in_runs(pages: tuple[int, ...], place: str) -> None:
    assert Finding(True, pages, "").place == place


def test_the_same_is_told_once_and_faults_come_first() -> None:
    told = [
        remark("a", 1),
        fault("b", 9),
        remark("a", 2, 1),
        fault("b", 8),
        fault("a"),
        remark("b"),
    ]
    assert merged(told) == (fault("a"), fault("b", 8, 9), remark("b"), remark("a", 1, 2))
