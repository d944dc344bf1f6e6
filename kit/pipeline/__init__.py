"""The stages in their order, from a session to finished files: request, plan, typeset, check."""
