"""The publicity report: what the operation did in one municipality, for everybody to read and to print."""
