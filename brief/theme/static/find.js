/* Long lists: words to look for, a choice, a few at a time. Claims, numbers and sources use it.

   What the reader asks for stands in the address and nowhere else: #claims=disputed&find=gas. Items that
   are hidden by "only what was known" are neither found nor counted. */
(function () {
  "use strict";

  const form = document.querySelector("form.fa-find");
  if (!form) return;
  const root = document.documentElement;
  const words = form.querySelector("input");
  const choice = form.querySelector("select");
  const said = document.querySelector(".fa-find-said");
  const list = document.querySelector(".fa-found");
  const more = document.querySelector(".fa-find-more");
  const items = [...list.querySelectorAll("[data-find-item]")];
  const groups = [...list.querySelectorAll("[data-find-group]")];
  const step = Number(form.dataset.atOnce) || Infinity;
  const noun = form.dataset.noun;
  const MINE = choice ? new RegExp(`^(find|${choice.name})=`) : /^find=/;
  let limit = step;

  const then = () => root.hasAttribute("data-then");
  const texts = [new Map(), new Map()];
  function textOf(item) {
    const known = texts[Number(then())];
    if (!known.has(item)) {
      const copy = item.cloneNode(true);
      if (then()) copy.querySelectorAll(".fa-since-mark").forEach((part) => part.remove());
      copy.querySelectorAll("[data-find-not]").forEach((part) => (part.closest("div") ?? part).remove());
      const pieces = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
      const said = [item.id];
      while (pieces.nextNode()) said.push(pieces.currentNode.data);
      known.set(item, faMatch.plain(said.join(" ")));
    }
    return known.get(item);
  }

  function matches() {
    const wanted = faMatch.words(words.value);
    const kind = choice ? choice.value : "";
    return items.filter((item) => {
      if (then() && item.classList.contains("fa-since-mark")) return false;
      if (kind && !item.dataset[choice.name].split(" ").includes(kind)) return false;
      return !wanted.length || wanted.every((word) => faMatch.degree(textOf(item), word));
    });
  }

  const asking = () => Boolean(words.value.trim() || (choice && choice.value));

  function show() {
    if (choice) {
      /* What came of a claim is no choice for a reader who asked to see only what was known. */
      const later = choice.querySelector("optgroup.fa-since-mark");
      later.disabled = later.hidden = then();
      if (then() && later.contains(choice.selectedOptions[0])) { choice.value = ""; write(); }
    }
    const found = matches();
    const shown = new Set(found.slice(0, limit));
    for (const item of items) item.hidden = !shown.has(item);
    for (const group of groups) {
      group.hidden = !items.some((item) => shown.has(item) && group.contains(item));
      if (group.tagName === "DETAILS") group.open = asking();
    }
    if (more) more.hidden = shown.size === found.length;
    const total = items.filter((item) => !(then() && item.classList.contains("fa-since-mark"))).length;
    const part = shown.size < found.length ? `, ${shown.size} shown` : "";
    said.textContent = asking() ? `${found.length} of ${total} ${noun} found${part}` : `${total} ${noun}${part}`;
    list.dataset.ready = "";
  }

  const inAddress = () => location.hash.slice(1).split("&").filter(Boolean);
  const value = (name) => (inAddress().find((item) => item.startsWith(name + "=")) || "").slice(name.length + 1);

  function read() {
    try { words.value = decodeURIComponent(value("find")); } catch (error) { words.value = ""; }
    if (choice) {
      choice.value = value(choice.name);
      if (choice.selectedIndex < 0) choice.value = "";
    }
    limit = step;
    show();
  }

  function write() {
    const kept = inAddress().filter((item) => !MINE.test(item));
    if (choice && choice.value) kept.push(`${choice.name}=${choice.value}`);
    if (words.value.trim()) kept.push(`find=${encodeURIComponent(words.value.trim())}`);
    history.replaceState(history.state, "", kept.length ? "#" + kept.join("&") : location.pathname + location.search);
  }

  /* An item that the address names is shown, whatever else was asked for. */
  function goToItem() {
    const place = inAddress().map((item) => document.getElementById(item)).find(Boolean);
    const item = place && place.closest("[data-find-item]");
    if (!item) return;
    if (!matches().includes(item)) {
      words.value = "";
      if (choice) choice.value = "";
      write();
    }
    limit = Math.max(limit, Math.ceil((matches().indexOf(item) + 1) / step) * step || limit);
    show();
    for (let fold = item.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    place.scrollIntoView();
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
  }

  let waiting = 0;
  words.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { limit = step; show(); write(); }, 150);
  });
  if (choice) choice.addEventListener("change", () => { limit = step; show(); write(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  if (more) {
    more.querySelector("button").addEventListener("click", () => {
      const first = matches()[limit];
      limit += step;
      show();
      first.tabIndex = -1;
      first.focus({ preventScroll: true });
    });
  }
  addEventListener("hashchange", () => { read(); goToItem(); });
  new MutationObserver(show).observe(root, { attributeFilter: ["data-then"] });
  /* Paper has no button to show more. */
  let before = step;
  addEventListener("beforeprint", () => {
    before = limit;
    limit = Infinity;
    show();
    groups.forEach((group) => { group.open = true; });
  });
  addEventListener("afterprint", () => { limit = before; show(); });

  read();
  goToItem();
})();
