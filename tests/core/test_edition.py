import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kit
from kit.core.edition import key_of

TELL = "from kit.core.edition import key_of; print(key_of('forme', ['a'], {'scale': 1.0}))"


def test_a_key_is_the_same_for_the_same_in_every_process() -> None:
    ran = subprocess.run([sys.executable, "-c", TELL], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == key_of("forme", ["a"], {"scale": 1.0})


def test_it_is_another_for_anything_else() -> None:
    keys = {key_of(*told) for told in (["a"], ["a", 1], ["a", "1"], ["a", None], [["a"]], [])}
    assert len(keys) == 6


@pytest.mark.parametrize("deep", ["new.py", "deep/new.py", "deep/down/new.py"])
def test_a_module_that_changed_makes_other_keys_however_deep_it_lies(
    deep: str, tmp_path: Path
) -> None:
    """Else what was typeset by a program that is no more would be taken for new."""
    package = tmp_path / "kit"
    shutil.copytree(Path(kit.__file__).parent, package)

    def key() -> str:
        """That of the program in the folder where it is started."""
        told = [sys.executable, "-c", TELL]
        ran = subprocess.run(told, capture_output=True, text=True, check=True, cwd=tmp_path)
        return ran.stdout

    module = package / deep
    before = key()
    module.parent.mkdir(parents=True, exist_ok=True)
    module.write_text("ONE = 1\n")
    added = key()
    module.write_text("ONE = 10\n")
    changed = key()
    module.unlink()
    assert len({before, added, changed}) == 3
    assert key() == before
