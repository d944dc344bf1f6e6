"""The version of this program, which the build of its package reads, and since when it runs."""

import time

__version__ = "0.1.0"

# In ns: when this process began to load the program. What is written later it may have or not.
LOADED_SINCE = time.time_ns()
