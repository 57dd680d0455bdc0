"""Marks on paper: a chart in, shapes out. No I/O."""
