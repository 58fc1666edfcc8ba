// Before the first paint: colours and text size chosen on this device, what this browser can do, faces fetched before.
"use strict";
(() => {
  const root = document.documentElement;
  const can = ["on"];
  if (navigator.share) can.push("share");
  if (window.speechSynthesis) can.push("speak");
  root.dataset.script = can.join(" ");
  // The rest may fail to arrive: then no button stands there that does nothing.
  addEventListener("error", ({ target }) => target.localName === "script" && delete root.dataset.script, true);
  try {
    for (const name of ["theme", "size"]) if (localStorage[name]) root.dataset[name] = localStorage[name];
    if (navigator.connection?.saveData || matchMedia("(prefers-reduced-data:reduce)").matches) return;
    for (const face of JSON.parse(localStorage.faces)) document.fonts.add(new FontFace(...face));
  } catch {
    // Nothing is kept, or may be.
  }
})();
