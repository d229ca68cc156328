/* Makes a figure with controls live, in the page, when a reader first touches it.

   Until then the figure is a picture and this script has asked for nothing. State lives in the address
   and nowhere else: #fig-demand&price=300&place=north - items between "&"; one without "=" is an anchor
   or a flag that other scripts own, one with "=" is a control's parameter. */
(function () {
  "use strict";

  const bundle = new URL("vega.js", document.currentScript.src).href;
  let engine = null;

  /* One request for the whole page. A failed one is forgotten, so that the next touch tries again. */
  function loadEngine() {
    engine = engine || new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = bundle;
      script.onload = () => resolve(window.faVega);
      script.onerror = () => { engine = null; script.remove(); reject(new Error("no chart engine")); };
      document.head.append(script);
    });
    return engine;
  }

  /* Warnings are for whoever writes a chart, and were seen there; a reader's console stays empty. */
  const quiet = {
    level() { return this; }, info() { return this; }, debug() { return this; }, warn() { return this; },
    error(...words) { throw new Error(words.join(" ")); },
  };

  /* "2,5" and "2.5" are the same to a reader; "1,200" is grouped where the control counts in whole steps. */
  function parseNumber(text, places) {
    let plain = text.replace(/[\s\u00a0\u2009\u202f]/g, "").replace("\u2212", "-");
    if (places === 0 && /^-?\d{1,3}(,\d{3})+$/.test(plain)) plain = plain.replace(/,/g, "");
    plain = plain.replace(",", ".");
    return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : NaN;
  }

  function numberControl(group, changed) {
    const slider = group.querySelector(".fa-slider"), typed = group.querySelector(".fa-value");
    const presets = [...group.querySelectorAll(".fa-preset")];
    const unit = group.querySelector(".fa-unit").textContent;
    const [low, high, step] = ["min", "max", "step"].map((name) => Number(slider.getAttribute(name)));
    const places = (slider.getAttribute("step").split(".")[1] || "").length;
    let value = Number(slider.getAttribute("value"));

    function show() {
      typed.value = String(value);
      slider.value = String(value);
      slider.setAttribute("aria-valuetext", `${value} ${unit}`.trim());
      for (const preset of presets) preset.setAttribute("aria-pressed", String(Number(preset.value) === value));
    }
    function set(wanted) {
      if (Number.isFinite(wanted)) value = Number(Math.min(high, Math.max(low, wanted)).toFixed(places));
      show();
    }
    function move(wanted) { set(wanted); changed(); }

    slider.addEventListener("input", () => move(Number(slider.value)));
    for (const preset of presets) preset.addEventListener("click", () => move(Number(preset.value)));
    group.querySelector(".fa-less").addEventListener("click", () => move(value - step));
    group.querySelector(".fa-more").addEventListener("click", () => move(value + step));
    /* "change", not "input": 30 on the way to 300 is not yet an answer to clamp. */
    typed.addEventListener("change", () => move(parseNumber(typed.value, places)));
    typed.addEventListener("keydown", (event) => {
      const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      if (!way) return;
      event.preventDefault();
      const now = parseNumber(typed.value, places);
      move((Number.isFinite(now) ? now : value) + way * step);
    });
    show();
    return { get: () => value, set, read: (text) => set(parseNumber(text, places)) };
  }

  function choiceControl(group, changed) {
    const select = group.querySelector("select");
    const values = [...select.options].map((option) => option.value);
    /* A browser may restore the last choice on reload; the address says what it is. */
    select.value = select.querySelector("[selected]").value;
    select.addEventListener("change", changed);
    function set(wanted) { if (values.includes(wanted)) select.value = wanted; }
    return { get: () => select.value, set, read: set };
  }

  function buttonsControl(group, changed) {
    const buttons = [...group.querySelectorAll(".fa-preset")];
    let value = buttons.find((button) => button.getAttribute("aria-pressed") === "true").value;
    function set(wanted) {
      if (buttons.some((button) => button.value === wanted)) value = wanted;
      for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === value));
    }
    for (const button of buttons) button.addEventListener("click", () => { set(button.value); changed(); });
    return { get: () => value, set, read: set };
  }

  /* The picture as a whole is named and described: a role on each mark would be noise, and nameless. */
  function silent(part) {
    for (const inner of [...(part.marks || []), ...(part.axes || [])]) {
      inner.aria = false;
      silent(inner);
    }
    return part;
  }

  class LiveFigure {
    constructor(element) {
      this.element = element;
      this.pictures = { wide: element.querySelector(".fa-wide"), narrow: element.querySelector(".fa-narrow") };
      this.sentence = element.querySelector(".fa-sentence");
      this.announcer = element.querySelector(".fa-announce");
      this.views = {};
      this.controls = new Map();
      for (const group of element.querySelectorAll(".fa-control[data-param]")) {
        const make = group.matches(".fa-control-number") ? numberControl
          : group.matches(".fa-control-buttons") ? buttonsControl : choiceControl;
        this.controls.set(group.dataset.param, make(group, () => this.changed()));
      }
      this.startingPoints = [...element.querySelectorAll("[data-settings]")].map((button) => {
        const wanted = [...new URLSearchParams(button.dataset.settings)];
        button.addEventListener("click", () => {
          for (const [name, value] of wanted) this.controls.get(name).read(value);
          this.changed();
        });
        return { button, wanted };
      });
      this.markStartingPoint();
      this.shown = this.settings();
      const panel = element.querySelector(".fa-panel");
      for (const kind of ["pointerdown", "focusin", "input"]) panel.addEventListener(kind, () => this.wake());
      /* A tap, not the first contact: a thumb that scrolls past a map must not load anything. */
      for (const picture of Object.values(this.pictures)) picture.addEventListener("click", () => this.wake());
      element.querySelector(".fa-controls").hidden = false;
    }

    settings() {
      return Object.fromEntries([...this.controls].map(([name, control]) => [name, control.get()]));
    }

    /* A starting point is pressed as long as every number is still where it put it. */
    markStartingPoint() {
      for (const { button, wanted } of this.startingPoints) {
        const there = wanted.every(([name, value]) => this.controls.get(name).get() === Number(value));
        button.setAttribute("aria-pressed", String(there));
      }
    }

    sizeInView() {
      return this.pictures.wide.getClientRects().length ? "wide" : "narrow";
    }

    changed() {
      this.update();
      clearTimeout(this.writing);
      /* Browsers limit how often the address may change; a slider would exceed it. */
      this.writing = setTimeout(() => writeAddress(this), 250);
    }

    wake() {
      if (!this.waking) {
        this.element.setAttribute("aria-busy", "true");
        this.waking = this.start().catch(() => this.fail()).then(() => this.element.removeAttribute("aria-busy"));
      }
      return this.waking;
    }

    async start() {
      this.engine = await loadEngine();
      this.spec = this.spec || JSON.parse(this.element.querySelector(".fa-spec").textContent);
      this.fault(false);
      await this.draw(this.sizeInView());
      /* A turned phone or a window made narrow shows the other picture: it must say the same. */
      new ResizeObserver(() => this.update()).observe(this.element);
      setTimeout(() => this.draw(this.sizeInView() === "wide" ? "narrow" : "wide").catch(() => {}), 400);
    }

    async draw(size) {
      if (this.views[size]) return;
      const { compile, parse, View, onlyErrors, expressionInterpreter } = this.engine;
      const { config, datasets, params, [size]: own } = this.spec;
      const spec = { ...own, config, datasets, params: params.concat(own.params || []) };
      /* ast and the interpreter: the site's policy forbids code made from text. */
      const parsed = parse(silent(compile(spec, { logger: quiet }).spec), {}, { ast: true });
      const view = new View(parsed, { renderer: "svg", expr: expressionInterpreter, logLevel: onlyErrors });
      const host = document.createElement("div");
      this.views[size] = view;
      view.initialize(host);
      /* The picture has its name and description; the engine's own would come first. */
      for (const name of ["role", "aria-roledescription", "aria-label"]) host.removeAttribute(name);
      await this.run(view);
      const [still, live] = [this.pictures[size].querySelector("svg"), host.querySelector("svg")];
      for (const name of ["role", "aria-labelledby", "aria-describedby"]) live.setAttribute(name, still.getAttribute(name));
      this.pictures[size].replaceChildren(host);
    }

    async run(view) {
      const settings = this.settings();
      for (const [name, value] of Object.entries(settings)) view.signal(name, value);
      await view.runAsync();
      this.shown = settings;
      if (this.sentence) this.say(view.signal(this.sentence.dataset.param));
    }

    /* Many inputs, one run: what arrives while the chart computes is drawn in the next round. */
    async update() {
      this.markStartingPoint();
      this.dirty = true;
      if (this.running) return;
      this.running = true;
      try {
        await this.wake();
        while (this.dirty && this.engine) {
          this.dirty = false;
          const size = this.sizeInView();
          await this.draw(size);
          await this.run(this.views[size]);
        }
      } catch (error) {
        this.fail();
      }
      this.running = false;
      clearTimeout(this.trailing);
      this.trailing = setTimeout(() => Object.values(this.views).forEach((view) => this.run(view)), 300);
    }

    say(text) {
      if (text === this.said) return;
      const first = this.said === undefined;
      this.said = text;
      const parts = text.split("*").map((part, index) => {
        if (index % 2 === 0) return part;
        const strong = document.createElement("strong");
        strong.textContent = part;
        return strong;
      });
      const before = this.sentence.textContent;
      this.sentence.replaceChildren(...parts);
      /* Spoken once the hand rests, and not for the sentence that was already there. */
      clearTimeout(this.speaking);
      if (!first || before !== this.sentence.textContent) {
        this.speaking = setTimeout(() => { this.announcer.textContent = this.sentence.textContent; }, 700);
      }
    }

    /* Without the engine the picture and the sentence still hold for the settings they show. */
    fail() {
      this.waking = null;
      this.dirty = false;
      for (const [name, value] of Object.entries(this.shown)) this.controls.get(name).set(value);
      this.markStartingPoint();
      clearTimeout(this.writing);
      this.fault(true);
    }

    fault(there) {
      const old = this.element.querySelector(".fa-fault");
      if (old) old.remove();
      if (!there) return;
      const note = document.createElement("p");
      note.className = "fa-fault";
      note.setAttribute("role", "status");
      note.textContent = "The chart could not be changed just now; picture and sentence stay as they were.";
      this.element.querySelector(".fa-controls").append(note);
    }
  }

  function addressItems() {
    return location.hash.slice(1).split("&").filter(Boolean);
  }

  function decoded(text) {
    try { return decodeURIComponent(text); } catch (error) { return ""; }
  }

  function writeAddress(figure) {
    const mine = (item) => item.includes("=") && figure.controls.has(decoded(item.split("=")[0]));
    const isAnchor = (item) => !item.includes("=") && document.getElementById(decoded(item));
    const kept = addressItems().filter((item) => !mine(item) && !isAnchor(item));
    const own = Object.entries(figure.settings()).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    history.replaceState(history.state, "", "#" + [figure.element.id, ...kept, ...own].join("&"));
  }

  function readAddress(figures) {
    const pairs = addressItems().filter((item) => item.includes("="));
    const given = new Map(pairs.map((item) => item.split("=", 2).map(decoded)));
    for (const figure of figures) {
      const wanted = [...figure.controls].filter(([name]) => given.has(name));
      for (const [name, control] of wanted) control.read(given.get(name));
      if (wanted.length) figure.update();
    }
  }

  function start() {
    const figures = [...document.querySelectorAll(".fa-figure[data-live]")].map((element) => new LiveFigure(element));
    readAddress(figures);
    addEventListener("hashchange", () => readAddress(figures));
  }

  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
})();
