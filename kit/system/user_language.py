"""The language that this user has chosen for the system."""

import os
import sys
from collections.abc import Callable, Mapping

from kit.core.language import VARIABLE, Language, language_called

# Of these the first that says anything decides, as for all programs of POSIX.
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
# In s: macOS answers at once.
_PATIENCE = 5.0


def users_language(
    environment: Mapping[str, str] = os.environ, system: Callable[[], str] | None = None
) -> Language | None:
    """The language that KIT_LANGUAGE says, or else the system; None where we speak none.

    `system` is what the system itself says where no variable does.
    """
    own = environment.get(VARIABLE, "")
    if own:
        return language_called(own)
    for variable in _VARIABLES:
        if environment.get(variable):
            return language_called(environment[variable])
    return language_called((system or _of_the_system)())


def _of_the_system() -> str:
    """What Windows or macOS says; nothing elsewhere."""
    if sys.platform == "win32":
        import ctypes
        import locale

        number = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return locale.windows_locale.get(number, "")
    if sys.platform == "darwin":
        import subprocess

        asked = ("defaults", "read", "-g", "AppleLocale")
        try:
            ran = subprocess.run(
                asked, capture_output=True, text=True, timeout=_PATIENCE, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return ran.stdout.strip()
    return ""
