"""Lines of short texts: measured in the typefaces, and broken where they are most even."""
