"""The verbs: ``python -m brief VERB``. ``make VERB`` calls the same; no logic lives here."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from brief import bootstrap, build_lock, errors, processes  # nothing that needs the environment to be there

ROOT = processes.book()
RUN = "import sys; from brief.__main__ import run; sys.exit(run(sys.argv[1:]))"


def book(args):
    from brief import build

    build.build_book(ROOT)


def lite(args):
    from brief import build
    from brief.browser_lessons import make

    with build_lock.of(ROOT):
        make.build(ROOT)
        build.build_book(ROOT)


def preview(args):
    from brief import preview

    preview.serve(ROOT, port=args.port)


def changes(args):
    from brief.editor import changes

    told = changes.report(ROOT, since=args.since)
    print(told)
    return 1 if told.to_mend else 0


def accept(args):
    from brief.editor import accept

    accept.accept(ROOT, " ".join(args.why))


def refresh(args):
    from brief.editor import refresh

    refresh.refresh(ROOT, args.table)


def links(args):
    from brief.editor import links

    return links.check(ROOT)


def new_chapter(args):
    from brief.editor import new_chapter as newchapter

    newchapter.make(ROOT, args.name, args.label)


def release(args):
    from brief.editor import release

    release.release(ROOT, args.version)


def clean(args):
    from brief import build

    build.clean(ROOT)


def tidy(args):
    from brief.editor import repair as tidy

    left = []
    for path in args.files:
        copy = tidy.repair(Path(path), args.encoding)
        print(copy)
        left += tidy.unmended(copy)
    print("".join(f"still to mend by hand: {cell}\n" for cell in left), end="")
    return 1 if left else 0


def outputs(args):
    from brief import accepted_outputs as outputs

    outputs.store(ROOT, args.chapters)


def test(args):
    from brief import build

    return build.run_tests(ROOT, args.wanted)


def check(args):
    from brief.lint import run

    return run.run(ROOT, args.levels)


def audit(args):
    from brief import build

    return build.run_audit(ROOT, args.rest)


def gallery(args):
    from brief.visual_checks import run

    return run.run(ROOT, args.against)


def bench(args):
    from brief import bench

    bench.run(ROOT)


def weigh(args):
    from brief.sphinx_ext import page_weight as weigh

    site = ROOT / "_build" / "html"
    print(weigh.report(site))
    if problems := weigh.problems(site):
        raise RuntimeError("over budget\n" + "\n".join(problems))


def publish(args):
    from brief import publish

    publish.publish(ROOT, Path(args.folder), edition=args.edition)


# The verbs as an editor needs them: the daily ones, then by what they are about.
GROUPS: dict[str, list[tuple]] = {
    "every day": [
        (book, "build the site into _build/html"),
        (preview, "serve the site, rebuild on save, reload the page", ("--port", {"type": int, "default": 8000})),
        (
            changes,
            "what an edit moves; writes nothing",
            (
                "--since",
                {"default": "HEAD", "metavar": "COMMIT", "help": "compare rows and sentences with an older one"},
            ),
        ),
        (accept, 'store new outputs and the reason, all or nothing: accept "WHY"', ("why", {"nargs": "*"})),
        (
            test,
            "check every promise: tests, stored outputs, the built pages; or a chapter's: test overmatch",
            ("wanted", {"nargs": "*", "metavar": "CHAPTER|FILE"}),
        ),
    ],
    "data": [
        (
            tidy,
            "repair a table that a spreadsheet has re-coded, beside the original",
            ("files", {"nargs": "+"}),
            ("--encoding", {"help": "the code page, where the letters alone can't tell"}),
        ),
        (refresh, "ask the publisher for a table anew, beside the old one: refresh gdp", ("table", {})),
        (links, "ask whether every link still works, by Sphinx's linkcheck; fails where one is gone"),
    ],
    "quality": [
        (
            check,
            "what can be said without a build: style, types, data, pages, lists, reading level",
            ("--levels", {"action": "store_true", "help": "first a line a page: words, reading grade, case against"}),
        ),
        (audit, "the full matrix that the tests leave out, before a change is done", ("rest", {"nargs": "*"})),
        (
            gallery,
            "every figure in four views: overlaps, cut labels, empty marks; against the last edition",
            ("--against", {"default": "", "metavar": "SITE", "help": "an older site instead: its folder or commit"}),
        ),
        (weigh, "print what each page of the built site weighs; fail over budget"),
        (bench, "time a clean build, an unchanged one, a prose edit, each chapter"),
    ],
    "edition": [
        (
            new_chapter,
            "the shape of a new chapter, in place: new-chapter black-sea",
            ("name", {}),
            ("--label", {"default": "", "help": "the menu's words, at most 24 characters"}),
        ),
        (release, "set version, day, changelog, citation and tag notes: release 0.2.0", ("version", {})),
        (lite, "make the notebooks that run in the browser, then the site with them"),
        (
            publish,
            "put a tested copy of the site into a folder, whole or not at all",
            ("folder", {}),
            ("--edition", {"action": "store_true", "help": "also keep it under editions/VERSION/, for good"}),
        ),
        (
            outputs,
            "run notebooks and store their outputs, while a chapter is being written",
            ("chapters", {"nargs": "*"}),
        ),
        (clean, "remove _build"),
    ],
}


def _name(run) -> str:
    return run.__name__.replace("_", "-")


def parser() -> argparse.ArgumentParser:
    told = [
        f"{group}:\n" + "".join(f"  {_name(run):12} {words}\n" for run, words, *_ in verbs)
        for group, verbs in GROUPS.items()
    ]
    top = argparse.ArgumentParser(
        prog="python3 -m brief",
        description=__doc__,
        epilog="\n".join(told),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")
    for run, words, *arguments in (verb for group in GROUPS.values() for verb in group):
        sub = verbs.add_parser(_name(run), description=words)
        sub.set_defaults(run=run)
        for argument, how in arguments:
            sub.add_argument(argument, **how)
    return top


def main(argv: list[str] | None = None) -> int:
    argv = sys.argv[1:] if argv is None else argv
    argv = ["--help"] if argv in ([], ["help"]) else argv
    args = parser().parse_args(argv)
    try:
        python = bootstrap.ensure(ROOT)
        # In a process of its own, which has read none of the user's settings.
        command = [str(python), "-c", RUN, *argv]
        return subprocess.run(command, cwd=ROOT, env=processes.environment(ROOT), check=False).returncode
    except KeyboardInterrupt:
        return 130
    except Exception as problem:
        print(f"{args.verb}: {errors.said(problem)}", file=sys.stderr)
        return 1


def run(argv: list[str]) -> int:
    """One verb, once this process has what it needs; a failure is one line, not a traceback."""
    args = parser().parse_args(argv)
    build_lock.verb = args.verb
    try:
        from brief import atomic_write, build

        if atomic_write.finish(ROOT) | build.put_back(ROOT):
            print("set right what an interrupted command had left", file=sys.stderr)
        return args.run(args) or 0
    except KeyboardInterrupt:
        return 130
    except Exception as problem:
        print(f"{args.verb}: {errors.said(problem)}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
