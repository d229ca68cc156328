// What tests ask of a page, to be run in it: `page.evaluate(in_page("cut"))` calls the function of that name. Several
// arguments come as one list. A page keeps nothing of this but what a function hangs on `window`.
({
  // --- how a page comes to rest

  // From now on `shifts` has what moved without the reader's doing: by how much, and what.
  watchShifts() {
    window.shifts = [];
    new PerformanceObserver(list => list.getEntries().filter(e => !e.hadRecentInput).forEach(e => shifts.push(
      [e.value, ...e.sources.map(one => one.node && (one.node.outerHTML || one.node.data).slice(0, 80))])))
      .observe({ type: "layout-shift", buffered: true });
  },

  async drawn() {
    await document.fonts.ready;
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  },

  async readToTheEnd() {
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
      scrollTo(0, y);
      await new Promise(requestAnimationFrame);
    }
    scrollTo(0, 0);
    await new Promise(done => setTimeout(done, 100));
  },

  // --- what is wrong with it

  // By axe, a line each. With `most` entries of each list, since all are made alike: the 444 numbers take axe a quarter
  // of a minute, and a view has them all in the audit. What is taken out for it is put back.
  async violations([within, options, most]) {
    const out = [...document.querySelectorAll("main [data-find-item]")]
      .filter(e => [...e.parentNode.children].indexOf(e) >= most).map(e => [e.parentNode, e, e.nextSibling]);
    for (const [, entry] of out) entry.remove();
    const { violations } = await axe.run(within || document, options);
    for (const [list, entry, next] of out.reverse()) list.insertBefore(entry, next);
    return violations.map(({ id, nodes: [one] }) => `${id}: ${one.html.slice(0, 160)} (${one.failureSummary})`);
  },

  // On paper: a figure's blank picture, what can't be used there but is printed, a link whose address isn't, and what
  // must stay whole but lies in something that WebKit can't break around it.
  onPaper() {
    const around = e => e ? [e, ...around(e.parentElement)] : [];
    dispatchEvent(new Event("beforeprint"));
    const seen = selector => [...document.querySelectorAll(selector)].filter(e => e.getClientRects().length);
    const pictures = figure => [...figure.querySelectorAll(".fa-picture")].map(one => one.offsetHeight);
    return {
      ground: getComputedStyle(document.body).backgroundColor,
      blank: seen("figure.fa-figure").filter(figure => Math.max(...pictures(figure)) <= 40).map(figure => figure.id),
      useless: seen("button, input, select, nav").map(e => e.outerHTML.slice(0, 120)),
      bare: [...document.querySelectorAll("main a[href^='http']:not(.fa-source a)")].filter(a =>
        a.checkVisibility() && !getComputedStyle(a, "::after").content.includes(a.getAttribute("href")))
        .map(a => a.outerHTML),
      cut: [...document.querySelectorAll("main :is(.fa-claim, .fa-head, thead)")].filter(e => e.checkVisibility())
        .flatMap(e => around(e.parentElement)).filter(e => {
          const style = getComputedStyle(e);
          return /grid|flex/.test(style.display) || style.containerType !== "normal" || style.overflowX !== "visible";
        }).map(e => e.outerHTML.slice(0, 80)),
    };
  },

  // WCAG 2.2, 1.4.12, as a reader's own style sheet would say it.
  spaceWidely() {
    const own = new CSSStyleSheet();
    own.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; "
      + "word-spacing: .16em !important } p { margin-bottom: 2em !important }");
    document.adoptedStyleSheets.push(own);
  },

  // What runs over its box: a table may, in a scroller of its own; a label in a picture may not leave the picture.
  cut() {
    const cut = [...document.querySelectorAll("body :not(svg *)")].filter(e => {
      const wide = e.scrollWidth > e.clientWidth + 1, high = e.scrollHeight > e.clientHeight + 1;
      if (!wide && !high || !e.checkVisibility()) return false;
      if (e.closest("thead, legend, .fa-visually-hidden, .fa-control-label")) return false;
      const style = getComputedStyle(e);
      return wide && style.overflowX !== "visible" && !e.querySelector("table")
        || high && /hidden|clip/.test(style.overflowY);
    });
    const out = [...document.querySelectorAll("svg text")].filter(e => {
      const label = e.getBoundingClientRect(), picture = e.ownerSVGElement.getBoundingClientRect();
      const edge = 2 + parseFloat(getComputedStyle(e).strokeWidth); // Firefox counts the halo
      return label.width && (label.left < picture.left - edge || label.right > picture.right + edge);
    });
    const wide = [...document.querySelectorAll(".fa-picture")].filter(e => e.getBoundingClientRect().right > innerWidth);
    return [...cut, ...out, ...wide].map(e => e.outerHTML.slice(0, 120));
  },

  // Verdicts whose words share ground with the sentence that they judge: boxes of lines, not of elements.
  verdictsOnSentences() {
    return [...document.querySelectorAll(".fa-finding")].filter(finding => {
      const verdict = finding.querySelector(".fa-verdict");
      const own = document.createRange(), rest = document.createRange();
      own.selectNodeContents(verdict);
      rest.setStartAfter(verdict);
      rest.setEndAfter(finding.lastChild);
      const boxes = [...rest.getClientRects()];
      return [...own.getClientRects()].some(a => boxes.some(b => a.width && b.width
        && a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1));
    }).map(finding => finding.innerText);
  },

  figuresWithFewMarks() {
    return [...document.querySelectorAll("figure.fa-figure")].map(figure => [figure.id,
      [...figure.querySelectorAll("svg path, svg rect, svg circle, svg line, svg text, table td, li")].filter(e => {
        const box = e.getBoundingClientRect();
        return box.width + box.height > 0;
      }).length]).filter(([, seen]) => seen < 5);
  },

  // Top and bottom of control, sentence and chart of each live figure.
  placesInLiveFigures() {
    return [...document.querySelectorAll(".fa-figure[data-live]")].map(figure =>
      [figure.id, [".fa-controls", ".fa-sentence", ".fa-narrow"].map(part => {
        const box = figure.querySelector(part).getBoundingClientRect();
        return [box.top, box.bottom];
      })]);
  },

  // --- its controls

  // Keeps every control of every chart in `controls`; how many there are.
  findControls() {
    document.querySelectorAll("main details").forEach(fold => fold.open = true);
    window.controls = [...document.querySelectorAll(".fa-figure[data-live] :is(.fa-preset, .fa-more, select)")];
    return controls.length;
  },

  // Gives a control another setting; whether it then has one.
  useControl(number) {
    const control = controls[number];
    const others = [...(control.options || [])].filter(one => !one.disabled && !one.selected);
    const all = [...document.querySelectorAll(".fa-figure :is(.fa-value, select, .fa-preset)")];
    const settings = () => all.map(one => one.value + one.ariaPressed).join();
    const before = settings();
    if (others.length) {
      control.value = others.at(-1).value;
      control.dispatchEvent(new Event("change", { bubbles: true }));
    } else control.click();
    return settings() !== before;
  },

  // Milliseconds from a press to the frame in which the reader sees its outcome, in the sentence and the picture.
  answer([figure, control]) {
    return new Promise((done, fail) => {
      const begun = performance.now();
      const watch = new MutationObserver(changes => {
        if (!changes.some(({ target }) => target.closest(".fa-sentence, .fa-picture"))) return;
        watch.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begun)));
      });
      watch.observe(figure, { subtree: true, childList: true, attributes: true });
      if (control.tagName === "SELECT") {
        control.value = [...control.options].find(one => !one.selected && !one.disabled).value;
        control.dispatchEvent(new Event("change", { bubbles: true }));
      } else control.click();
      setTimeout(() => fail("no answer in 10 s"), 10000);
    });
  },

  // Milliseconds that the sentence of a figure takes to follow a number of it, twenty times.
  sentenceTimes([figure, number]) {
    const box = document.querySelector(`${figure} [data-param=${number}] .fa-value`);
    const said = document.querySelector(`${figure} .fa-sentence`);
    const pause = ms => new Promise(done => setTimeout(done, ms));
    return (async () => {
      const took = [];
      for (let i = 0; i < 21; i++) {
        const before = said.textContent, start = performance.now();
        box.value = String(-5 + i % 20);
        box.dispatchEvent(new Event("change", { bubbles: true }));
        while (said.textContent === before && performance.now() - start < 2000) await pause(0);
        took.push(performance.now() - start);
        await pause(20);
      }
      return took.slice(1);
    })();
  },

  // A figure's sentence with its bold words between asterisks again.
  sentence(figure) {
    const said = document.querySelector(`${figure} .fa-sentence`);
    return [...said.childNodes].map(n => n.nodeType === 1 ? `*${n.textContent}*` : n.data).join("");
  },

  // What the page's own Vega, under the site's policy, makes of these rows.
  async calculated([rows, transform]) {
    const { parse, View, expressionInterpreter } = faVega;
    const spec = { data: [{ name: "t", values: rows, transform }] };
    const view = new View(parse(spec, {}, { ast: true }), { renderer: "none", expr: expressionInterpreter });
    await view.runAsync();
    return view.data("t").map(row => Object.fromEntries(transform.map(t => [t.as, row[t.as]])));
  },

  // All that a reader can set, and all that follows it.
  state() {
    const all = (selector, read) => [...document.querySelectorAll(selector)].map(read);
    return {
      numbers: all("figure .fa-value", e => e.value), choices: all("select", e => e.value),
      typed: all(".fa-find input", e => e.value), options: all("main input[type=radio]", e => e.checked),
      pressed: all("main [aria-pressed], .fa-modes [aria-pressed]", e => e.getAttribute("aria-pressed")),
      sentences: all(".fa-sentence", e => e.textContent), shown: all("[data-find-item]", e => !e.hidden),
      then: document.documentElement.hasAttribute("data-then"), mode: document.documentElement.dataset.mode || "",
    };
  },

  // --- the keyboard's way

  // Keeps in `stops` what Tab must reach, in this order: everything that can be operated, and one of each group of
  // options.
  stops() {
    const able = "a[href], button, input, select, textarea, summary, [tabindex]";
    window.stops = [...document.querySelectorAll(able)].filter(e =>
      !e.disabled && e.tabIndex >= 0 && e.checkVisibility({ visibilityProperty: true })
      && (e.type !== "radio" || e === ([...document.getElementsByName(e.name)].find(one => one.checked)
                                       || document.getElementsByName(e.name)[0])));
    const ringed = stops.filter(e => getComputedStyle(e).outlineStyle !== "none");
    return {
      names: stops.map(e => e.outerHTML.slice(0, 100)), ringed: ringed.length,
      jump: document.querySelectorAll("[tabindex]:not([tabindex='0'], [tabindex='-1'])").length,
    };
  },

  // Which stop, the colour of its ring and of the ground under it, whether any of it is in sight.
  whereTheKeyboardIs() {
    const e = document.activeElement;
    if (!e || e === document.body) return null;
    const shown = e.matches("input.fa-visually-hidden") ? e.labels[0] : e; // a chooser of files, shown by its label
    let ground = shown.parentElement;
    while (/, 0\)|transparent/.test(getComputedStyle(ground).backgroundColor)) ground = ground.parentElement;
    const style = getComputedStyle(shown);
    const places = [[.5, .5], [.1, .2], [.9, .2], [.1, .8], [.9, .8]];
    const seen = [...shown.getClientRects()].some(box => places.some(([x, y]) => {
      const top = document.elementFromPoint(box.left + x * box.width, box.top + y * box.height);
      return top && shown.contains(top);
    }));
    const none = style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2;
    const ring = none || [style.outlineColor, getComputedStyle(ground).backgroundColor];
    return { stop: stops.indexOf(e), seen, ring };
  },
})
