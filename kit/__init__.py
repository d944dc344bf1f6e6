"""workshop-kit: words in YAML become a printed workshop kit."""

__version__ = "0.1.0"
