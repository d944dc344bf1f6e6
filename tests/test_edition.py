import subprocess
import sys

from kit.edition import key_of


def test_a_key_is_the_same_for_the_same_in_every_process() -> None:
    told = "from kit.edition import key_of; print(key_of('forme', ['a'], {'scale': 1.0}))"
    ran = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == key_of("forme", ["a"], {"scale": 1.0})


def test_it_is_another_for_anything_else() -> None:
    keys = {key_of(*told) for told in (["a"], ["a", 1], ["a", "1"], ["a", None], [["a"]], [])}
    assert len(keys) == 6
