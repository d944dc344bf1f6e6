"""Every reader given thousands of files that nobody would write, by atheris and from a corpus."""
