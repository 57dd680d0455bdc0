"""The doormen: browser events in, one verb called, what is displayed kept."""
