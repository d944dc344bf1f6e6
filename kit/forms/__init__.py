"""Fillable fields, and names drawn into them."""
