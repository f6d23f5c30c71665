"""A typed client of the PuMPuRS ledger."""

from pumpurs_client.answers import Answer, Problem, Unreachable
from pumpurs_client.batches import Line, Result
from pumpurs_client.client import Client

__all__ = ["Answer", "Client", "Line", "Problem", "Result", "Unreachable"]
