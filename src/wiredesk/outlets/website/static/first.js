// Before the first paint: colours, text size and faces kept on this device, and what this browser can do.
"use strict";
(() => {
  const root = document.documentElement;
  root.dataset.script = ["on", navigator.share && "share", window.speechSynthesis && "speak"].join(" ");
  // Where the rest fails to arrive, no button stands that does nothing.
  addEventListener("error", ({ target }) => target.localName === "script" && delete root.dataset.script, true);
  // The rest takes nothing of a slow line from the page and its picture. What is pressed sooner it presses again.
  const rest = () => {
    for (const src of root.dataset.rest?.split(" ") ?? []) document.head.append(Object.assign(document.createElement("script"), { src, async: false }));
    delete root.dataset.rest;
  };
  addEventListener("click", ({ target }) => rest(root.pressed = target));
  addEventListener("load", () => requestAnimationFrame(() => requestAnimationFrame(rest)));
  try {
    // Who was here before has it in the cache, and sees nothing change that was chosen then.
    if (localStorage.length) addEventListener("DOMContentLoaded", rest);
    for (const name of ["theme", "size"]) if (localStorage[name]) root.dataset[name] = localStorage[name];
    if (navigator.connection?.saveData || matchMedia("(prefers-reduced-data)").matches) return;
    // From the cache they are here in a moment, in which nothing is shown. One that came later would move what stands there.
    const { style } = root;
    const faces = JSON.parse(localStorage.faces).map((face) => new FontFace(...face).load().then((here) => style.visibility && document.fonts.add(here)));
    style.visibility = "hidden";
    root.kept = Promise.race([Promise.allSettled(faces), new Promise((then) => setTimeout(then, 100))]).then(() => (style.visibility = ""));
  } catch {
    // Nothing kept.
  }
})();
