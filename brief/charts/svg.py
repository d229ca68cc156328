"""From the renderer's SVG to the picture in the page: small, safe under the site's policy, nameable."""

from __future__ import annotations

import re

from lxml import etree

from brief.charts.theme import FONT, anywhere

SMALLEST_TEXT = 12  # px, the smallest type a phone reader can be asked to read

_SHAPES = {"path", "line", "rect", "circle", "text", "image"}
_NOISE = {"class", "role", "pointer-events", "font-family", "version"}
_DEFAULTS = {"opacity": "1", "fill-opacity": "1", "stroke-opacity": "1", "stroke-width": "1", "text-anchor": "start"}
_GEOMETRY = {"d", "transform", "x", "y", "x1", "y1", "x2", "y2", "width", "height", "cx", "cy", "r", "viewBox"}
_OUTLINE = re.compile(r"(?:[ML][-\d.]+,[-\d.]+|Z)+")
_NUMBER = re.compile(r"-?(?:\d+\.\d*|\.\d+|\d+)(?:e[-+]?\d+)?")


def check(svg: str, width: int) -> None:
    """Refuse a picture nobody could read: no marks, values that are no numbers, small type, too wide."""
    root = etree.fromstring(svg.encode())
    marks = (group for group in root.iter("{*}g") if "role-mark" in group.get("class", ""))
    if not any(_drawn(shape) for group in marks for shape in group.iter()):
        raise ValueError("draws no marks")
    for element in root.iter():
        for name, value in element.attrib.items():
            if re.search(r"\b(NaN|undefined|Infinity)\b", value) and not name.startswith("aria"):
                raise ValueError(f"has {name}={value[:40]!r}: a value is missing or not a number")
            if name == "style":
                raise ValueError(f"needs style={value[:40]!r}, which the site's policy blocks")
    for text in root.iter("{*}text"):
        size = float(text.get("font-size", "12px").removesuffix("px"))
        words = "".join(text.itertext())
        if words.strip() and size < SMALLEST_TEXT:
            raise ValueError(f"sets {words!r} in {size:g} px; {SMALLEST_TEXT} is the smallest")
        if re.search(r"\b(NaN|undefined|null)\b", words):
            raise ValueError(f"prints {words!r}")
    if float(root.get("width")) > width + 1:
        raise ValueError(f"is {float(root.get('width')):.0f} px wide; the column has {width}")


def slim(svg: str, key: str, size: str) -> str:
    """The picture without what a page doesn't need. Ids carry the figure's key, so none collides."""
    root = etree.fromstring(svg.encode())
    # The renderer counts its ids through all that a process draws; here they start anew in each picture.
    ids = {element.get("id"): f"{key}-{size}-{n}" for n, element in enumerate(root.iterfind(".//*[@id]"), 1)}
    for element in list(root.iter("*")):
        empty = _tag(element) == "path" and not _drawn(element)
        if empty or element.get("display") == "none" or element.get("opacity") == "0":
            element.getparent().remove(element)
            continue
        for name, value in list(element.attrib.items()):
            if name in _NOISE or name.startswith("aria-") or _DEFAULTS.get(name) == value:
                del element.attrib[name]
            elif name == "id":
                element.set(name, ids[value])
            elif value.startswith("url(#"):
                element.set(name, f"url(#{ids[value[5:-1]]})")
            elif len(value) > 200 and name == "d" and _OUTLINE.fullmatch(value):
                element.set(name, _outline(value))
            elif name in _GEOMETRY:
                element.set(name, _rounded(value))
        if element.get("transform") == "translate(0,0)":
            del element.attrib["transform"]
    for group in reversed(list(root.iter("{*}g"))):  # dissolve those that say nothing, from the inside out
        if not (len(group) and group.attrib):
            parent = group.getparent()
            place = parent.index(group)
            parent[place : place + 1] = group[:]
    root.set("class", "fa-svg")
    root.set("font-family", FONT.replace('"', "'"))
    root.set("role", "img")
    root.set("aria-labelledby", f"fig-{key}-title")
    root.set("aria-describedby", f"fig-{key}-description")
    etree.cleanup_namespaces(root)
    return anywhere(etree.tostring(root, encoding="unicode"))


def _drawn(element) -> bool:
    if _tag(element) not in _SHAPES or element.get("display") == "none":
        return False
    blank = element.get("d") in (None, "", "M0,0h0v0h0Z") or "background" in element.get("class", "")
    return _tag(element) != "path" or not blank


def _tag(element) -> str:
    return etree.QName(element).localname


def _rounded(value: str) -> str:
    """A text's numbers to two decimals; 0 is added since a small negative number would leave a minus."""
    return _NUMBER.sub(lambda found: f"{round(float(found[0]), 2) + 0:.15g}", value)


def _outline(path: str) -> str:
    """A coast or border to a tenth of a pixel, each point written as its step from the one before.

    Steps are taken between rounded points, so that roundings don't add up. It takes a third off a map."""
    pieces, x, y, stepping = [], 0, 0, False
    for command, point in re.findall(r"([MLZ])([^MLZ]*)", path):
        if command == "Z":
            pieces.append("Z")
            continue
        there_x, there_y = (round(float(number) * 10) for number in point.split(","))
        if command == "M":
            pieces.append(f"M{there_x / 10:g},{there_y / 10:g}")
        elif (there_x, there_y) == (x, y):
            continue
        else:
            step = f"{(there_x - x) / 10:g},{(there_y - y) / 10:g}".replace(",-", "-")
            step = re.sub(r"(?<!\d)0\.", ".", step)
            pieces.append(("" if step[0] == "-" else " ") + step if stepping else f"l{step}")
        stepping = command == "L"
        x, y = there_x, there_y
    return "".join(pieces)
