/* The search page: places of the book that hold all the words asked for, the best first.

   The index comes as a script, `searchindex.js`, so that search also works from a folder. A place is a claim, a number,
   a term, a name, a source, a work or a section; `faSearch` is called with all of them. */
function faSearch(index) {
  "use strict";
  const LONGEST = 240, AT_ONCE = 20;
  const asked = new URLSearchParams(location.search).get("q") || "";
  const field = document.getElementById("fa-q"), out = document.getElementById("search-results");
  field.value = asked;
  const words = faMatch.words(asked);
  if (!words.length) return;
  /* Who asked to see only what was known is shown nothing later. */
  const then = document.documentElement.hasAttribute("data-then");

  const found = index.places.map(([page, anchor, kind, title, text, later], order) => {
    const parts = { title: faMatch.plain(title), text: faMatch.plain(text), later: then ? "" : faMatch.plain(later) };
    let score = 0, onlyLater = false;
    for (const word of words) {
      const inTitle = faMatch.degree(parts.title, word), inText = faMatch.degree(parts.text, word);
      const inLater = faMatch.degree(parts.later, word);
      if (!inTitle && !inText && !inLater) return null;
      onlyLater ||= !inTitle && !inText;
      score += anchor.endsWith(`-${word}`) ? 40 : 0;
      score += Math.max([0, 3, 12][inTitle] + (parts.title === word ? 12 : 0), [0, 1, 4][inText], [0, 1, 3][inLater]);
    }
    return { page, anchor, title, text, later, order, onlyLater: onlyLater || (!text && Boolean(later)),
      score: score + (index.kinds[kind] || 0) };
  }).filter(Boolean).sort((a, b) => b.score - a.score || a.order - b.order);

  const made = (tag, text, name) => Object.assign(document.createElement(tag), { textContent: text, className: name || "" });

  function excerpt(place) {
    const text = place.onlyLater ? place.later : place.text;
    /* The plain text is as long as the text but for accents, so a place in one is near enough in the other. */
    const at = Math.max(0, ...words.slice(0, 1).map((word) => faMatch.place(faMatch.plain(text), word)));
    const from = at < 90 ? 0 : text.lastIndexOf(" ", at - 60) + 1;
    const whole = from + LONGEST >= text.length;
    const cut = text.slice(from, from + LONGEST).replace(whole ? /$/ : /\s\S*$/, "");
    const line = made("p", from ? "… " : "", "context");
    for (const piece of cut.split(/([\p{L}\p{N}][\p{L}\p{N}.,'’-]*)/u)) {
      const hit = words.some((word) => faMatch.degree(faMatch.plain(piece), word));
      line.append(hit ? made("strong", piece) : piece);
    }
    if (!whole) line.append(" …");
    return line;
  }

  function item(place) {
    const entry = document.createElement("li");
    const link = made("a", place.title);
    link.href = index.pages[place.page][0] + (place.anchor ? "#" + place.anchor : "");
    entry.append(link, " ", made("span", index.pages[place.page][1], "fa-found-on"));
    if (place.onlyLater) entry.append(" ", made("span", "Since then", "fa-found-since"));
    if (place.text || place.later) entry.append(excerpt(place));
    return entry;
  }

  const list = made("ul", "", "search");
  const count = found.length;
  out.append(made("h2", "Results"), made("p", count
    ? `Places with all these words: ${count}.`
    : "No place has all these words. Try fewer words, or another form of a name.", "search-summary"), list);
  const more = made("button", "Show more", "fa-plain-button");
  const show = () => {
    const first = list.children.length;
    list.append(...found.slice(first, first + AT_ONCE).map(item));
    if (list.children.length >= count) more.remove();
    if (first) list.children[first].querySelector("a").focus();
  };
  more.type = "button";
  more.addEventListener("click", show);
  show();
  if (list.children.length < count) out.append(more);
}
