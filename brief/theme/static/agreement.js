/* How far readers agree who code the same things: of two, the share alike and Cohen's kappa (1960); of many, some of
   whom left gaps, Krippendorff's alpha for names (2011). NaN where everybody gave one and the same code throughout. */
var faAgreement = (() => {
  "use strict";
  const counted = (codes) => codes.reduce((found, code) => found.set(code, (found.get(code) || 0) + 1), new Map());
  const squares = (codes) => [...counted(codes).values()].reduce((sum, times) => sum + times * times, 0);

  /* `pairs` has [first, second] for each thing that both coded. */
  function two(pairs) {
    const [first, second] = [0, 1].map((at) => counted(pairs.map((pair) => pair[at])));
    const alike = pairs.filter(([one, other]) => one === other).length / pairs.length;
    const met = [...first].reduce((sum, [code, times]) => sum + times * (second.get(code) || 0), 0);
    const chance = met / (pairs.length * pairs.length);
    return { alike, kappa: (alike - chance) / (1 - chance) };
  }

  /* `units` has the codes that each thing got; a single code can't be compared with another. */
  function alpha(units) {
    const shared = units.filter((codes) => codes.length > 1);
    const all = shared.flat();
    const apart = shared.reduce((sum, codes) => sum + (codes.length ** 2 - squares(codes)) / (codes.length - 1), 0);
    return 1 - ((all.length - 1) * apart) / (all.length ** 2 - squares(all));
  }

  return { two, alpha };
})();
