"""WeasyPrint alone: what a plain script takes to typeset the same HTML, and nothing else.

Run as `bare.py FOLDER`, with what capture.py wrote there. It knows nothing of `kit`.
"""

import json
import mimetypes
import os
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.sax.saxutils import escape


def main(folder: Path) -> None:
    """Write a PDF into out/ of each file of HTML that `work.json` in the folder names."""
    work = json.loads((folder / "work.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as made:
        use_only(Path(work["fonts"]), Path(made))
        typeset(folder, work)


def use_only(fonts: Path, made: Path) -> None:
    """Point fontconfig at one folder of fonts, as the program does; before WeasyPrint is loaded."""
    config = made / "fonts.conf"
    config.write_text(
        f"<fontconfig><dir>{escape(str(fonts))}</dir>"
        f"<cachedir>{escape(str(made / 'cache'))}</cachedir></fontconfig>\n",
        encoding="utf-8",
    )
    os.environ["FONTCONFIG_FILE"] = str(config)


def typeset(folder: Path, work: dict[str, Any]) -> None:
    """Typeset piece after piece, with one set of fonts for all."""
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        """Serves kit:///layouts/… from the folder of layouts."""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002
            root, _, inside = unquote(urlsplit(url).path).lstrip("/").partition("/")
            path = Path(work["roots"][root]) / inside
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    fonts, fetcher = FontConfiguration(), Fetcher()
    out = Path("out")
    out.mkdir()
    for one in work["documents"]:
        html = (folder / one["html"]).read_text(encoding="utf-8")
        source = HTML(string=html, base_url="kit:///", url_fetcher=fetcher)
        document = source.render(font_config=fonts, pdf_forms=one["forms"])
        pdf = document.write_pdf(
            zoom=one["zoom"], pdf_forms=one["forms"], pdf_variant=one["variant"]
        )
        (out / one["html"]).with_suffix(".pdf").write_bytes(pdf)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
