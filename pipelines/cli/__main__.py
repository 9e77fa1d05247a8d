"""The program `sitrep`, which is `python -m pipelines.cli` too: runs a command and ends."""

from __future__ import annotations

import atexit
import os
import sys
import threading

from pipelines.cli.app import main


def entry() -> None:
    """Run the command line and end the process with its exit code.

    Python would go through all that was loaded once more to free it, a second after a run; the system frees it at once.
    What asked to be called at the end is called, and where threads are under way Python ends as it always does.
    """
    code: int | str | None = 0
    try:
        main()
    except SystemExit as end:
        code = end.code
    under_way = [thread for thread in threading.enumerate() if not thread.daemon]
    if under_way != [threading.main_thread()] or not isinstance(code, int | None):
        sys.exit(code)
    atexit._run_exitfuncs()
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:  # the caller may have closed it
                stream.flush()
    except OSError:
        sys.exit(code)
    os._exit(code or 0)


if __name__ == "__main__":
    entry()
