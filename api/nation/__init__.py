"""A synthetic nation: the whole operation in its published proportions, with learners who never were."""
