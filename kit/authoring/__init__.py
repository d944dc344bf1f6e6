"""Helping people write: new packs, new session files, JSON Schemas."""
