// Before the first paint: the reader's own colours and text size, kept on this device, and what this browser can do.
// Without this file a page follows the device's settings, and nothing is shown that would need a script.
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
  } catch {
    // A reader may forbid storage: nothing is remembered then.
  }
})();
