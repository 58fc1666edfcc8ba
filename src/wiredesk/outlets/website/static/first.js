// Before the first paint: colours, text size and faces kept on this device, and what this browser can do.
"use strict";
(() => {
  const root = document.documentElement;
  const can = ["on"];
  if (navigator.share) can.push("share");
  if (window.speechSynthesis) can.push("speak");
  root.dataset.script = can.join(" ");
  // Where the rest fails to arrive, no button stands that does nothing.
  addEventListener("error", ({ target }) => target.localName === "script" && delete root.dataset.script, true);
  try {
    for (const name of ["theme", "size"]) if (localStorage[name]) root.dataset[name] = localStorage[name];
    if (navigator.connection?.saveData || matchMedia("(prefers-reduced-data)").matches) return;
    for (const face of JSON.parse(localStorage.faces)) {
      document.fonts.add(new FontFace(...face));
      document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "font", crossOrigin: "", href: face[3] }));
    }
  } catch {
    // Nothing kept.
  }
})();
