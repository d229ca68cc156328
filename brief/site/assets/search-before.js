/* What Sphinx's search expects of a theme, without what stores or highlights. Runs before searchtools.js. */
"use strict";
const DOCUMENTATION_OPTIONS = {
  BUILDER: "html", FILE_SUFFIX: ".html", LINK_SUFFIX: ".html",
  /* An excerpt is fetched from its page, which a browser refuses from disk. */
  SHOW_SEARCH_SUMMARY: location.protocol !== "file:",
};
const SPHINX_HIGHLIGHT_ENABLED = false;
const faWords = {
  "Search Results": "Results",
  "Search finished, found ${resultCount} page(s) matching the search query.": "Places that hold all these words: ${resultCount}.",
  "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.":
    "No page holds all these words. Try fewer, or another form of a name.",
};
const _ = (text) => faWords[text] || text;
const Documentation = { gettext: _ };
const _ready = (start) => (document.readyState === "loading" ? addEventListener("DOMContentLoaded", start) : start());
document.documentElement.dataset.content_root = "";
if (location.protocol === "file:") document.getElementById("fa-from-disk").hidden = false;
