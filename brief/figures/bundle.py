"""The chart engine as one script for the whole site."""

from __future__ import annotations

import vl_convert

from brief.figures.live import VEGA_LITE

# The interpreter runs expressions without `unsafe-eval`. vl-convert carries it under this name for its
# own use; when its version changes, so may the name, and this line fails at build time, not in the page.
_SNIPPET = """
import {expressionInterpreter} from "/npm/vega-interpreter@2.0.0/+esm";
window.faVega = {vega, vegaLite, expressionInterpreter};
"""


def vega_bundle() -> str:
    """The script: `window.faVega` with `vega`, `vegaLite` and `expressionInterpreter`, and nothing else global."""
    code = vl_convert.javascript_bundle(_SNIPPET, vl_version=VEGA_LITE)
    # Bare, its names would be page globals: one of them is the `_` of Sphinx's scripts.
    return f"(function(){{{code}\n}})();\n"
