"""Files of others in processes of their own: what is too much is ended, and harms no other."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from kit.core.language import speech
from kit.preflight import check, checked_apart
from kit.preflight.check import Report
from kit.preflight.checked_apart import ToCheck, check_apart
from kit.preflight.findings import fault
from kit.session.options import Destination, Ink
from kit.system import apart
from kit.system.apart import Bounds
from tests import hostile_pdfs as hostile
from tests.made_pdfs import good_pdf, saved, spoilt

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")


def texts(report: Report) -> list[str]:
    return [one.text for one in report.findings]


def put(folder: Path, **files: bytes) -> list[ToCheck]:
    """Files of these names and bytes."""
    for name, data in files.items():
        (folder / f"{name}.pdf").write_bytes(data)
    return [ToCheck(folder / f"{name}.pdf") for name in files]


def badly_behaved(data: bytes, made_for: Destination | None = None, _: Ink | None = None) -> Report:
    """In the place of the check: what a library may do that no bound in this program sees."""
    if data == b"for ever":
        while True:
            pass
    if data == b"memory":
        bytes(2_000_000_000)
    if data == b"dies":
        os._exit(3)
    return Report(None, (fault(f"{data.decode()} {made_for}"),))


@pytest.fixture
def _badly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checked_apart, "check", badly_behaved)
    monkeypatch.setattr(checked_apart, "_ALONE", Bounds(0.5, 300_000_000))
    monkeypatch.setattr(checked_apart, "_TOGETHER", Bounds(0.3, 300_000_000))


@pytest.mark.skipif(sys.platform != "linux", reason="only a fork has what stands in for the check")
@pytest.mark.usefixtures("_badly")
def test_what_is_too_much_is_told_and_keeps_no_other_from_its_report(tmp_path: Path) -> None:
    files = put(tmp_path, a=b"one", b=b"for ever", c=b"two", d=b"memory", e=b"dies", f=b"three")
    told = [texts(report)[0] for report in check_apart(files)]
    assert [told[number] for number in (0, 2, 5)] == ["one None", "two None", "three None"]
    for number, why in ((1, "it takes longer than"), (3, "it takes more than"), (4, "the library")):
        assert told[number].startswith(f"it is too complex to check ({why}")
        assert "if you know who sent it, open it and print it to a new PDF" in told[number]


def test_reports_come_in_order_and_know_whom_a_file_is_for(tmp_path: Path) -> None:
    (good,) = put(tmp_path, good=spoilt())
    unscaled = good_pdf()
    del unscaled.Root.ViewerPreferences.PrintScaling
    put(tmp_path, other=saved(unscaled))
    files = [ToCheck(tmp_path / "other.pdf", "office"), good, ToCheck(tmp_path / "other.pdf")]
    verdicts = [report.verdict for report in check_apart(files)]
    assert verdicts == ["1 fault", "good", "1 remark"]
    assert check_apart([]) == []


def test_large_files_are_checked_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = put(tmp_path, a=bytes(5), b=bytes(5), c=bytes(30), d=bytes(5), e=bytes(5))
    monkeypatch.setattr(checked_apart, "_BYTES_TOGETHER", 10)
    together, rest = [], files
    while rest:
        together.append(checked_apart._first_few(rest))
        rest = rest[len(together[-1]) :]
    assert [len(some) for some in together] == [2, 1, 2]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("gone.pdf", "it was taken away, or is a link that leads nowhere"),
        (".", "this is a folder: name a PDF"),
        ("pipe.pdf", "this is a pipe or a device, and no file"),
        ("zero.pdf", "this is a pipe or a device, and no file"),
        ("sparse.pdf", "it is larger than 256 MB, which is more than can be checked"),
        ("a\0b.pdf", "it was taken away, or is a link that leads nowhere"),
    ],
)
def test_what_cannot_be_read_is_told(name: str, text: str, tmp_path: Path) -> None:
    if name == "pipe.pdf":
        if os.name == "nt":
            pytest.skip("Windows has no such pipes")
        os.mkfifo(tmp_path / name)
    if name == "zero.pdf":
        (tmp_path / name).symlink_to("/dev/zero")
    if name == "sparse.pdf":
        with (tmp_path / name).open("wb") as file:
            file.truncate(20_000_000_000)
    (report,) = check_apart([ToCheck(tmp_path / name)])
    assert texts(report)[0].startswith(text)
    assert ": " in texts(report)[0]


def test_what_is_told_out_of_another_process_is_said_in_the_language(tmp_path: Path) -> None:
    files = [*put(tmp_path, zip=b"PK\3\4", empty=b""), ToCheck(tmp_path / "away.pdf")]
    told = [one for report in check_apart(files) for one in texts(report)]
    assert [speech("nb").said(one) for one in told] == [
        "filen er en ZIP-fil og ingen PDF: pakk den ut, og oppgi det som ligger i den",
        "filen er tom: lag den på nytt, eller kopier den på nytt",
        "filen ble tatt bort, eller er en lenke som ikke fører noe sted: oppgi en PDF som finnes",
    ]


@pytest.mark.slow
def test_where_no_process_can_be_forked_it_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows and macOS, where all that is needed must be sent there."""
    monkeypatch.setattr(apart, "_way", lambda: "spawn")
    nested = hostile.forms(30, 2)
    good, bad, other = check_apart(put(tmp_path, a=spoilt(), b=nested, c=spoilt()))
    assert good == other == check.check(spoilt())
    assert texts(bad)[0].startswith("it is too complex to check (forms")


@posix
@pytest.mark.parametrize("ends", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_at_once_when_it_is_asked_to(ends: signal.Signals, tmp_path: Path) -> None:
    """Also where a library is deep in a file, and hears nothing."""
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    code = (
        "import signal, sys, time\n"
        "from kit.preflight import checked_apart\n"
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))\n"
        "def deaf(*_):\n"
        "    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT, signal.SIGTERM])\n"
        "    open(sys.argv[2], 'w').close()\n"
        "    time.sleep(60)\n"
        "checked_apart.check = deaf\n"
        "from pathlib import Path\n"
        "checked_apart.check_apart([checked_apart.ToCheck(Path(sys.argv[1]))])\n"
    )
    begun = tmp_path / "begun"
    command = [sys.executable, "-c", code, str(tmp_path / "a.pdf"), str(begun)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        until = time.monotonic() + 30
        while not begun.exists() and time.monotonic() < until:
            time.sleep(0.05)
        (child,) = psutil.Process(process.pid).children()
        asked = time.monotonic()
        process.send_signal(ends)
        assert process.wait(20) != 0
        assert time.monotonic() - asked < 5
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE
