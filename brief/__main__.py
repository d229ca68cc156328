"""The verbs: ``python -m brief VERB``. ``make VERB`` calls the same; no logic lives here."""

from __future__ import annotations

import argparse
import importlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from brief import bootstrap, build_lock, errors, processes  # nothing that needs the environment to be there

ROOT = processes.book()
RUN = "import sys; from brief.__main__ import run; sys.exit(run(sys.argv[1:]))"


# The verbs as an editor needs them: the daily ones, then by what they are about. Each is (function, its words, its
# arguments); the function is called with the book's root and the arguments, and gives an exit code or nothing.
ANY, PATH = {"nargs": "*"}, {"type": Path}
CHAPTER = {"name": {}, "--label": {"default": "", "help": "the menu's words, at most 24 characters"}}
LEVELS = {"help": "first a line a page: words, reading grade, case against", "action": "store_true"}
PORT = {"type": int, "default": 8000}
SINCE = {"help": "compare rows and sentences with an older one", "metavar": "COMMIT", "default": "HEAD"}
SITE = {"help": "an older site instead: its folder or commit", "metavar": "SITE", "default": ""}
TO = {"folder": PATH, "--edition": {"help": "also keep it under editions/VERSION/, for good", "action": "store_true"}}
TORN = {"files": PATH | {"nargs": "+"}, "--encoding": {"help": "the code page, if the letters alone do not tell it"}}
VERBS: dict[str, dict[str, tuple[str, str, dict]]] = {
    "every day": {
        "book": ("build:build_book", "build the site into _build/html", {}),
        "preview": ("preview:serve", "serve the site, rebuild on save, reload the page", {"--port": PORT}),
        "changes": ("editor.changes:tell", "what an edit moves; writes nothing", {"--since": SINCE}),
        "accept": ("editor.accept:accept", 'store outputs and the reason, all or nothing: accept "WHY"', {"why": ANY}),
        "test": ("build:run_tests", "check every promise, or a chapter's: test overmatch", {"wanted": ANY}),
    },
    "data": {
        "tidy": ("editor.repair:tidy", "repair a table that a spreadsheet has re-coded, beside the original", TORN),
        "refresh": ("editor.refresh:refresh", "ask a publisher anew, beside the old: refresh gdp", {"table": {}}),
        "links": ("editor.links:check", "ask whether every link still works; fails where one is gone", {}),
    },
    "quality": {
        "check": ("lint.run:run", "all that needs no build: style, types, data, pages, reading", {"--levels": LEVELS}),
        "audit": ("build:run_audit", "what the tests leave out, before a change is done", {"rest": ANY}),
        "gallery": ("visual_checks.run:run", "every figure, against the last edition", {"--against": SITE}),
        "weigh": ("sphinx_ext.site_checks:tell", "print what each page of the built site weighs; fail over budget", {}),
        "bench": ("bench:run", "processor time of a build: clean, unchanged, a sentence, a row", {}),
    },
    "edition": {
        "new-chapter": ("editor.new:make_chapter", "the shape of a chapter, in place: new-chapter black-sea", CHAPTER),
        "new-brief": ("editor.new:make_brief", "a small brief to start from: new-brief ../cholera", {"folder": PATH}),
        "release": ("editor.release:release", "set version, day, changelog, citation: release 0.2.0", {"version": {}}),
        "lite": ("build:build_with_lessons", "make the notebooks that run in the browser, then the site with them", {}),
        "publish": ("publish:publish", "put a tested copy of the site into a folder, whole or not at all", TO),
        "outputs": ("accepted_outputs:store", "store outputs while a chapter is being written", {"chapters": ANY}),
        "clean": ("build:clean", "remove _build", {}),
    },
}


def parser() -> argparse.ArgumentParser:
    told = [
        f"{group}:\n" + "".join(f"  {name:12} {words}\n" for name, (_, words, _) in verbs.items())
        for group, verbs in VERBS.items()
    ]
    top = argparse.ArgumentParser(
        prog="python3 -m brief",
        description=__doc__,
        epilog="\n".join(told),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    subparsers = top.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, (_, words, arguments) in (verb for verbs in VERBS.values() for verb in verbs.items()):
        sub = subparsers.add_parser(name, description=words)
        for argument, how in arguments.items():
            sub.add_argument(argument, **how)
    return top


def main(argv: list[str] | None = None) -> int:
    """One verb in a process of its own, which has read none of the user's settings and has the packages it needs."""
    argv = sys.argv[1:] if argv is None else argv
    argv = ["--help"] if argv in ([], ["help"]) else argv

    def start() -> int:
        command = [str(bootstrap.ensure(ROOT)), "-c", RUN, *argv]
        return subprocess.run(command, cwd=ROOT, env=processes.environment(ROOT), check=False).returncode

    return _in_a_line(parser().parse_args(argv).verb, start)


def run(argv: list[str]) -> int:
    """One verb in this process, which has what it needs; a failure is one line, not a traceback."""
    arguments = vars(parser().parse_args(argv))
    build_lock.verb = verb = arguments.pop("verb")
    module, _, function = next(verbs[verb][0] for verbs in VERBS.values() if verb in verbs).partition(":")

    def start() -> int:
        from brief import atomic_write, build

        if atomic_write.finish(ROOT) | build.put_back(ROOT):
            print("set right what an interrupted command had left", file=sys.stderr)
        done = getattr(importlib.import_module(f"brief.{module}"), function)(ROOT, **arguments)
        return done if isinstance(done, int) else 0

    return _in_a_line(verb, start)


def _in_a_line(verb: str, start: Callable[[], int]) -> int:
    """The exit code of a verb. What stops it is said in one line."""
    try:
        return start()
    except KeyboardInterrupt:
        return 130
    except Exception as problem:
        print(f"{verb}: {errors.said(problem)}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
