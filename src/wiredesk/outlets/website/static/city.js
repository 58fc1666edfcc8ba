// The reader's city: kept on this device alone. The masthead names it and the navigation leads to it; nothing goes there
// by itself. Both stand there without it too, so that nothing moves when it arrives.
"use strict";
(() => {
  const PATH = "city", NAME = "city-name", LIST = "/edition/";
  const read = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const keep = (key, value) => {
    try {
      value ? localStorage.setItem(key, value) : localStorage.removeItem(key);
    } catch {
      // Not kept.
    }
  };
  const choose = (path, name) => { keep(PATH, path); keep(NAME, name); };
  const show = () => {
    const kept = read(PATH);
    const city = /^\/edition\/[a-z0-9-]+\/$/.test(kept) ? kept : null;
    for (const button of document.querySelectorAll("button[data-edition]")) {
      const own = city === button.dataset.edition;
      // An edition may be called otherwise since it was chosen.
      if (own) keep(NAME, button.dataset.name);
      button.textContent = own ? button.dataset.forget : button.dataset.choose;
      button.toggleAttribute("data-own", own);
    }
    const name = city && read(NAME);
    document.querySelector("a[data-city]")?.setAttribute("href", city ?? LIST);
    for (const mine of document.querySelectorAll("a[data-mine]")) {
      mine.setAttribute("href", name ? city : LIST);
      mine.textContent = name || mine.dataset.mine;
    }
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-edition]");
    if (!button) return;
    const { edition, name } = button.dataset;
    button.hasAttribute("data-own") ? choose(null, null) : choose(edition, name);
    show();
  });
  show();
  // Pressed before this file was here.
  document.documentElement.pressed?.closest?.("button[data-edition]")?.click();
})();
