// Keys, and the little that a page cannot do by itself. Pages work without it.
"use strict";

(() => {
  const PLACES = { h: "/", u: "/reports?show=unread", b: "/reports?show=saved", l: "/alerts", f: "/sources", a: "/audit", s: "/settings" };
  const WAIT_MS = 1200; // between g and the letter after it
  let goUntil = 0;

  const items = () => [...document.querySelectorAll("main [data-item]")].filter((one) => one.offsetParent !== null);
  const current = () => document.querySelector("main [data-item].is-current");

  function step(by) {
    const all = items();
    if (!all.length) return;
    const at = all.indexOf(current());
    const next = all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
    all.forEach((one) => one.classList.toggle("is-current", one === next));
    (next.querySelector("[data-open]") || next).focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  function press(key) {
    const button = current() && current().querySelector(`[data-key="${key}"]`);
    if (!button) return;
    const id = current().id;
    button.click();
    document.body.addEventListener("htmx:afterSettle", () => {
      const again = id && document.getElementById(id);
      if (again) { again.classList.add("is-current"); (again.querySelector("[data-open]") || again).focus({ preventScroll: true }); }
    }, { once: true });
  }

  function go(key) {
    const moment = new URLSearchParams(location.search).get("as_of");
    const place = PLACES[key];
    if (place) location.assign(moment ? place + (place.includes("?") ? "&" : "?") + "as_of=" + encodeURIComponent(moment) : place);
  }

  const help = () => { const keys = document.getElementById("keys"); keys.open ? keys.close() : keys.showModal(); };
  const open = () => { const link = current() && current().querySelector("[data-open]"); if (link) link.click(); };
  const original = () => { const link = document.querySelector("main .is-current [data-original], main [data-original]"); if (link) window.open(link.href, "_blank", "noopener"); };

  const KEYS = {
    j: () => step(1), k: () => step(-1), o: open, v: original, m: () => press("m"), s: () => press("s"), "?": help,
    "/": () => document.getElementById("q").focus(), g: () => { goUntil = Date.now() + WAIT_MS; },
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "Escape" && typing) event.target.blur();
    if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const goes = Date.now() < goUntil;
    if (event.key !== "g") goUntil = 0;
    if (goes && event.key !== "g") { event.preventDefault(); go(event.key); return; }
    const act = KEYS[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  // A slider of days: the day is told while it moves, and the page is asked for when it stands.
  document.addEventListener("input", (event) => {
    const slider = event.target.closest("input[data-day]");
    if (!slider) return;
    const day = new Date(Date.parse(slider.dataset.first) + slider.value * 86400000).toISOString().slice(0, 10);
    slider.form.querySelector("output").value = day;
    slider.form.elements[slider.dataset.day].value = day;
  });
  document.addEventListener("change", (event) => { const slider = event.target.closest("input[data-day]"); if (slider) slider.form.submit(); });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-help]")) help();
    const sentence = event.target.closest("p.sentence");
    if (sentence && !event.target.closest("a, button")) sentence.querySelector("[data-open]").click();
  });
  document.addEventListener("focusin", (event) => { const one = event.target.closest("main [data-item]"); if (one) items().forEach((other) => other.classList.toggle("is-current", other === one)); });

  // Where the evidence cannot stand beside the sentence, it stands below it.
  function mark(sentence) {
    document.querySelectorAll(".sentence.is-open").forEach((one) => one.classList.toggle("is-open", one === sentence));
    sentence.classList.add("is-open");
    const evidence = document.getElementById("evidence");
    if (evidence && matchMedia("(max-width: 60rem)").matches) sentence.after(evidence);
  }
  document.addEventListener("htmx:beforeRequest", (event) => { const sentence = event.target.closest(".sentence"); if (sentence) mark(sentence); });
})();
