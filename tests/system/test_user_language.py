"""The user's language: what a variable says, or else the system."""

from collections.abc import Mapping

import pytest

from kit.core.language import Language
from kit.system.user_language import users_language


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"KIT_LANGUAGE": "nn", "LC_ALL": "en_GB.UTF-8"}, "nn"),
        ({"LC_ALL": "nb_NO.UTF-8", "LANG": "en_US.UTF-8"}, "nb"),
        ({"LC_MESSAGES": "nn_NO", "LANG": "nb_NO"}, "nn"),
        ({"LC_ALL": "", "LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, None),
        ({"LANG": "C.UTF-8"}, None),
        ({}, "nn"),
    ],
)
def test_variables_go_before_the_settings_of_the_system(
    environment: Mapping[str, str], language: Language | None
) -> None:
    assert users_language(environment, lambda: "nn_NO") == language


def test_a_system_that_says_nothing_leaves_it_open() -> None:
    assert users_language({}, lambda: "") is None
