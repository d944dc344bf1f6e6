"""workshop-kit: words in YAML become a printed workshop kit."""

from kit.core.version import __version__

__all__ = ["__version__"]
