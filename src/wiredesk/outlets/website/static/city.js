// The reader's city: kept on this device alone. The navigation's "Your city" leads to it; nothing goes there by itself.
(() => {
  const KEY = "city", LIST = "/edition/";
  const read = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  const keep = (path) => { try { path ? localStorage.setItem(KEY, path) : localStorage.removeItem(KEY); } catch { /* not kept */ } };
  const show = () => {
    const kept = read();
    const city = /^\/edition\/[a-z0-9-]+\/$/.test(kept) ? kept : null;
    document.querySelector("a[data-city]")?.setAttribute("href", city ?? LIST);
    for (const button of document.querySelectorAll("button[data-edition]")) {
      const own = city === button.dataset.edition;
      button.hidden = false;
      button.textContent = own ? button.dataset.forget : button.dataset.choose;
      button.toggleAttribute("data-own", own);
    }
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-edition]");
    if (!button) return;
    keep(button.hasAttribute("data-own") ? null : button.dataset.edition);
    show();
  });
  show();
})();
