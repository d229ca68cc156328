"""What makes the built pages: the Sphinx extension, and the site made of the bodies that Sphinx leaves."""
