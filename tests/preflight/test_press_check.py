from pathlib import Path

import pytest

from kit.core.cache import Store
from kit.preflight.press_check import faults_found
from tests.made_pdfs import draw, set_on, spoilt, words


def test_what_was_good_is_not_looked_through_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, pdf = Store(tmp_path), spoilt()
    assert faults_found("one.pdf", pdf, "office", store) == []

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("kit.preflight.press_check.faults", never)
    assert faults_found("two.pdf", pdf, "office", store) == []
    for made_for, kept in (("print-shop", store), ("office", None)):
        with pytest.raises(AssertionError):
            faults_found("one.pdf", pdf, made_for, kept)  # type: ignore[arg-type]
    with pytest.raises(AssertionError):
        faults_found("one.pdf", spoilt(set_on("/TrimBox", [9, 9, 500, 500])), "office", store)


def test_a_fault_is_told_each_time_by_the_name_of_its_file(tmp_path: Path) -> None:
    store, pdf = Store(tmp_path), spoilt(draw(words("Near", 50, 2)))
    for name in ("one.pdf", "two.pdf"):
        (fault,) = faults_found(name, pdf, "office", store)
        assert str(fault).startswith(f"{name}, page 2: «Near» stands 2")
    assert store.kept().entries == 0
