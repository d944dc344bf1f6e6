"""Finished files into a folder: all or none, never over somebody else's."""
