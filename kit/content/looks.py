"""What a pack draws in its own way: colours, motifs, a logo."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kit.content.motif import Motif
from kit.content.palettes import Palette


@dataclass(frozen=True)
class Looks:
    """What a pack draws in its own way, by the numbers of its areas, and where its logo lies."""

    palettes: Mapping[int, Palette] = field(default_factory=dict)
    motifs: Mapping[int, Motif] = field(default_factory=dict)
    logo: Path | None = None

    @property
    def told(self) -> str:
        """The same for the same colours and motifs; nothing where all is drawn as it is anyway."""
        drawn = (sorted(self.palettes.items()), sorted(self.motifs.items()))
        return repr(drawn) if any(drawn) else ""


# Of a pack that has no looks.yaml.
NO_LOOKS = Looks()
