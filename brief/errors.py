"""What stopped a verb, in one line. An error that our own code raises says what to do; any other is unforeseen."""

from __future__ import annotations

import errno
import os
import traceback
from pathlib import Path

HERE = Path(__file__).parent
DEBUG = "BRIEF_DEBUG"  # set in the environment: the whole traceback
FULL = "the disk is full; the last site and all tables are whole; make room, and run it again"
LOCKED = "it cannot be written; copy the book into a folder of your own, and run it there"
ADVICE = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: LOCKED,
    errno.EACCES: LOCKED,
    errno.EPERM: LOCKED,
    errno.EADDRINUSE: "another program serves there; choose a port of your own with --port",
}


class Stopped(RuntimeError):
    """A verb can't go on, and what stood still stands; the message says why, and what helps."""


def said(problem: Exception) -> str:
    """Our own words; or the kind of error, its words, and the line of ours where it arose."""
    if os.environ.get(DEBUG):
        raise problem
    frames = traceback.extract_tb(problem.__traceback__)
    ours = [frame for frame in frames if HERE in Path(frame.filename).parents]
    place = f"{Path(ours[-1].filename).relative_to(HERE.parent).as_posix()}:{ours[-1].lineno}" if ours else "not ours"
    if f"[Errno {errno.ENOSPC}]" in str(problem):  # also in what a step of the build said, or of several files
        return FULL
    if isinstance(problem, OSError) and problem.strerror:
        advice = ADVICE.get(problem.errno or 0, f"asked for at {place}")
        return f"{problem.strerror}{f': {problem.filename}' if problem.filename else ''}; {advice}"
    words = str(problem.args[0]) if isinstance(problem, KeyError) and problem.args else str(problem)
    if ours and words and ours[-1] is frames[-1] and (ours[-1].line or "").startswith("raise "):
        return words
    return (
        f"unforeseen {type(problem).__name__} at {place}: {' '.join(words.split()) or 'without words'}; "
        f"nothing that stood is lost. Next: look at that line; {DEBUG}=1 before the command shows the whole traceback"
    )
