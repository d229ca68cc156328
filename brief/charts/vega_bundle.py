"""The chart engine as one script for the whole site."""

from __future__ import annotations

import vl_convert

from brief.charts.vega_spec import VEGA_LITE

# vl-convert carries these modules under these names for its own use. When it changes their versions the
# names change too, and this fails at build time, not in the page. The interpreter runs expressions
# without `unsafe-eval`.
_SNIPPET = """
import {parse, View, Error as onlyErrors} from "/npm/vega@6.2.0/+esm";
import {compile} from "/npm/vega-lite@6.4.1/+esm";
import {expressionInterpreter} from "/npm/vega-interpreter@2.0.0/+esm";
window.faVega = {compile, parse, View, onlyErrors, expressionInterpreter};
"""


def bundle() -> str:
    """The script: `window.faVega` with what a live chart needs, and nothing else global."""
    code = vl_convert.javascript_bundle(_SNIPPET, vl_version=VEGA_LITE)
    # Bare, its names would be page globals: one of them is the `_` of Sphinx's scripts.
    return f"(function(){{{code}\n}})();\n"
