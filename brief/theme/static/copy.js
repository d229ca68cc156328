/* Copies a citation, or the answer with its source: what the button stands after, and where that is. */
(function () {
  "use strict";

  /* A file on somebody's disk is no address to cite. */
  const here = (place) => location.protocol.startsWith("http") ? location.href.split("#")[0] + (place ? "#" + place : "") : "";

  function words(button) {
    if (button.dataset.source) {
      const answer = [...button.parentElement.querySelectorAll("p")].map((part) => part.textContent.trim()).join(" ");
      return `${answer} ${button.dataset.source} ${here("")}`.replace(/\s+/g, " ").trim();
    }
    const cited = button.previousElementSibling.textContent.trim();
    const address = here(button.dataset.at);
    if (!address || /\burl = |https?:/.test(cited)) return cited;
    return cited.startsWith("@") ? cited.replace(/\n}$/, `,\n  url = {${address}}\n}`) : `${cited} ${address}`;
  }

  for (const button of document.querySelectorAll(".fa-copy")) {
    const label = button.textContent;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(words(button));
        button.textContent = "Copied";
      } catch (error) {
        button.textContent = "Copying is not allowed here";
      }
      setTimeout(() => { button.textContent = label; }, 3000);
    });
  }
})();
