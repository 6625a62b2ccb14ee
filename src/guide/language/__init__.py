"""Checks of the prose as language: readability, terms, spelling, the right language."""
