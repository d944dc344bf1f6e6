"""What the facilitator asks for: session file, people, printers, choice of values."""
