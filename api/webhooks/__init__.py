"""Webhooks: events sent to whoever subscribed to them, signed, until they are taken."""
