"""Many kits in one go: which sessions are meant, made side by side, and what came of each."""
