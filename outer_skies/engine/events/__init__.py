"""When something happens in the sky: one vocabulary of events, one kind a file."""
