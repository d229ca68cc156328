/* Opens a number's card in place: beside the number on a wide screen, as a sheet at the foot of a phone.
   Without this script the number is a link to its entry on the numbers page. */
(function () {
  "use strict";

  const data = document.getElementById("fa-cards");
  if (!data) return;
  const cards = JSON.parse(data.textContent);
  const wide = matchMedia("(min-width: 700px)");
  const PUBLISHERS = 3;
  let opener = null;

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  const dialog = make("dialog", { class: "fa-card", "aria-labelledby": "fa-card-value", tabindex: "-1" });

  function source(entry) {
    const words = [entry.publisher];
    if (entry.date) words.push(entry.date.slice(0, 4));
    const text = words.join(", ");
    return entry.link ? make("a", { href: entry.link, title: entry.title }, text) : text;
  }

  function publishedBy(card, entry) {
    const list = make("dd");
    card.published_by.slice(0, PUBLISHERS).forEach((one, index) => list.append(index ? "; " : "", source(one)));
    const more = card.published_by.length - PUBLISHERS;
    if (more > 0) list.append("; ", make("a", { href: entry }, `and ${more} more`));
    if (!card.published_by.length) list.append("this book’s own calculation");
    return list;
  }

  function rowsPanel(card) {
    const parts = card.rows.map(({ table, count, columns, rows }) => {
      const used = columns.map((_, place) => place).filter((place) => rows.some((row) => row[place]));
      const head = make("tr", {}, ...used.map((place) => make("th", { scope: "col" }, columns[place].replaceAll("_", " "))));
      const body = rows.map((row) => make("tr", {}, ...used.map((place) => make("td", {}, row[place]))));
      const shown = rows.length < count ? `${rows.length} of ${count} rows` : count === 1 ? "1 row" : `${count} rows`;
      const name = `${shown} of the table ${table}`;
      return make("div", {}, make("p", {}, name), make("div", { class: "fa-scroll", tabindex: "0", role: "region", "aria-label": name },
        make("table", {}, make("thead", {}, head), make("tbody", {}, ...body))));
    });
    return parts.length ? parts : [make("p", {}, "No rows: the number is set by definition.")];
  }

  function citePanel(card, entry) {
    const address = new URL(entry, location.href).href;
    const copy = make("button", { type: "button", class: "fa-plain-button" }, "Copy");
    const text = `${card.cite} ${address}`;
    copy.addEventListener("click", () => {
      navigator.clipboard.writeText(text).then(() => { copy.textContent = "Copied"; }, () => { copy.textContent = "Select the words to copy them"; });
    });
    return [make("p", {}, card.cite), make("p", {}, make("a", { href: entry }, "Its entry on the numbers page")), navigator.clipboard ? copy : ""];
  }

  function action(label, content) {
    const id = "fa-card-" + label.toLowerCase();
    const panel = make("div", { class: "fa-card-panel", id }, ...content);
    panel.hidden = true;
    const button = make("button", { type: "button", "aria-expanded": "false", "aria-controls": id }, make("span", {}, label));
    return { button, panel };
  }

  function fill(card, entry) {
    const close = make("button", { type: "button", class: "fa-card-close", "aria-label": "Close" });
    close.addEventListener("click", () => dialog.close());
    const actions = [
      action("Rows", rowsPanel(card)),
      action("Calculation", [make("p", {}, card.how)]),
      action("Cite", citePanel(card, entry)),
    ];
    const head = make("div", { class: "fa-card-head" },
      make("p", { class: "fa-card-value", id: "fa-card-value" }, card.text),
      make("p", { class: "fa-card-date" }, card.date), close);
    const body = make("div", { class: "fa-card-body" },
      make("p", { class: "fa-card-meaning" }, card.meaning),
      make("dl", {},
        make("div", {}, make("dt", {}, "Published by"), publishedBy(card, entry)),
        make("div", {}, make("dt", {}, "How sure"), make("dd", {}, card.sure))),
      ...actions.map(({ panel }) => panel));
    for (const one of actions) {
      one.button.addEventListener("click", () => {
        for (const { button, panel } of actions) {
          const open = button === one.button && panel.hidden;
          panel.hidden = !open;
          button.setAttribute("aria-expanded", String(open));
        }
        if (wide.matches) showWhole(opener.getClientRects()[0]);
        if (!one.panel.hidden) body.scrollTop = one.panel.offsetTop;
      });
    }
    dialog.replaceChildren(head, body, make("div", { class: "fa-card-actions" }, ...actions.map(({ button }) => button)));
  }

  /* In the text's own order, so that Tab goes from the number into its card. */
  function place(link) {
    const block = link.closest(".fa-scroll, p, ul, ol, dl.fa-entry, h2, h3") || link.parentElement;
    block.after(dialog);
  }

  function setBeside(link) {
    const lines = link.getClientRects(), line = lines[lines.length - 1];
    const frame = dialog.offsetParent.getBoundingClientRect();
    const column = document.getElementById("main").getBoundingClientRect();
    const left = Math.max(column.left, Math.min(line.left - 60, column.right - dialog.offsetWidth));
    dialog.style.left = `${left - frame.left}px`;
    dialog.style.top = `${line.bottom - frame.top + 8}px`;
    showWhole(line);
  }

  /* Scroll until the card is in view, but never the number out of it. */
  function showWhole(line) {
    const below = dialog.getBoundingClientRect().bottom - innerHeight + 16;
    const room = line.top - 16;
    if (below > 0 && room > 0) scrollBy({ top: Math.min(below, room), behavior: "instant" });
  }

  function setAsSheet(link) {
    dialog.style.left = dialog.style.top = "";
    /* The number stays in view above the sheet, at the end of a page too. */
    document.body.classList.add("fa-sheet-open");
    const over = link.getBoundingClientRect().bottom + 24 - dialog.getBoundingClientRect().top;
    if (over > 0) scrollBy({ top: over, behavior: "instant" });
  }

  function left() {
    opener.classList.remove("fa-num-open");
    opener.setAttribute("aria-expanded", "false");
  }

  function open(link) {
    if (opener) left();
    returnFocus = true;
    if (dialog.open) dialog.close();
    const card = cards[link.dataset.num];
    opener = link;
    fill(card, link.getAttribute("href"));
    place(link);
    link.classList.add("fa-num-open");
    link.setAttribute("aria-expanded", "true");
    if (wide.matches) {
      dialog.show();
      setBeside(link);
    } else {
      dialog.showModal();
      setAsSheet(link);
    }
    dialog.focus({ preventScroll: true });
  }

  let returnFocus = true;
  dialog.addEventListener("close", () => {
    /* The event comes late: by then another number may have its card, and keeps the keyboard. */
    if (dialog.open) return;
    document.body.classList.remove("fa-sheet-open");
    left();
    if (returnFocus) opener.focus({ preventScroll: true });
    returnFocus = true;
  });
  dialog.addEventListener("keydown", (event) => {
    /* A modal dialog closes itself; the open one beside the text doesn't. */
    if (event.key === "Escape" && wide.matches) { event.preventDefault(); dialog.close(); }
  });
  dialog.addEventListener("focusout", (event) => {
    const to = event.relatedTarget;
    if (dialog.open && to && !dialog.contains(to) && to !== opener) { returnFocus = false; dialog.close(); }
  });
  document.addEventListener("pointerdown", (event) => {
    if (!dialog.open) return;
    const box = dialog.getBoundingClientRect();
    const inside = dialog.contains(event.target) && event.clientY >= box.top && event.clientX >= box.left && event.clientX <= box.right && event.clientY <= box.bottom;
    if (!inside && !event.target.closest("a.fa-num-open")) dialog.close();
  });
  wide.addEventListener("change", () => { if (dialog.open) dialog.close(); });

  for (const link of document.querySelectorAll("a.fa-num")) {
    link.setAttribute("aria-haspopup", "dialog");
    link.setAttribute("aria-expanded", "false");
    link.addEventListener("click", (event) => {
      if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      if (dialog.open && opener === link) dialog.close();
      else open(link);
    });
  }
})();
