"""From wishes to finished files: request, plan, typeset, impose, check."""
