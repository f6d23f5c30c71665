"""Settings that processes read: each that says nothing is found before they are started."""

from __future__ import annotations

import pytest

from api.settings import SettingUnreadable, require_readable


@pytest.mark.parametrize(
    "setting",
    [
        "PUMPURS_WEBHOOK_TARGETS=https://127.0.0.1",
        "PUMPURS_WEBHOOK_TARGETS=127.1",
        "PUMPURS_WEBHOOK_NETWORKS=127.0.0.1/8",
        "PUMPURS_CORS_ORIGINS=school.example",
        "PUMPURS_PROXIES=10.0.0.1/8",
        "PUMPURS_LIMIT_WRITES=many",
        "PUMPURS_SOURCE=a b",
        "PUMPURS_BATCH_ROOM=1 GiB",
    ],
)
def test_a_setting_that_says_nothing_is_named(setting: str) -> None:
    """Among others that say something."""
    name, value = setting.split("=")
    with pytest.raises(SettingUnreadable, match=name):
        require_readable({"PUMPURS_PROXIES": "10.0.0.0/8", name: value})


def test_settings_that_are_not_there_say_enough() -> None:
    """None of them has to be set."""
    require_readable({})
