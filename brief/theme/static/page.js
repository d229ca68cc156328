/* What every page does: colours, then and since, anchors, links that carry the reader's settings along.

   Settings live in the address and nowhere else: #anchor&then&mode=dark&range=300. This script owns the
   anchor, "then" and "mode"; items it doesn't know are left as they are. */
(function () {
  "use strict";

  const root = document.documentElement;
  const CARRIED = /^(then|class|mode=(light|dark))$/;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const items = () => location.hash.slice(1).split("&").filter(Boolean);

  function named(item) {
    if (!item || item.includes("=")) return null;
    try { return document.getElementById(decodeURIComponent(item)); } catch (error) { return null; }
  }

  /* Add, change or remove one of our items; the rest of the address stays. */
  function setItem(mine, item) {
    const kept = items().filter((other) => !mine.test(other));
    const next = item ? [...kept, item] : kept;
    history.replaceState(history.state, "", next.length ? "#" + next.join("&") : location.pathname + location.search);
    show();
  }

  /* Bring the page in line with the address. */
  function show() {
    window.faReadAddress();
    for (const button of all("[data-mode]").filter((one) => one !== root)) {
      button.setAttribute("aria-pressed", String(button.dataset.mode === (root.dataset.mode || "")));
    }
    const then = root.hasAttribute("data-then");
    for (const radio of all("input[name=fa-then]")) radio.checked = (radio.value === "then") === then;
    all("a[href]").forEach(carry);
  }

  /* Links to other pages of the site take the reader's settings along. */
  const first = new WeakMap();
  function carry(link) {
    if (!first.has(link)) first.set(link, link.getAttribute("href"));
    const href = first.get(link);
    const target = new URL(href, location.href);
    const inSite = target.protocol === location.protocol && target.host === location.host;
    if (!inSite || href.startsWith("#") || link.hasAttribute("download")) return;
    const taken = items().filter((item) => CARRIED.test(item));
    link.setAttribute("href", taken.length ? href + (href.includes("#") ? "&" : "#") + taken.join("&") : href);
  }

  /* A link within the page would wipe the settings out of the address. */
  function stayHere(event, link) {
    const href = link.getAttribute("href");
    /* What the link itself sets wins over what stood there: #fig-reach-map&range=300. */
    const set = href.slice(1).split("&").map((item) => item.split("=")[0]);
    const kept = items().filter((item) => !named(item) && !set.includes(item.split("=")[0]));
    if (!kept.length || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState(null, "", href + "&" + kept.join("&"));
    /* pushState is silent; the charts listen to this too. */
    dispatchEvent(new HashChangeEvent("hashchange"));
  }

  /* The browser can't find an anchor that has settings after it, nor one inside a closed fold. */
  function goToAnchor() {
    const place = items().map(named).find(Boolean);
    if (!place) return;
    for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    place.scrollIntoView();
    if (!place.hasAttribute("tabindex")) place.setAttribute("tabindex", "-1");
    place.focus({ preventScroll: true });
  }

  /* Which level the reader is in, for the list at the right. */
  function followReader() {
    const links = all(".fa-contents a");
    const levels = links.map((link) => document.getElementById(link.getAttribute("href").slice(1)));
    function mark() {
      const passed = levels.filter((level) => level.getClientRects().length && level.getBoundingClientRect().top < innerHeight / 3);
      const current = passed.length ? levels.indexOf(passed[passed.length - 1]) : 0;
      links.forEach((link, index) => {
        if (index === current) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      });
    }
    if (!links.length) return;
    let waiting = false;
    addEventListener("scroll", () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; mark(); });
    }, { passive: true });
    mark();
  }

  /* A table that fits needs no stop for the keyboard. */
  function watchRegions() {
    const watcher = new ResizeObserver((entries) => {
      for (const { target } of entries) {
        if (target.scrollWidth > target.clientWidth || target.scrollHeight > target.clientHeight) target.tabIndex = 0;
        else target.removeAttribute("tabindex");
      }
    });
    all(".fa-scroll, .fa-code").forEach((region) => watcher.observe(region));
  }

  for (const button of all("button[data-mode]")) {
    button.addEventListener("click", () => setItem(/^mode=/, button.dataset.mode && "mode=" + button.dataset.mode));
  }
  for (const radio of all("input[name=fa-then]")) {
    radio.addEventListener("change", () => setItem(/^then$/, radio.value === "then" && "then"));
  }
  for (const button of all(".fa-show-rest")) {
    button.addEventListener("click", () => {
      setItem(/^then$/, "");
      const block = button.closest(".fa-then-strip").previousElementSibling;
      block.querySelector("summary").focus();
    });
  }
  for (const block of all("details.fa-since")) block.open = true;
  /* The phone's menu closes as menus do: by Escape, or by a tap beside it. */
  for (const menu of all("details.fa-bar-menu")) {
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  }

  /* Also links that came later: search results, cards. */
  for (const kind of ["pointerdown", "focusin", "click"]) {
    document.addEventListener(kind, (event) => {
      const link = event.target.closest && event.target.closest("a[href]");
      if (!link) return;
      if (link.getAttribute("href").startsWith("#")) { if (kind === "click") stayHere(event, link); }
      else carry(link);
    }, true);
  }
  matchMedia("(forced-colors: active)").addEventListener("change", show);
  addEventListener("hashchange", () => { show(); goToAnchor(); });
  addEventListener("beforeprint", () => all("details.fa-since").forEach((block) => { block.open = true; }));

  show();
  goToAnchor();
  followReader();
  watchRegions();
})();
