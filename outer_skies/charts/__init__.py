"""Decisions about charts and places, made for a person."""
