"""What people type, made into values: names, days, figures, paths; not what they are for."""
