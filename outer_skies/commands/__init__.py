"""The commands of `outer-skies`, one a module, and what they share: arguments, places, the terminal, documents.

A module of a command has `DESCRIPTION` and `EPILOG` for its help, `add_arguments(parser)` and `run(arguments)`, which
answers the exit code.
"""
