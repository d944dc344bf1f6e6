"""The colours that layouts draw with, as the chosen ink and the pack have them."""

import re
from functools import cached_property
from pathlib import Path

from kit.content.looks import Looks
from kit.session.options import Ink
from kit.session.selection import ChosenArea

# Stylesheets laid over all others to spare ink; greys are laid over what already spares it.
INK_STYLESHEETS: dict[Ink, tuple[str, ...]] = {
    "normal": (),
    "saver": ("ink/saver.css",),
    "grey": ("ink/saver.css", "ink/grey.css"),
}


class Colours:
    """The colours of a folder of layouts in one ink, with those that a pack has in their place."""

    def __init__(self, folder: Path, ink: Ink, looks: Looks) -> None:
        self._folder = folder
        self._ink = ink
        self._looks = looks

    @cached_property
    def tokens(self) -> dict[str, str]:
        """Every colour as #rrggbb, by its name in tokens.css without the leading hyphens."""
        sheets = ("tokens.css", *INK_STYLESHEETS[self._ink])
        css = "".join((self._folder / name).read_text(encoding="utf-8") for name in sheets)
        return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6});", css)) | self._of_pack

    @cached_property
    def _of_pack(self) -> dict[str, str]:
        """The colours that the pack has in place of the layouts' own; none in greys."""
        areas = self._looks.palettes if self._ink != "grey" else {}
        return {
            f"area-{number}-{tone}": colour
            for number, one in areas.items()
            for tone, colour in (one.tokens if self._ink == "normal" else one.spared).items()
        }

    @property
    def declarations_of_pack(self) -> str:
        """The pack's own colours as CSS declares them; empty where it has none."""
        return " ".join(f"--{name}: {is_};" for name, is_ in self._of_pack.items())

    def of_pack_in(self, palette: str) -> tuple[str, ...]:
        """The pack's own colours of one palette, each as `name: colour`."""
        return tuple(
            f"{name}: {is_}"
            for name, is_ in self._of_pack.items()
            if name.startswith(f"{palette}-")
        )

    @cached_property
    def palettes(self) -> int:
        """How many palettes there are for areas."""
        return sum(1 for name in self.tokens if re.fullmatch(r"area-\d+-accent", name))

    def palette(self, area: ChosenArea | None) -> str:
        """The name of an area's palette; after the last they begin again with the first."""
        if area is None:
            return "neutral"
        return f"area-{(area.number - 1) % self.palettes + 1}"
