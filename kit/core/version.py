"""The version of this program, which the build of its package reads."""

__version__ = "0.1.0"
