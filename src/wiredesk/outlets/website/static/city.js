// The reader's city: kept on this device alone, offered in the navigation, never gone to by itself.
(() => {
  const KEY = "city";
  const read = () => { try { return JSON.parse(localStorage.getItem(KEY)); } catch { return null; } };
  const keep = (city) => { try { city ? localStorage.setItem(KEY, JSON.stringify(city)) : localStorage.removeItem(KEY); } catch { /* not kept */ } };
  const entry = document.querySelector("a[data-city]");
  const word = entry?.textContent;
  const show = () => {
    const city = read();
    const known = city && typeof city.name === "string" && /^\/edition\/[a-z0-9-]+\/$/.test(city.path);
    if (entry) {
      entry.textContent = known ? `${word}: ${city.name}` : word;
      entry.href = known ? city.path : "/edition/";
    }
    for (const button of document.querySelectorAll("button[data-edition]")) {
      const own = known && city.path === button.dataset.edition;
      button.hidden = false;
      button.textContent = own ? button.dataset.forget : button.dataset.choose;
      button.setAttribute("aria-pressed", String(Boolean(own)));
    }
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-edition]");
    if (!button) return;
    const own = button.getAttribute("aria-pressed") === "true";
    keep(own ? null : { path: button.dataset.edition, name: button.dataset.name });
    show();
  });
  show();
})();
