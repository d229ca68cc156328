/* Class matter: the self-checks of a class sheet as radio buttons, and the guess that comes before the finding.
   Nothing is stored; what a student chose is gone when the page is. */
(function () {
  "use strict";

  const root = document.documentElement;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const make = (tag, named, ...children) => {
    const element = Object.assign(document.createElement(tag), named);
    element.append(...children);
    return element;
  };

  /* Each answer is a disclosure in the page; here it becomes a choice, and its explanation is told below. */
  all(".fa-check").forEach((check, number) => {
    const question = check.querySelector(".fa-question");
    const told = make("div", { className: "fa-answer" });
    told.setAttribute("role", "status");
    const group = make("fieldset", {}, make("legend", {}, ...question.childNodes));
    for (const answer of all("details", check)) {
      const radio = make("input", { type: "radio", name: "fa-check-" + number, autocomplete: "off" });
      const label = make("label", {}, radio, make("span", {}, ...answer.querySelector("summary").childNodes));
      const said = answer.querySelector(".fa-told");
      radio.addEventListener("change", () => {
        told.replaceChildren(said);
        told.dataset.right = answer.dataset.right;
      });
      group.append(label);
    }
    check.replaceChildren(group, told);
  });

  const form = document.querySelector("form.fa-guess");
  if (!form) return;
  const told = form.querySelector(".fa-guessed");
  /* What hides the finding where no script runs; from here on the root's attributes do. */
  document.getElementById("class").remove();

  function startOver() {
    form.reset();
    root.removeAttribute("data-guessed");
    told.textContent = "";
    scrollTo(0, 0);
    form.querySelector("input").focus({ preventScroll: true });
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = form.querySelector("input:checked");
    if (!chosen) {
      told.textContent = "Choose an answer first.";
      return;
    }
    told.textContent = `Your guess: ${chosen.value}. Now read what was found, and compare.`;
    root.setAttribute("data-guessed", "");
  });
  form.querySelector(".fa-start-over").addEventListener("click", startOver);
  /* The browser keeps a page that one leaves and comes back to, the last class's guess with it. */
  addEventListener("pageshow", (event) => { if (event.persisted && root.hasAttribute("data-class")) startOver(); });
})();
