"""The default kit set by typst alone, to compare with."""
