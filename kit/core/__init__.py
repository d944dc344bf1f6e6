"""What every stage stands on: errors, sizes, rectangles, progress, spelling, parts of messages."""
