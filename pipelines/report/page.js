"use strict";
(() => {
  const form = document.getElementById("filter");
  const count = document.getElementById("shown");
  const events = Array.from(document.querySelectorAll("details.event"));
  const field = (name) => form.elements.namedItem(name);
  const text = events.map((event) => event.textContent.toLowerCase());

  function apply() {
    const wanted = field("text").value.trim().toLowerCase();
    let shown = 0;
    events.forEach((event, index) => {
      const fits = (name) => !field(name).value || event.dataset[name] === field(name).value;
      const day = form.dataset.day || "";
      const visible = text[index].includes(wanted) && ["type", "state", "country"].every(fits) && event.dataset.day.startsWith(day);
      event.hidden = !visible;
      shown += visible;
    });
    count.textContent = `${shown} of ${events.length} listed events shown`;
  }

  function follow() {
    const [target, query] = decodeURIComponent(location.hash.slice(1)).split("?");
    if (target === "events" && query !== undefined) {
      form.reset();
      form.dataset.day = "";
      const at = query.indexOf("=");
      const name = query.slice(0, at);
      const value = query.slice(at + 1);
      if (name === "day") form.dataset.day = value;
      else if (name === "place") field("text").value = value;
      else if (form.elements.namedItem(name)) field(name).value = value;
      apply();
      document.getElementById("events").scrollIntoView();
      field("text").focus({ preventScroll: true });
      return;
    }
    const element = target && document.getElementById(target);
    if (!element) return;
    if (element.classList.contains("event") && element.hidden) {
      form.reset();
      form.dataset.day = "";
      apply();
    }
    for (let node = element; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
    element.scrollIntoView({ block: "center" });
  }

  form.addEventListener("submit", (submitted) => submitted.preventDefault());
  form.addEventListener("input", apply);
  form.addEventListener("reset", () => { form.dataset.day = ""; setTimeout(apply); });
  window.addEventListener("hashchange", follow);
  form.hidden = false;
  apply();
  follow();
})();
