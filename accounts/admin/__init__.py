"""Owners look after people here: who may sign in, who moderates, who answers."""

from accounts.admin import experts, people, sign_in

__all__ = ["experts", "people", "sign_in"]
