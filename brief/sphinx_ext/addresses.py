"""Addresses within the site: from a page's link to a name in the site, and back."""

from __future__ import annotations

import posixpath
import re


def _parted(address: str) -> tuple[str, str]:
    """The path, and what follows it: query and fragment."""
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    return path, address[len(path) :]


def resolved(page: str, href: str) -> tuple[str, str]:
    """The name in the site that a relative link of `page` leads to, and its query and fragment."""
    path, rest = _parted(href)
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page, rest


def link(page: str, target: str) -> str:
    """The relative address of `target` (a name in the site, with query and fragment) from `page`."""
    path, rest = _parted(target)
    return posixpath.relpath(path, posixpath.dirname(page) or ".") + rest
