"""What every stage stands on: errors, files, sizes, rectangles, the cache, worker processes."""
