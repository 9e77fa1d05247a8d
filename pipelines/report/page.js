"use strict";
(() => {
  const form = document.getElementById("filter");
  const count = document.getElementById("shown");
  const events = Array.from(document.querySelectorAll("details.event"));
  const field = (name) => form.elements.namedItem(name);
  const fields = ["text", "type", "state", "country"];
  const chosen = new Map();
  let counted = 0;
  const text = events.map((event) => event.textContent.toLowerCase());

  function apply() {
    const wanted = field("text").value.trim().toLowerCase();
    let shown = 0;
    events.forEach((event, index) => {
      const fits = (name) => !field(name).value || event.dataset[name] === field(name).value;
      const isCounted = ([name, value]) =>
        name === "day" ? event.dataset.day.startsWith(value) : (event.dataset[name] || "").split("\n").includes(value);
      const visible = text[index].includes(wanted) && fields.slice(1).every(fits) && [...chosen].every(isCounted);
      event.hidden = !visible;
      shown += visible;
    });
    const told = `${shown} of ${events.length} listed events shown`;
    const more = counted > shown ? `: examples of the ${counted.toLocaleString("en")} that the number counts` : "";
    count.textContent = told + (more || (counted ? ": those that the number counts" : ""));
  }

  function clear() {
    for (const name of fields) field(name).value = "";
    chosen.clear();
    counted = 0;
  }

  function follow() {
    const [target, query] = location.hash.slice(1).split("?");
    if (target === "events" && query !== undefined) {
      clear();
      for (const [name, value] of new URLSearchParams(query)) {
        if (name === "of") counted = Number(value);
        else if (fields.includes(name)) field(name).value = value;
        else chosen.set(name, value);
      }
      apply();
      document.getElementById("events").scrollIntoView();
      field("text").focus({ preventScroll: true });
      return;
    }
    const element = target && document.getElementById(target);
    if (!element) return;
    if (element.classList.contains("event") && element.hidden) {
      clear();
      apply();
    }
    for (let node = element; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
    element.scrollIntoView({ block: "center" });
  }

  form.addEventListener("submit", (submitted) => submitted.preventDefault());
  form.addEventListener("input", apply);
  form.addEventListener("reset", () => { chosen.clear(); counted = 0; setTimeout(apply); });
  window.addEventListener("hashchange", follow);
  form.hidden = false;
  apply();
  follow();
})();
