"""Posters planned before they are drawn: one scale of type for all of a kit, places in mm."""
