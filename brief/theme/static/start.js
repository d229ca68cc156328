/* Runs before the page is drawn, so that nothing flashes or jumps: scripts are there; which colours and
   which time the address asks for. Nothing is stored anywhere. */
(function () {
  "use strict";
  const root = document.documentElement;
  window.faReadAddress = function () {
    const items = location.hash.slice(1).split("&");
    /* Strong contrast is the device's own choice of colours, and wins. */
    const forced = matchMedia("(forced-colors: active)").matches;
    const mode = !forced && items.map((item) => /^mode=(light|dark)$/.exec(item)).find(Boolean);
    if (mode) root.dataset.mode = mode[1];
    else delete root.dataset.mode;
    root.toggleAttribute("data-class", items.includes("class"));
    /* A class sees no later matter at all. */
    root.toggleAttribute("data-then", items.includes("then") || items.includes("class"));
  };
  root.dataset.js = "";
  window.faReadAddress();
})();
