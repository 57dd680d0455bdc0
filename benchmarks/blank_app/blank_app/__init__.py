"""The least a Reflex app can be."""
