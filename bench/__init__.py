"""How fast, how large: what `make bench` measures, as ratios of whole processes in one run."""
