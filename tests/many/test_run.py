"""Several kits in one go."""

from pathlib import Path

from kit.many.outcome import Outcome
from kit.many.run import _lost, make_all
from kit.many.which_sessions import asked_sessions
from kit.system.cache import user_store
from tests.many.test_make import OPTIONS, SAID


def test_one_that_fails_stops_no_other_and_each_is_heard_of(tmp_path: Path) -> None:
    for name, said in (("a", SAID), ("b", "people: many\n"), ("c", SAID)):
        (tmp_path / f"{name}.yaml").write_text(said, encoding="utf-8")
    asked = asked_sessions([tmp_path], OPTIONS).sessions
    heard: list[tuple[Outcome, int]] = []
    outcomes = make_all(
        asked, user_store(), lambda kit: kit.notices, lambda *one: heard.append(one)
    )
    assert [one.state for one in outcomes] == ["made", "failed", "made"]
    assert [one.session for one in outcomes] == ["a.yaml", "b.yaml", "c.yaml"]
    assert [number for _, number in heard] == [1, 2, 3]
    assert {one.session for one, _ in heard} == {one.session for one in outcomes}
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["a-kit", "c-kit"]
    again = make_all(asked, user_store(), lambda kit: kit.notices, lambda *_: None)
    assert [one.state for one in again] == ["up to date", "failed", "up to date"]


def test_one_at_which_its_process_ended_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SAID, encoding="utf-8")
    (one,) = asked_sessions([tmp_path / "a.yaml"], {}).sessions
    outcome = _lost(one)
    assert outcome.state == "failed"
    assert str(outcome.problems[0]).startswith(f"{tmp_path / 'a.yaml'}: the process that made it")
