"""A typed client of the PuMPuRS ledger."""

from pumpurs_client.answers import Answer, Problem, Unreachable
from pumpurs_client.client import Client

__all__ = ["Answer", "Client", "Problem", "Unreachable"]
