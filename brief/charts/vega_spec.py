"""What a chart needs to come alive in the page, and the same engine asked from Python.

The page gets one JSON block per figure: the specification for both widths and one copy of the data,
the settings and the configuration that both share.
"""

from __future__ import annotations

import json
import re
from hashlib import sha256
from html import unescape

import vl_convert

from brief.charts.theme import FACES, FONT, in_face

vl_convert.register_font_directory(str(FACES))
VEGA_LITE = "6.4"  # the version that altair 6.3 writes


# vl-convert carries these modules under these names for its own use. When it changes their versions the
# names change too, and this fails at build time, not in the page. The interpreter runs expressions
# without `unsafe-eval`.
_ENGINE = """
import {parse, View, Error as onlyErrors} from "/npm/vega@6.2.0/+esm";
import {compile} from "/npm/vega-lite@6.4.1/+esm";
import {expressionInterpreter} from "/npm/vega-interpreter@2.0.0/+esm";
window.faVega = {compile, parse, View, onlyErrors, expressionInterpreter};
"""


def engine() -> str:
    """The chart engine as one script for the whole site: `window.faVega` with what a live chart needs, and nothing else
    global."""
    code = vl_convert.javascript_bundle(_ENGINE, vl_version=VEGA_LITE)
    # Bare, its names would be page globals: one of them is the `_` of Sphinx's scripts.
    return f"(function(){{{code}\n}})();\n"


def picture(spec: dict) -> str:
    """The specification drawn as SVG."""
    return vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE)


def png(svg: str, scale: float) -> bytes:
    """A finished picture as PNG, all words in the book's own face."""
    return vl_convert.svg_to_png(in_face(svg), scale=scale)


def sized(spec: dict, width: int) -> dict:
    """The specification set to `width` pixels, labels included; side-by-side views set their own."""
    spec = _named_by_content(_steady(spec))
    if any(name.endswith("concat") or name in ("facet", "repeat", "spec") for name in spec):
        return spec
    return {"width": width, "autosize": {"type": "fit-x", "contains": "padding"}} | spec


def payload(wide: dict, narrow: dict) -> str:
    """Both specifications as compact JSON that can stand in a script element."""
    datasets: dict[str, list] = {}
    pair = [_hoisted(spec, datasets) for spec in (wide, narrow)]
    shared = [param for param in pair[0].get("params", []) if param in pair[1].get("params", [])]
    for spec in pair:
        spec.pop("$schema", None)
        own = [param for param in spec.pop("params", []) if param not in shared]
        if own:
            spec["params"] = own
    config = pair[0].pop("config", {})
    pair[1].pop("config", None)
    whole = {"config": config | {"font": FONT}, "params": shared, "datasets": datasets}
    whole |= {"wide": pair[0], "narrow": pair[1]}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # "</script>" or "<!--" in a label would end the block.
    return text.replace("<", "\\u003c")


def evaluate(spec: dict, name: str, **settings) -> str:
    """The text of parameter `name` in the chart's own language, with other settings: no browser needed."""
    params = [
        {**param, "value": settings[param["name"]]} if param["name"] in settings else param
        for param in spec.get("params", [])
    ]
    unknown = set(settings) - {param["name"] for param in params}
    if unknown:
        raise ValueError(f"the chart has no parameter {sorted(unknown)[0]!r}")
    probe = {"params": params, "data": {"values": [{}]}, "mark": {"type": "text", "text": {"expr": name}, "limit": 0}}
    found = re.search(r"<text[^>]*>(.*?)</text>", picture(probe), re.S)
    return unescape(found[1]) if found else ""


def _label(values: list) -> str:
    return "data-" + sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:12]


def _named_by_content(spec: dict) -> dict:
    """Altair names a data set by a hash of all its digits, of which the last differ from machine to machine; here it is
    named by the ten that are kept."""
    named = {name: _label(values) for name, values in spec.get("datasets", {}).items()}

    def renamed(node: dict) -> dict:
        if isinstance(data := node.get("data"), dict) and data.get("name") in named:
            node["data"] = {"name": named[data["name"]]}
        return node

    datasets = {named[name]: values for name, values in spec.pop("datasets", {}).items()}
    spec = json.loads(json.dumps(spec), object_hook=renamed)
    return spec | {"datasets": datasets} if datasets else spec


def _hoisted(spec: dict, datasets: dict) -> dict:
    """A copy of the specification whose data moved to `datasets`, what stood inline named by content."""

    def moved(node: dict) -> dict:
        if isinstance(data := node.get("data"), dict) and len(json.dumps(data.get("values", ""))) > 40:
            label = _label(data["values"])
            datasets[label] = data.pop("values")
            node["data"] = {"name": label} | data
        return node

    spec = json.loads(json.dumps(spec), object_hook=moved)
    datasets |= spec.pop("datasets", {})
    return spec


def _steady(spec: dict) -> dict:
    """Numbers cut to ten digits: below that they differ from machine to machine, and nobody sees it.

    A value that is missing (NaN) is null, the one way that both JSON and the chart know."""

    def short(digits: str) -> float:
        number = float(f"{float(digits):.10g}")
        return int(number) if number.is_integer() and abs(number) < 1e15 else number

    missing = {"NaN": None}
    return json.loads(json.dumps(spec), parse_float=short, parse_constant=lambda name: missing.get(name, float(name)))
