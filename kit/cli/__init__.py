"""The commands: options, help, progress, tables. The only place that prints to a terminal."""
