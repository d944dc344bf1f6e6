"""Lists of people as any program keeps them: their names, and all that was left out."""
