"""What the API is measured against: applications that a newcomer would write, which check nothing."""
