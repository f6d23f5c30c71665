"""Pages, for Jinja."""
