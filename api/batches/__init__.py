"""Batches: commands sent by the thousand, one to a line."""
