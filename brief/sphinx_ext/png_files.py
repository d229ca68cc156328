"""Pictures as small PNG files: a palette in place of the renderer's four bytes a pixel."""

from __future__ import annotations

import struct
import zlib
from functools import cache
from pathlib import Path

import numpy as np

from brief import book
from brief.charts import theme, vega_spec
from brief.sphinx_ext.build_cache import Shelf, files, hash_of

_SIGNATURE, _SUB = b"\x89PNG\r\n\x1a\n", 1


def take(shelf: Shelf, svg: str, scale: float, colours: int) -> bytes:
    """The drawing as PNG, from the shelf if it, the fonts and this code are what they were."""
    made_from = f"{_made_by()} {scale} {colours} {svg}".encode()
    return shelf.take("png", made_from, lambda: png(svg, scale, colours))


@cache
def _made_by() -> str:
    """A hash of what draws, the same for all pictures of a build."""
    return hash_of(book.ROOT, [Path(__file__), Path(vega_spec.__file__), *files(theme.FACES)])


def png(svg: str, scale: float, colours: int) -> bytes:
    """The drawing with at most 256 `colours`, its most frequent or brightest; the same bytes for the same drawing."""
    pixels = _pixels(vega_spec.png(svg, scale))
    coded = (pixels[:, :, 0] << 16 | pixels[:, :, 1] << 8 | pixels[:, :, 2]).ravel()
    starts = np.flatnonzero(np.diff(coded, prepend=-1))  # of runs of one colour: a drawing is mostly flat
    lengths = np.diff(starts, append=coded.size)
    codes, which = np.unique(coded[starts], return_inverse=True)
    found = np.stack([codes >> 16, codes >> 8 & 255, codes & 255], axis=1)
    weight = np.bincount(which, lengths) * (8 + np.ptp(found, axis=1))  # or letters' edges leave small marks no colour
    palette = found[np.argsort(-weight, kind="stable")[:colours]]
    place = ((found[:, None] - palette[None]) ** 2).sum(axis=2).argmin(axis=1).astype(np.uint8)
    rows = np.zeros((pixels.shape[0], pixels.shape[1] + 1), np.uint8)  # each row begins with its filter: none
    rows[:, 1:] = np.repeat(place[which], lengths).reshape(pixels.shape[:2])
    chunks = {
        b"IHDR": struct.pack(">IIBBBBB", pixels.shape[1], pixels.shape[0], 8, 3, 0, 0, 0),
        b"PLTE": palette.astype(np.uint8).tobytes(),
        b"IDAT": zlib.compress(rows.tobytes(), 8),
        b"IEND": b"",
    }
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in chunks.items()
    )


def _pixels(picture: bytes) -> np.ndarray:
    """The renderer's PNG as an array (height, width, 3). It writes RGBA with one filter; anything else is an error."""
    width, height, depth, colours = struct.unpack(">IIBB", picture[16:26])
    data, at = b"", len(_SIGNATURE)
    while at < len(picture):
        length, kind = struct.unpack(">I4s", picture[at : at + 8])
        data += picture[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    rows = np.frombuffer(zlib.decompress(data), np.uint8).reshape(height, -1)
    if (depth, colours) != (8, 6) or (rows[:, 0] != _SUB).any():
        raise ValueError("the renderer writes another kind of PNG than this module reads")
    steps = rows[:, 1:].reshape(height, width, 4)[:, :, :3]
    return np.cumsum(steps, axis=1, dtype=np.uint8).astype(np.int32)
