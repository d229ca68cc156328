/* Two things that Sphinx's search does otherwise: it drops numbers from what is looked for, and takes its
   excerpts from the whole page, pictures and tables included. Runs after searchtools.js. */
"use strict";
{
  const parse = Search._parseQuery;
  Search._parseQuery = (query) => {
    const parsed = parse(query);
    for (const word of splitQuery(query)) if (/^\d+$/.test(word)) [parsed[1], parsed[3]].forEach((set) => set.add(word));
    return parsed;
  };

  Search.htmlToText = (source, anchor) => {
    const page = new DOMParser().parseFromString(source, "text/html");
    const part = (anchor && page.querySelector(anchor)) || page.querySelector("article");
    const blocks = part ? [...part.querySelectorAll("p, li, dd, h2, h3")] : [];
    const hidden = document.documentElement.hasAttribute("data-then") ? ", .fa-since, .fa-since-mark" : "";
    return blocks.filter((block) => !block.querySelector("p, li") && !block.closest("figure, .fa-hint, .fa-then-strip" + hidden))
      .map((block) => block.textContent.trim()).join(" ").replace(/\s+/g, " ");
  };

  Search.makeSearchSummary = (source, words, anchor) => {
    const text = Search.htmlToText(source, anchor);
    const wanted = [...words].map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const pattern = new RegExp(`(${wanted.join("|") || "$^"})`, "gi");
    const found = text.search(pattern);
    const from = Math.max(0, text.lastIndexOf(" ", Math.max(0, found - 90)));
    const excerpt = document.createElement("p");
    excerpt.className = "context";
    const cut = (from ? "… " : "") + text.slice(from, from + 240).replace(/\s\S*$/, "") + (from + 240 < text.length ? " …" : "");
    for (const [index, piece] of cut.split(pattern).entries()) {
      if (index % 2 === 0) { excerpt.append(piece); continue; }
      const strong = document.createElement("strong");
      strong.textContent = piece;
      excerpt.append(strong);
    }
    return text ? excerpt : null;
  };
}
