"""Cards printed again: those that were lost, and those that changed since a kit was printed."""
