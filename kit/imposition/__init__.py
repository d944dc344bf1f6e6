"""Arithmetic in mm, no PDF: which face lies where, marks, tiles, the plan of the guide."""
