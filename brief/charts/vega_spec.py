"""What a chart needs to come alive in the page, and the same engine asked from Python.

The page gets one JSON block per figure: the specification for both widths and one copy of the data,
the settings and the configuration that both share.
"""

from __future__ import annotations

import json
import math
import re
from hashlib import sha256
from html import unescape

import vl_convert

from brief.charts.theme import FACES, FONT, in_face

vl_convert.register_font_directory(str(FACES))
VEGA_LITE = "6.4"  # the version that altair 6.3 writes


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

    def renamed(node):
        if isinstance(node, list):
            return [renamed(item) for item in node]
        if not isinstance(node, dict):
            return node
        return {
            key: {"name": named[value["name"]]} if key == "data" and value.get("name") in named else renamed(value)
            for key, value in node.items()
        }

    if not named:
        return spec
    datasets = {named[name]: values for name, values in spec["datasets"].items()}
    return renamed({key: value for key, value in spec.items() if key != "datasets"}) | {"datasets": datasets}


def _hoisted(node, datasets: dict):
    """A copy of the specification whose inline data moved to `datasets`, named by content."""
    if isinstance(node, list):
        return [_hoisted(item, datasets) for item in node]
    if not isinstance(node, dict):
        return node
    copy = {}
    for name, value in node.items():
        if name == "datasets":
            datasets.update(value)
        elif name == "data" and isinstance(value, dict) and len(json.dumps(value.get("values", ""))) > 40:
            label = _label(value["values"])
            datasets[label] = value["values"]
            copy[name] = {"name": label} | {key: rest for key, rest in value.items() if key != "values"}
        else:
            copy[name] = _hoisted(value, datasets)
    return copy


def _steady(node):
    """Numbers cut to ten digits: below that they differ from machine to machine, and nobody sees it.

    A value that is missing (NaN) is null, the one way that both JSON and the chart know."""
    if isinstance(node, dict):
        return {name: _steady(value) for name, value in node.items()}
    if isinstance(node, (list, tuple)):
        return [_steady(value) for value in node]
    if isinstance(node, float):
        if math.isnan(node):
            return None
        short = float(f"{node:.10g}")
        return int(short) if short.is_integer() and abs(short) < 1e15 else short
    return node
