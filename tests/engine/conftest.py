"""Hypothesis without a clock: how long an example takes says more about the machine than about the engine."""

from hypothesis import settings

settings.register_profile("engine", deadline=None)
settings.load_profile("engine")
