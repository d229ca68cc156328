"""The verbs: ``python -m brief VERB``. ``make VERB`` calls the same; no logic lives here."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from brief import environment

ROOT = Path(__file__).resolve().parent.parent


def book(args):
    from brief import build

    build.build_book(ROOT)


def lite(args):
    from brief import build
    from brief.lite import make

    make.build(ROOT)
    build.build_book(ROOT)


def preview(args):
    from brief import preview

    preview.serve(ROOT, port=args.port)


def tidy(args):
    from brief import tidy

    for path in args.files:
        print(tidy.repair(Path(path), args.encoding))


def outputs(args):
    from brief import build

    build.store_outputs(ROOT, args.chapters)


def test(args):
    from brief import build

    return build.run_tests(ROOT, args.rest)


def audit(args):
    from brief import build

    return build.run_audit(ROOT, args.rest)


def bench(args):
    from brief import bench

    bench.run(ROOT)


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="python -m brief", description=__doc__)
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")

    def verb(run, words):
        sub = verbs.add_parser(run.__name__, help=words, description=words)
        sub.set_defaults(run=run)
        return sub

    verb(book, "build the site into _build/html")
    verb(lite, "make the notebooks for the browser, then the site with them")
    verb(preview, "serve the site, rebuild on save, reload").add_argument("--port", type=int, default=8000)
    repair = verb(tidy, "repair a table that a spreadsheet has re-coded, beside the original")
    repair.add_argument("files", nargs="+")
    repair.add_argument("--encoding", help="the code page, where the letters alone can't tell")
    verb(outputs, "run the notebooks and store their outputs").add_argument("chapters", nargs="*")
    verb(test, "check every promise: tests, stored outputs, the built pages").add_argument("rest", nargs="*")
    verb(audit, "the full browser matrix, by hand before a change is done").add_argument("rest", nargs="*")
    verb(bench, "time a clean build, an unchanged one and a prose edit")
    return top


def main(argv: list[str] | None = None) -> int:
    argv = sys.argv[1:] if argv is None else argv
    args = parser().parse_args(argv)
    try:
        python = environment.ensure(ROOT)
        if not environment.is_ours(ROOT):
            return subprocess.run([python, "-m", "brief", *argv], cwd=ROOT, check=False).returncode
        return args.run(args) or 0
    except KeyboardInterrupt:
        return 130
    except (ValueError, OSError, RuntimeError) as problem:
        # Known failures are one line, not a traceback.
        print(f"{args.verb}: {problem}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
