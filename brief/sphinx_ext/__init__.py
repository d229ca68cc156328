"""What makes the built pages: the Sphinx extension and the pass over its HTML."""
