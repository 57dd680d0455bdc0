"""The sky: numbers in, frozen values out, no I/O but the data files of the ephemeris and the zones."""
