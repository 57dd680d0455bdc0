"""Techniques: each in one file, a chart (and a moment) in, a frozen result out; `table` lists them all."""
