"""HTML read back: its texts, its headings, its links, and whether its elements are closed."""

from html.parser import HTMLParser

# Of those that have no end, these are used.
_VOID = {"meta", "br", "hr"}
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}


class Page(HTMLParser):
    """A page as it is read.

    `texts` are the runs of text between two tags, but for styles, with the element that each
    stands in. `headings` are levels and texts, `ids` and `links` are in their order.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[tuple[str, str]] = []
        self.headings: list[tuple[int, str]] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.language = ""
        self._open: list[str] = []
        self._run = ""
        self.feed(html)
        self.close()
        assert not self._open, f"never closed: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._ended()
        known = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.language = known.get("lang", self.language)
        self.ids += [known["id"]] if "id" in known else []
        self.links += [known[name] for name in ("href", "src") if name in known]
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._ended()
        assert self._open, f"</{tag}> closes nothing"
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self._run += data

    def _ended(self) -> None:
        """A run of text ends where a tag begins."""
        run, self._run = " ".join(self._run.split()), ""
        if not run or self._open[-1:] == ["style"]:
            return
        inside = self._open[-1] if self._open else ""
        self.texts.append((inside, run))
        if inside in _HEADINGS:
            self.headings.append((_HEADINGS[inside], run))

    @property
    def runs(self) -> list[str]:
        """The runs of text alone."""
        return [run for _, run in self.texts]
