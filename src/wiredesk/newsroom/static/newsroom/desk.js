// The desk works without this file. It counts what is new, shows one text of a story at a time, and hears j, k and /.
"use strict";
(() => {
  const EVERY = 5000;

  // A count in a place of fixed width, never rows: nothing may move under a pointer that is about to press.
  const news = document.querySelector("[data-news]");
  if (news) {
    const link = news.querySelector("a");
    const title = document.title;
    const ask = async () => {
      if (document.hidden) return;
      try {
        const answer = await fetch(news.dataset.news, { headers: { Accept: "application/json" } });
        if (answer.redirected) {
          link.textContent = "Sign in again";
          news.classList.add("fresh");
          clearInterval(timer);
          return;
        }
        if (!answer.ok) return;
        const count = (await answer.json()).new;
        if (!count) return;
        const many = count >= 100 ? "100+ new" : `${count} new`;
        if (link.textContent === many) return;
        link.textContent = many;
        news.classList.add("fresh");
        document.title = `(${count}) ${title}`;
      } catch (fault) {
        if (!(fault instanceof TypeError) && !(fault instanceof SyntaxError)) throw fault;
        // The network is away or the server starts anew: the next turn asks again.
      }
    };
    const timer = setInterval(ask, EVERY);
    document.addEventListener("visibilitychange", ask);
  }

  const tabs = document.querySelector(".tabs");
  if (tabs) {
    const links = [...tabs.querySelectorAll("a")];
    const panels = links.map((link) => document.querySelector(link.getAttribute("href")));
    tabs.setAttribute("role", "tablist");
    const show = (chosen, focus) => {
      links.forEach((link, at) => {
        link.setAttribute("aria-selected", String(at === chosen));
        link.tabIndex = at === chosen ? 0 : -1;
        panels[at].hidden = at !== chosen;
      });
      if (focus) links[chosen].focus();
    };
    links.forEach((link, at) => {
      link.setAttribute("role", "tab");
      link.setAttribute("aria-controls", panels[at].id);
      link.id = `tab-${panels[at].id}`;
      panels[at].setAttribute("role", "tabpanel");
      panels[at].setAttribute("aria-labelledby", link.id);
      link.addEventListener("click", (event) => {
        event.preventDefault();
        show(at, false);
      });
      link.addEventListener("keydown", (event) => {
        const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
        if (!step) return;
        event.preventDefault();
        show((at + step + links.length) % links.length, true);
      });
    });
    show(Math.max(0, links.findIndex((link) => link.hash === location.hash)), false);
  }

  // Only while nothing else has the focus: a single key must never act on what a person types into.
  const rows = [...document.querySelectorAll(".items a")];
  const words = document.getElementById("q");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = rows.indexOf(document.activeElement);
    if (at < 0 && document.activeElement !== document.body && document.activeElement.id !== "main") return;
    if (event.key === "/" && words) {
      event.preventDefault();
      words.focus();
      return;
    }
    const step = event.key === "j" ? 1 : event.key === "k" ? -1 : 0;
    if (!step || !rows.length) return;
    event.preventDefault();
    const current = at < 0 ? rows.findIndex((row) => row.hasAttribute("aria-current")) : at;
    const next = current < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, current + step));
    rows[next].focus();
    rows[next].scrollIntoView({ block: "nearest" });
  });
})();
