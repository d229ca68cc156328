/* What is wrong with one figure as it now stands in the page: a list of {rule, said, texts, box}.

   Everything is measured from the page's own geometry. Letters count by their ink, not by their line box: a line box is
   a sixth taller than its letters, and labels set close would all "overlap". */
(figure) => {
  "use strict";

  /* Letters are anti-aliased and places are rounded to hundredths: two inks that share less than a pixel look apart. */
  const TOUCH = 1;
  const SMALLEST = 12, ROUNDING = 0.05;  // px
  const CONTRAST = 4.5;  // WCAG 2.2, 1.4.3; no figure sets type so large that 3 would do
  /* A line as thin as a grid's takes up to a tenth of the letters' box that it crosses, and doesn't stop a reader. */
  const WEAK_SHARE = 0.12;
  const STEP = 2;  // px between the points at which a ground is asked for

  const frame = figure.getBoundingClientRect();
  const found = [];
  const pen = document.createElement("canvas").getContext("2d");

  const visible = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const short = (words) => (words.length > 48 ? words.slice(0, 47) + "…" : words);
  const tell = (rule, said, quads, texts) => {
    const xs = quads.flat().map((p) => p.x), ys = quads.flat().map((p) => p.y);
    const [left, top] = [Math.min(...xs) - frame.left, Math.min(...ys) - frame.top];
    found.push({ rule, said, texts, box: [left, top, Math.max(...xs) - frame.left - left, Math.max(...ys) - frame.top - top] });
  };

  /* ---- texts and their ink ---- */

  function ink(node, style) {
    pen.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    pen.letterSpacing = style.letterSpacing === "normal" ? "0px" : style.letterSpacing;
    return pen.measureText(node);
  }
  const corners = (x0, y0, x1, y1) => [{ x: x0, y: y0 }, { x: x1, y: y0 }, { x: x1, y: y1 }, { x: x0, y: y1 }];
  const through = (matrix, points) => points.map((p) => new DOMPoint(p.x, p.y).matrixTransform(matrix));

  function drawnText(node) {
    const host = node.parentElement, style = getComputedStyle(host), words = node.data.trim();
    const start = host.getStartPositionOfChar(0), m = ink(words, style), matrix = host.getScreenCTM();
    const quad = corners(start.x - m.actualBoundingBoxLeft, start.y - m.actualBoundingBoxAscent,
      start.x + m.actualBoundingBoxRight, start.y + m.actualBoundingBoxDescent);
    return { words, host, style, matrix, local: quad, quad: through(matrix, quad), svg: host.ownerSVGElement,
      size: parseFloat(style.fontSize) * Math.hypot(matrix.a, matrix.b) };
  }

  /* Running text: one box for each line, cut to what letters of this face can fill. */
  function runningTexts(node) {
    const host = node.parentElement, style = getComputedStyle(host), words = node.data.trim(), m = ink(words, style);
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1).map((box) => {
      const face = m.fontBoundingBoxAscent + m.fontBoundingBoxDescent;
      const baseline = box.top + m.fontBoundingBoxAscent + (box.height - face) / 2;
      return { words, host, style, node, quad: corners(box.left, baseline - m.actualBoundingBoxAscent, box.right,
        baseline + m.actualBoundingBoxDescent), size: parseFloat(style.fontSize) };
    });
  }

  /* Words for screen readers: on the page, but clipped to nothing. */
  function onlySpoken(element) {
    for (let at = element; at !== figure; at = at.parentElement) if (getComputedStyle(at).clipPath.startsWith("inset")) return true;
    return false;
  }

  function texts() {
    const walk = document.createTreeWalker(figure, NodeFilter.SHOW_TEXT), all = [];
    for (let node; (node = walk.nextNode());) {
      const host = node.parentElement;
      if (!node.data.trim() || host.closest("script, select") || !visible(host) || onlySpoken(host)) continue;
      if (host.matches("svg text, svg tspan")) all.push(drawnText(node));
      else all.push(...runningTexts(node));
    }
    return all;
  }

  /* A halo is the same words in the same place, stroked in the colour of the ground, under the words themselves. */
  const same = (a, b) => a.words === b.words && a.svg && a.svg === b.svg
    && Math.abs(a.quad[0].x - b.quad[0].x) < TOUCH && Math.abs(a.quad[0].y - b.quad[0].y) < TOUCH;

  /* ---- (a) overlap ---- */

  /* How deep two convex quadrilaterals lie in each other: the least of their overlaps along the sides' normals. */
  function depth(one, other) {
    let least = Infinity;
    for (const quad of [one, other]) {
      for (const i of [0, 1]) {
        const side = { x: quad[i + 1].x - quad[i].x, y: quad[i + 1].y - quad[i].y }, long = Math.hypot(side.x, side.y) || 1;
        const along = (p) => (p.x * -side.y + p.y * side.x) / long;
        const [a, b] = [one.map(along), other.map(along)];
        least = Math.min(least, Math.min(Math.max(...a), Math.max(...b)) - Math.max(Math.min(...a), Math.min(...b)));
      }
    }
    return least;
  }

  function overlaps(all) {
    all.forEach((a, i) => all.slice(i + 1).forEach((b) => {
      if (a.node && a.node === b.node) return;
      const deep = depth(a.quad, b.quad);
      if (deep > TOUCH) {
        tell("overlap", `“${short(a.words)}” and “${short(b.words)}” overlap by ${deep.toFixed(1)} px`, [a.quad, b.quad], [a.words, b.words]);
      }
    }));
  }

  /* ---- (b) cut ---- */

  const rectOf = (box) => ({ left: box.left, top: box.top, right: box.right, bottom: box.bottom });

  /* The boxes beyond which nothing of an element shows: clips, its picture's edge, ancestors that hide what sticks out. */
  function edges(element) {
    const all = [];
    for (let at = element; at && at !== figure.parentElement; at = at.parentElement) {
      const style = getComputedStyle(at), clip = style.clipPath.match(/url\("?#([^")]+)"?\)/);
      if (clip) {
        const shape = document.getElementById(clip[1])?.firstElementChild;
        if (shape) {
          const box = shape.getBBox(), quad = through(at.getScreenCTM(), corners(box.x, box.y, box.x + box.width, box.y + box.height));
          all.push(["a clip", { left: quad[0].x, top: quad[0].y, right: quad[2].x, bottom: quad[2].y }]);
        }
      }
      const hides = at.matches("svg") ? style.overflow !== "visible" : /hidden|clip/.test(style.overflow);
      if (hides && !(at.ownerSVGElement)) all.push([at.matches("svg") ? "the picture" : "its box", rectOf(at.getBoundingClientRect())]);
      /* What can be scrolled to isn't cut. */
      if (/auto|scroll/.test(style.overflowX)) return all;
    }
    all.push(["the figure", { left: Math.min(frame.left, 0), top: frame.top, right: document.documentElement.clientWidth, bottom: frame.bottom }]);
    return all;
  }

  function beyond(quad, edge) {
    return Math.max(...quad.map((p) => Math.max(edge.left - p.x, p.x - edge.right, edge.top - p.y, p.y - edge.bottom)));
  }

  function cuts(all) {
    for (const text of all) {
      if (/…$|\.\.\.$/.test(text.words) && text.svg) tell("cut", `“${text.words}” is shortened`, [text.quad], [text.words]);
      for (const [what, edge] of edges(text.host)) {
        const out = beyond(text.quad, edge);
        if (out > TOUCH) {
          tell("cut", `“${short(text.words)}” is cut: ${out.toFixed(1)} px beyond ${what}`, [text.quad], [text.words]);
          break;
        }
      }
    }
  }

  /* ---- (c) contrast with what lies behind, and in front ---- */

  pen.canvas.width = pen.canvas.height = 1;
  const known = new Map();
  function rgba(colour) {
    if (!known.has(colour)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
      known.set(colour, [r, g, b, a / 255]);
    }
    return known.get(colour);
  }
  const over = (ground, [r, g, b, a]) => [r, g, b].map((value, i) => value * a + ground[i] * (1 - a));
  function luminance(colour) {
    const [r, g, b] = colour.map((value) => { const c = value / 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  function contrast(one, other) {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }
  function paper(element) {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 1) return colour.slice(0, 3);
    }
    return [255, 255, 255];
  }
  function faded(element) {
    let share = 1;
    for (let at = element; at && at !== figure; at = at.parentElement) share *= parseFloat(getComputedStyle(at).opacity);
    return share;
  }
  const paint = (value, share, opacity) => (value === "none" || value.startsWith("url") ? null
    : [...rgba(value).slice(0, 3), rgba(value)[3] * share * opacity]);

  const SHAPES = "path, line, rect, circle, ellipse, polygon, polyline";

  /* The painted shapes of a picture, in the order in which they are painted. */
  function shapes(svg) {
    return [...svg.querySelectorAll(SHAPES)].filter((e) => !e.closest("defs, clipPath") && visible(e)).map((element) => {
      const style = getComputedStyle(element), opacity = faded(element), box = element.getBoundingClientRect();
      const width = parseFloat(style.strokeWidth), matrix = element.getScreenCTM();
      const reach = style.stroke === "none" ? 0 : width * Math.hypot(matrix.a, matrix.b);
      const [fill, stroke] = [paint(style.fill, parseFloat(style.fillOpacity), opacity), paint(style.stroke, parseFloat(style.strokeOpacity), opacity)];
      return { element, style, back: matrix.inverse(), fill: fill && fill[3] > 0 ? fill : null,
        stroke: stroke && stroke[3] > 0 && width > 0 ? stroke : null, edges: edges(element).filter(([what]) => what === "a clip").map(([, e]) => e),
        box: { left: box.left - reach, top: box.top - reach, right: box.right + reach, bottom: box.bottom + reach } };
    }).filter((shape) => shape.fill || shape.stroke);
  }
  const inside = (point, box) => point.x >= box.left && point.x <= box.right && point.y >= box.top && point.y <= box.bottom;

  function painted(ground, shape, point) {
    if (!inside(point, shape.box) || !shape.edges.every((edge) => inside(point, edge))) return ground;
    const local = point.matrixTransform(shape.back);
    if (shape.fill && shape.element.isPointInFill(local)) ground = over(ground, shape.fill);
    if (shape.stroke && shape.element.isPointInStroke(local)) ground = over(ground, shape.stroke);
    return ground;
  }

  function weak(svg, all) {
    const marks = shapes(svg), sheet = paper(svg);
    for (const text of all) {
      const halo = text.halo && paint(text.halo.style.stroke, parseFloat(text.halo.style.strokeOpacity), faded(text.halo.host));
      const colour = paint(text.style.fill, parseFloat(text.style.fillOpacity), faded(text.host));
      if (!colour) continue;
      const xs = text.quad.map((p) => p.x), ys = text.quad.map((p) => p.y);
      const around = { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
      const near = marks.filter(({ box }) => box.left < around.right && box.right > around.left && box.top < around.bottom && box.bottom > around.top);
      const under = near.filter((m) => m.element.compareDocumentPosition(text.host) & Node.DOCUMENT_POSITION_FOLLOWING);
      const later = near.filter((m) => !under.includes(m));
      /* A whole halo hides what is under it: on a map that spares most of the work. */
      const first = halo && halo[3] === 1 ? [] : under;
      const [a, , c] = text.local, scale = Math.hypot(text.matrix.a, text.matrix.b);
      const [nx, ny] = [c.x - a.x, c.y - a.y].map((side) => Math.max(3, Math.round(side * scale / STEP)));
      let bad = 0, worst = Infinity;
      for (let i = 0; i < nx; i++) {
        for (let j = 0; j < ny; j++) {
          const point = new DOMPoint(a.x + (c.x - a.x) * (i + 0.5) / nx, a.y + (c.y - a.y) * (j + 0.5) / ny).matrixTransform(text.matrix);
          let ground = first.reduce((below, mark) => painted(below, mark, point), sheet);
          if (halo) ground = over(ground, halo);
          let letter = over(ground, colour);
          for (const mark of later) [ground, letter] = [painted(ground, mark, point), painted(letter, mark, point)];
          const ratio = contrast(letter, ground);
          worst = Math.min(worst, ratio);
          if (ratio < CONTRAST) bad += 1;
        }
      }
      const share = bad / (nx * ny);
      if (share > WEAK_SHARE) {
        tell("contrast", `“${short(text.words)}” stands out ${worst.toFixed(1)}:1 from what it lies on, over ${Math.round(share * 100)} % of it`, [text.quad], [text.words]);
      }
    }
  }

  /* ---- (d) empty ---- */

  /* Axes and grids alone are no figure: lines in the two colours that only they have don't count. */
  function empty(picture) {
    const svg = picture.querySelector("svg");
    if (!svg) {
      if (picture.getBoundingClientRect().height < SMALLEST || !picture.textContent.trim()) tell("empty", "shows nothing", [corners(0, 0, 0, 0)], []);
      return;
    }
    const root = getComputedStyle(document.documentElement), edge = svg.getBoundingClientRect();
    const quiet = ["--fa-hair", "--fa-rule"].map((name) => String(rgba(root.getPropertyValue(name).trim() || "transparent")));
    const marks = shapes(svg).filter(({ element, style, box }) =>
      !(element.matches("line") && quiet.includes(String(rgba(style.stroke)))) && box.right - box.left + box.bottom - box.top > TOUCH
      && box.left < edge.right && box.right > edge.left && box.top < edge.bottom && box.bottom > edge.top);
    if (!marks.length) tell("empty", "draws no marks", [corners(edge.left, edge.top, edge.right, edge.bottom)], []);
  }

  /* ---- (e) small ---- */

  function small(all) {
    for (const text of all) {
      if (text.size < SMALLEST - ROUNDING) tell("small", `“${short(text.words)}” is set in ${text.size.toFixed(1)} px`, [text.quad], [text.words]);
    }
  }

  /* What lies wholly beyond a clip is left out on purpose: a city that the map's crop doesn't reach. */
  const gone = (text) => text.svg && edges(text.host).some(([what, edge]) => what === "a clip"
    && (text.quad.every((p) => p.x > edge.right) || text.quad.every((p) => p.x < edge.left)
      || text.quad.every((p) => p.y > edge.bottom) || text.quad.every((p) => p.y < edge.top)));

  const shown = [];
  for (const text of texts().filter((one) => !gone(one))) {
    const under = shown.findIndex((earlier) => same(earlier, text));
    if (under < 0) shown.push(text);
    else shown[under] = { ...text, halo: shown[under] };
  }
  overlaps(shown);
  cuts(shown);
  small(shown);
  const pictures = [...figure.querySelectorAll(".fa-picture")].filter((picture) => picture.getClientRects().length);
  if (!pictures.length) tell("empty", "shows no picture", [corners(0, 0, 0, 0)], []);
  for (const picture of pictures) {
    empty(picture);
    const svg = picture.querySelector("svg");
    if (svg) weak(svg, shown.filter((text) => text.svg === svg));
  }
  return found;
}
