"""HTML to faces with WeasyPrint: fit, read-back, the cache, batches side by side."""
