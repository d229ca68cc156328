/* How words are looked for, in long lists and in the whole book: "Akinci" finds Akıncı, "SOM" doesn't find "somebody".

   A word of up to three letters, or one with a digit in it, must stand there whole; a longer one may be the beginning
   of a word, so that "embargo" finds embargoes. */
var faMatch = (() => {
  "use strict";
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/ı/g, "i")
    .replace(/[’‘]/g, "'").replace(/[–−]/g, "-").replace(/\s+/g, " ");
  const words = (asked) => plain(asked).split(/[\s"“”«»]+/).map((word) => word.replace(/^[(,.;:]+|[),.;:?!]+$/g, ""))
    .filter(Boolean);
  const known = new Map();
  function pattern(word) {
    if (!known.has(word)) {
      const safe = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      const start = /\d/.test(word) ? "(?<![\\p{L}\\p{N}]|\\p{N}[.,])" : "(?<![\\p{L}\\p{N}])";
      const whole = `${start}${safe}(?![\\p{L}\\p{N}]${/\d/.test(word) ? "|[.,]\\p{N}" : ""})`;
      const loose = /\d/.test(word) || [...word].length <= 3 ? whole : start + safe;
      known.set(word, { whole: new RegExp(whole, "u"), loose: new RegExp(loose, "u") });
    }
    return known.get(word);
  }
  /* 0 nowhere, 1 as the beginning of a word, 2 as a whole word; `text` is plain. */
  const degree = (text, word) => (pattern(word).whole.test(text) ? 2 : pattern(word).loose.test(text) ? 1 : 0);
  return { plain, words, degree, place: (text, word) => text.search(pattern(word).loose) };
})();
