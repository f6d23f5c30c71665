"""The feed: what was recorded, page by page in the order of the log, and waiting for what is to come."""

from api.feed.feed import WAIT_MAX_S, Feed
from api.feed.page import Page, Wanted

__all__ = ["WAIT_MAX_S", "Feed", "Page", "Wanted"]
