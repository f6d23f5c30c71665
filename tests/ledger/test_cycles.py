"""The search for cycles belongs to the process, whichever threads want to do without it."""

import gc

from ledger.cycles import no_search_for_cycles


def test_the_search_for_cycles_goes_on_when_the_last_has_come_out() -> None:
    """Whoever comes out first leaves it off for the others; and nobody leaves it off for ever."""
    first, second = no_search_for_cycles(), no_search_for_cycles()
    first.__enter__()
    second.__enter__()
    assert not gc.isenabled()
    first.__exit__(None, None, None)
    assert not gc.isenabled()
    second.__exit__(None, None, None)
    assert gc.isenabled()
