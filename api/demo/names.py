"""Names of nobody: syllables in a row, and personal codes of the new form, which say nothing."""

from __future__ import annotations

from random import Random

_CONSONANTS = "bdfghjkķlļmnņprsštvzž"
_VOWELS = "aeiouāīū"


def person(random: Random) -> str:
    """A given name of three syllables and a surname of four."""
    return f"{word(random, 3)} {word(random, 4)}"


def personal_code(number: int) -> str:
    """A code of the form given since July 2017, another for each number up to 99 999."""
    return f"3{2 + number % 8}{number * 7919 % 10_000:04}-{number:05}"


def word(random: Random, length: int) -> str:
    """So many syllables, with a capital."""
    syllables = (random.choice(_CONSONANTS) + random.choice(_VOWELS) for _ in range(length))
    return "".join(syllables).capitalize()
