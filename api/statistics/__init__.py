"""The published figures: what each means, and its answer out of the events."""
