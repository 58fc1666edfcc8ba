// What a reader may do beside reading: save, listen, share, print, keys, colours, text size. Every page works without
// this file, and everything it remembers stays on the device.
"use strict";
(() => {
  const root = document.documentElement;
  const every = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);
  const says = (text) => {
    const status = one("[role=status]");
    if (status) status.textContent = text;
  };

  // Kept on the device; a browser that keeps nothing answers as if nothing had been chosen.
  const kept = {
    get(name) {
      try {
        return localStorage.getItem(name);
      } catch {
        return null;
      }
    },
    set(name, value) {
      try {
        if (value) localStorage.setItem(name, value);
        else localStorage.removeItem(name);
        return true;
      } catch {
        return false;
      }
    },
  };

  // ---------------------------------------------------------------- saved for later: addresses, and no words of a story
  const MOST_SAVED = 200;
  const saved = () => {
    try {
      const found = JSON.parse(kept.get("saved") ?? "[]");
      return Array.isArray(found) ? found.filter((path) => typeof path === "string" && /^\/[^/]/.test(path)) : [];
    } catch {
      return [];
    }
  };
  const save = (paths) => kept.set("saved", paths.length ? JSON.stringify(paths.slice(0, MOST_SAVED)) : "");
  const press = (button, pressed) => {
    button.setAttribute("aria-pressed", String(pressed));
    button.textContent = pressed ? button.dataset.pressed : button.dataset.label;
  };

  const list = one("[data-saved]");
  const line = async (path) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const put = document.createElement("button");
    put.type = "button";
    put.textContent = list.dataset.remove;
    put.addEventListener("click", () => {
      save(saved().filter((other) => other !== path));
      item.remove();
      fill();
      (one("button", list) ?? one("h1")).focus();
    });
    link.href = path;
    item.append(link, put);
    try {
      const answer = await fetch(`${path}story.json`);
      if (answer.status === 404 || answer.status === 410) {
        // Its address names the headline: it goes too, and only that something was withdrawn is said, once.
        save(saved().filter((other) => other !== path));
        item.replaceChildren(list.dataset.gone);
        return item;
      }
      const story = await answer.json();
      link.textContent = story.headlines[0].value;
      link.lang = story.language;
      link.dir = "auto";
    } catch (fault) {
      if (!(fault instanceof TypeError) && !(fault instanceof SyntaxError)) throw fault;
      link.textContent = list.dataset.away;
    }
    put.setAttribute("aria-label", `${list.dataset.remove}: ${link.textContent}`);
    return item;
  };
  const fill = () => {
    one("[data-none]").hidden = list.childElementCount > 0;
  };
  if (list) {
    one("[data-none]").hidden = saved().length > 0;
    Promise.all(saved().map(line)).then((items) => {
      list.append(...items);
      fill();
      // Their letters may be ones that nothing on this page had before.
      dispatchEvent(new Event("faces"));
    });
  }

  // ---------------------------------------------------------------- listening, by the voices that the device has
  const speech = window.speechSynthesis;
  // Asked for the first time, most browsers know of no voice yet.
  speech?.getVoices();
  let aloud = null;
  const speak = (button) => {
    if (button.getAttribute("aria-pressed") === "true") {
      aloud = null;
      speech.cancel();
      press(button, false);
      return;
    }
    const story = one("article.story");
    const language = story.lang || root.lang;
    const voices = speech.getVoices();
    const voice = voices.find(({ lang }) => lang.slice(0, 2).toLowerCase() === language.slice(0, 2));
    if (voices.length && !voice) {
      says(button.dataset.none);
      return;
    }
    // One utterance a paragraph: some engines fall silent in the middle of a long one.
    const parts = [one("h1", story), ...one(".body", story).children].map((part) => part.textContent.trim());
    const spoken = parts.filter(Boolean).map((text) => {
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.lang = language;
      if (voice) utterance.voice = voice;
      return utterance;
    });
    aloud = spoken;
    const over = ({ error }) => {
      // What was stopped says so late, when the next may have begun.
      if (aloud !== spoken) return;
      aloud = null;
      speech.cancel();
      press(button, false);
      if (/unavailable|failed/.test(error)) says(button.dataset.none);
    };
    for (const utterance of spoken) utterance.addEventListener("error", over);
    spoken.at(-1).addEventListener("end", over);
    says("");
    press(button, true);
    for (const utterance of spoken) speech.speak(utterance);
  };
  if (speech) addEventListener("pagehide", () => speech.cancel());

  // ---------------------------------------------------------------- what the buttons do
  const acts = {
    listen: speak,
    print: () => print(),
    save(button) {
      const path = location.pathname;
      const was = saved();
      const known = was.includes(path);
      if (save(known ? was.filter((other) => other !== path) : [path, ...was])) press(button, !known);
    },
    async share(button) {
      try {
        await navigator.share({ title: button.dataset.title, url: button.dataset.url });
      } catch (fault) {
        if (!(fault instanceof DOMException)) throw fault; // the reader closed the sheet
      }
    },
    async copy(button) {
      try {
        await navigator.clipboard.writeText(button.dataset.url);
        says(button.dataset.done);
      } catch {
        getSelection().selectAllChildren(one(".address"));
      }
    },
    close: (button) => button.closest("dialog").close(),
  };
  addEventListener("click", ({ target }) => {
    const button = target.closest?.("button[data-do]");
    if (button) acts[button.dataset.do](button);
  });
  for (const button of every("[data-do=save]")) press(button, saved().includes(location.pathname));

  // ---------------------------------------------------------------- colours, text size, keys: chosen on /display/
  const choose = (within) => {
    for (const name of ["theme", "size", "keys"]) {
      const chosen = kept.get(name) ?? "";
      for (const input of every(`input[name=${name}]`, within)) {
        input.checked = input.value === chosen;
        input.addEventListener("change", () => {
          kept.set(name, input.value);
          if (name === "keys") return;
          if (input.value) root.dataset[name] = input.value;
          else delete root.dataset[name];
        });
      }
    }
    for (const part of every("[data-if]", within)) part.hidden = !one(part.dataset.if);
  };
  choose(document);

  // The page /display/ over the one that is being read; where that fails, the link leads there.
  let dialog;
  const display = async () => {
    if (!dialog) {
      const answer = await fetch("/display/");
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      dialog = document.importNode(one("dialog", page), true);
      dialog.append(...every("#display section", page).map((part) => document.importNode(part, true)));
      document.body.append(dialog);
      choose(dialog);
    }
    if (!dialog.open) dialog.showModal();
  };
  const opens = () => !one("#display") && typeof HTMLDialogElement === "function";
  const open = () => display().catch(() => location.assign("/display/"));
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href='/display/']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !opens()) return;
    event.preventDefault();
    open();
  });

  // ---------------------------------------------------------------- a player in place of its still, once it is asked for
  addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-player] a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const still = link.parentElement;
    const player = document.createElement("iframe");
    player.title = link.textContent;
    player.allow = "autoplay; fullscreen; picture-in-picture; encrypted-media";
    player.src = still.dataset.player;
    still.classList.add("playing");
    still.replaceChildren(player);
    player.focus();
  });

  // ---------------------------------------------------------------- keys: j and k go on and back, / searches, ? says so
  const HEADLINES = "main :is(h2, h3) a[href], main .ticks li > span > a, main .also a, main .rail li > a";
  const step = (by) => {
    const story = one("main > article.story");
    if (story) {
      const next = one("a[rel=next]");
      if (by < 0) history.back();
      else if (next) next.click();
      return;
    }
    const links = every(HEADLINES).filter((link) => link.offsetParent);
    const at = links.indexOf(document.activeElement);
    const to = links[at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by];
    if (to) to.focus();
  };
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    "/": () => {
      const field = one("input[type=search]");
      const link = one("a[href^='/search/']");
      if (field) field.focus();
      else if (link) link.click();
      return field || link;
    },
    "?": () => {
      if (opens()) open();
      else one("#keys")?.scrollIntoView();
    },
  };
  addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || kept.get("keys") === "off") return;
    if (!Object.hasOwn(keys, key) || target.isContentEditable || dialog?.open) return;
    if (target.matches?.("select, textarea, input:not([type=radio], [type=checkbox])")) return;
    if (keys[key]() !== null) event.preventDefault();
  });

  // What was pressed before this file was here. What a browser lets a reader's own press do it lets this do, for seconds.
  root.pressed?.closest?.("button[data-do], input[type=radio]")?.click();
})();
