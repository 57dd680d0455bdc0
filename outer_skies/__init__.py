"""Outer Skies: an astrology studio in the browser."""
