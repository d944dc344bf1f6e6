"""Templates of packs run within bounds: they see words and looks, and nothing of the machine."""
