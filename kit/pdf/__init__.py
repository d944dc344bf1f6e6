"""Writing PDFs: faces stored once, tags, bookmarks, PDF/X, pictures of pages."""
