/* Cases to code by a rule, blind. Codes are in the page and in the files that a reader saves and opens, nowhere else;
   the book's own are read only when a student asks to compare. */
(function () {
  "use strict";

  const form = document.querySelector("form.fa-recode");
  const all = (selector, from = form) => [...from.querySelectorAll(selector)];
  const one = (name) => form.querySelector(".fa-recode-" + name);
  const cells = all("fieldset[data-part]").map((box) => {
    const { case: id, label } = box.closest("[data-case]").dataset, part = box.querySelector("strong").textContent;
    return { ...box.dataset, box, id, place: `${label}, ${part.slice(0, -1)}` };
  });
  const codes = [...new Set(all("[type=radio]").map((radio) => radio.value))];
  const chosen = ({ box }) => (box.querySelector(":checked") || { value: "" }).value;
  const AFTER = "after comparing";
  let saved = true, compared = false; // the latter until the page is loaded anew

  const make = (tag, named) => Object.assign(document.createElement(tag), named);
  const list = (place, lines) => place.replaceChildren(...lines.map((line) => make("li", { textContent: line })));
  const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  const printed = (figure) => (isNaN(figure)
    ? "not defined, since one code was used throughout" : figure.toFixed(2).replace("-", "−"));
  function withBook(coded) {
    const { alike, kappa } = faAgreement.two(coded.map(([cell, code]) => [code, cell.code]));
    return `${Math.round(100 * alike)} per cent are coded as in the book; Cohen’s kappa is ${printed(kappa)}`;
  }

  function show() {
    for (const place of all("[data-case]")) {
      const own = cells.filter(({ box }) => place.contains(box));
      place.querySelector(".fa-count").textContent = `${own.filter(chosen).length} of ${own.length} coded`;
    }
    one("total").textContent = `${count(cells.filter(chosen).length, "code")} chosen, of ${cells.length}.`;
  }

  function save() {
    const when = compared ? AFTER : "before comparing";
    const lines = cells.filter(chosen).map((cell) => [cell.id, cell.part, chosen(cell), when].join());
    const who = form.querySelector("#fa-recode-who").value.trim().replace(/[^\p{L}\p{N}]+/gu, "-");
    const text = ["case,part,code,saved", ...lines, ""].join("\r\n");
    const href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    make("a", { href, download: ["codes", who].filter(Boolean).join("-") + ".csv" }).click();
    setTimeout(() => URL.revokeObjectURL(href), 10000);
    saved = true;
  }

  /* [cell, code] for each line of a file that has a code, whole or its first letter; `late`, whether its student had
     compared. Spreadsheets save with commas, semicolons or tabs. */
  async function read(file) {
    const found = new Map();
    const refuse = (at, what) => { throw new Error(`${file.name}, line ${at + 1}: ${what}`); };
    const text = await file.text();
    text.replace(/^\ufeff/, "").split(/\r?\n/).forEach((line, at) => {
      const [id, part, wrote] = line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"|"$/g, "").toLowerCase());
      if (!wrote || wrote === "code") return;
      const code = codes.find((each) => wrote === each || wrote === each[0]);
      const cell = cells.find((other) => other.id === id && other.part === part);
      if (!cell) refuse(at, `the form has no “${id}, ${part}”. Take case and part from the blank form.`);
      if (!code) refuse(at, `“${wrote}” is no code. Write ${codes.join(" or ")}.`);
      if (found.has(cell)) refuse(at, `“${id}, ${part}” stands here a second time. Delete one of the two lines.`);
      found.set(cell, code);
    });
    if (!found.size) throw new Error(`${file.name}: no codes were found. The columns must be case, part, code.`);
    return Object.assign([...found], { late: text.includes(AFTER) });
  }

  function startOver() {
    form.reset();
    for (const { box } of cells) box.disabled = false;
    const told = ["opened", "compared", "differ", "agree", "together", "readers", "split"];
    for (const name of told) one(name).replaceChildren();
    one("agreed").hidden = true;
    saved = true;
    show();
  }

  function open([file]) {
    if (file) read(file).then((coded) => {
      startOver();
      compared = compared || coded.late;
      for (const [cell, code] of coded) cell.box.querySelector(`[value="${code}"]`).checked = true;
      one("opened").textContent = `${file.name} is open: ${count(coded.length, "code")}.`;
      show();
    }).catch((error) => { one("opened").textContent = error.message; });
  }

  function compare() {
    const coded = cells.filter(chosen).map((cell) => [cell, chosen(cell)]);
    for (const { box } of cells) box.disabled = coded.length > 0;
    compared = compared || coded.length > 0;
    const agree = coded.filter(([cell, code]) => code === cell.code);
    one("compared").textContent = coded.length
      ? `Of your ${count(coded.length, "code")}, ${withBook(coded)}.` : "Code at least one part of a case first.";
    list(one("differ"), coded.filter((each) => !agree.includes(each)).map(([cell, code]) =>
      `${cell.place}: you say ${code}, the book says ${cell.code}. ${cell.why}`));
    list(one("agree"), agree.map(([cell, code]) => `${cell.place}: ${code}. ${cell.why}`));
    one("agreed").hidden = !agree.length;
  }

  /* The files of a class: how far students agree with one another and each with the book, and what splits them. */
  async function together(files) {
    const tried = await Promise.allSettled([...files].map(read));
    const readers = tried.map((found, at) => ({ ...found, name: files[at].name.replace(/\.csv$/i, "") }));
    const late = (coded) => (coded.late ? `, saved ${AFTER}` : "");
    list(one("readers"), readers.map(({ name, value, reason }) => (value
      ? `${name}${late(value)}: of ${count(value.length, "code")}, ${withBook(value)}.`
      : `${reason.message} Not counted.`)));
    const given = cells.map((cell) => ({ cell, by: readers.flatMap(({ name, value = [] }) =>
      value.filter(([other]) => other === cell).map(([, code]) => ({ name, code }))) }));
    const units = given.map(({ by }) => by.map(({ code }) => code)).filter((unit) => unit.length > 1);
    one("together").textContent = units.length
      ? `${count(units.length, "part")} of cases coded in two files or more. ` +
        `Krippendorff’s alpha is ${printed(faAgreement.alpha(units))}.`
      : "No part of a case was coded in two files, so there is nothing to compare. Choose files on the same cases.";
    const who = (by, code) => by.filter((each) => each.code === code).map(({ name }) => name);
    const split = given.map(({ cell, by }) => ({ cell, total: by.length, groups: codes
      .map((code) => ({ code, names: who(by, code) })).filter(({ names }) => names.length)
      .sort((some, more) => more.names.length - some.names.length) }));
    const against = ({ total, groups }) => total - (groups.length ? groups[0].names.length : 0);
    const lines = split.filter(against).sort((some, more) => against(more) - against(some));
    list(one("split"), lines.map(({ cell, groups }) =>
      `${cell.place}: ${groups.map(({ code, names }) => `${code} (${names.join(", ")})`).join("; ")}`));
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", (event) => { if (event.target.type === "radio") { saved = false; show(); } });
  form.addEventListener("click", ({ target }) => {
    if (!target.matches(".fa-recode-clear")) return;
    for (const radio of all("input", target.closest("[data-case]"))) radio.checked = false;
    show();
  });
  one("save").addEventListener("click", save);
  one("compare").addEventListener("click", compare);
  one("over").addEventListener("click", () => {
    if (!cells.some(chosen) || confirm("Start over? Codes that you have not saved are lost.")) startOver();
  });
  form.querySelector("#fa-recode-open").addEventListener("change", (event) => open(event.target.files));
  form.querySelector("#fa-recode-many").addEventListener("change", (event) => together(event.target.files));
  addEventListener("beforeunload", (event) => { if (!saved) event.preventDefault(); });
  show();
})();
