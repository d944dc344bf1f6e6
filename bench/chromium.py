"""Chromium alone: what it takes to print the same HTML as PDF, in one process for all documents.

Run as `chromium.py CHROMIUM FOLDER`, with what capture.py wrote into the folder. It draws no bleed
and no form fields, and takes the typefaces from fontconfig, as bare.py does.
"""

import base64
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path[0] = str(Path(__file__).resolve().parent.parent)

from bench.bare import use_only  # noqa: E402


class Browser:
    """Chromium without a window, spoken to through two pipes."""

    def __init__(self, program: str, profile: Path) -> None:
        (read, ours), (answers, write) = os.pipe(), os.pipe()
        # It reads from 3 and writes to 4.
        script = f'exec "$0" "$@" 3<&{read} 4>&{write}'
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe"]
        self._process = subprocess.Popen(
            ["bash", "-c", script, program, *flags, f"--user-data-dir={profile}"],
            pass_fds=(read, write),
            stderr=subprocess.DEVNULL,
        )
        os.close(read)
        os.close(write)
        self._out, self._in = os.fdopen(ours, "wb", 0), os.fdopen(answers, "rb")
        self._number = 0
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        attached = self.ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = {"sessionId": attached["sessionId"]}
        self.ask("Page.enable", page=True)

    def ask(self, method: str, *, page: bool = False, **words: Any) -> dict[str, Any]:
        """The answer to a command, of the page or of the browser."""
        self._number += 1
        asked = {"id": self._number, "method": method, "params": words}
        told = {**asked, **(self._session if page else {})}
        self._out.write(json.dumps(told).encode() + b"\0")
        while (heard := self._heard()).get("id") != self._number:
            pass
        if "result" not in heard:
            raise RuntimeError(f"{method}: {heard}")
        result: dict[str, Any] = heard["result"]
        return result

    def print(self, html: Path) -> bytes:
        """The PDF of a page, as large as its CSS says and tagged."""
        self.ask("Page.navigate", page=True, url=html.as_uri())
        while self._heard().get("method") != "Page.loadEventFired":
            pass
        how = {"preferCSSPageSize": True, "printBackground": True, "generateTaggedPDF": True}
        return base64.b64decode(self.ask("Page.printToPDF", page=True, **how)["data"])

    def close(self) -> None:
        """End it."""
        self.ask("Browser.close")
        self._process.wait()

    def _heard(self) -> dict[str, Any]:
        told = bytearray()
        while (byte := self._in.read(1)) != b"\0":
            if not byte:
                raise RuntimeError("Chromium has ended")
            told += byte
        heard: dict[str, Any] = json.loads(told)
        return heard


def main(program: str, folder: Path) -> None:
    """Print each file of HTML that `work.json` in the folder names into out/."""
    work = json.loads((folder / "work.json").read_text(encoding="utf-8"))
    out = Path("out").resolve()
    out.mkdir()
    with tempfile.TemporaryDirectory() as made:
        use_only(Path(work["fonts"]), Path(made))
        browser = Browser(program, Path(made) / "profile")
        for one in work["documents"]:
            html = (folder / one["html"]).read_text(encoding="utf-8")
            for root, place in work["roots"].items():
                html = html.replace(f"kit:///{root}/", f"{Path(place).as_uri()}/")
            page = Path(made) / one["html"]
            page.write_text(html, encoding="utf-8")
            (out / one["html"]).with_suffix(".pdf").write_bytes(browser.print(page))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
