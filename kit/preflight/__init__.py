"""Finished PDFs read back and judged."""
