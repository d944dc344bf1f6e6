"""Pieces and words to HTML: templates, labels, formats, a pack's own layouts."""
