// A printed page on a screen: zoom, turning, the text over the page, listening, and a picture of one story to share.
// Every page of the paper works without this file.
"use strict";
(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const every = (selector, within = document) => [...within.querySelectorAll(selector)];
  const sheet = one(".sheet");
  const leaf = one(".leaf");
  const picture = one(".leaf img");
  const drawing = one(".leaf svg");
  const texts = one(".texts");
  if (!sheet || !drawing) return;
  const says = (text) => {
    const status = one("[role=status]");
    if (status) status.textContent = text;
  };

  // ---------------------------------------------------------------- zoom: one width is set, and the same point stays
  const STEPS = [1, 1.5, 2, 3, 4];
  let zoom = 1;
  const sharpen = () => {
    if (picture) picture.sizes = `${Math.ceil(leaf.clientWidth * (window.visualViewport?.scale ?? 1))}px`;
  };
  const zoomTo = (wanted, x = sheet.clientWidth / 2, y = Math.min(sheet.clientHeight, innerHeight) / 2) => {
    const next = Math.min(STEPS.at(-1), Math.max(1, wanted));
    if (next === zoom) return;
    const across = (sheet.scrollLeft + x) / leaf.clientWidth;
    const down = (sheet.scrollTop + y) / leaf.clientHeight;
    zoom = next;
    sheet.classList.toggle("near", zoom > 1);
    leaf.style.width = zoom > 1 ? `${zoom * 100}%` : "";
    sheet.scrollLeft = across * leaf.clientWidth - x;
    sheet.scrollTop = down * leaf.clientHeight - y;
    for (const button of every("[data-zoom]")) {
      button.disabled = button.dataset.zoom === "in" ? zoom >= STEPS.at(-1) : zoom <= 1;
    }
    sharpen();
  };
  const step = (by, ...at) => {
    const place = STEPS.findIndex((size) => size >= zoom);
    zoomTo(STEPS[Math.min(STEPS.length - 1, Math.max(0, place + by))], ...at);
  };
  for (const button of every("[data-zoom]")) {
    button.addEventListener("click", () => step(button.dataset.zoom === "in" ? 1 : -1));
  }
  const within = (event) => {
    const box = sheet.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  sheet.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoomTo(zoom * Math.exp(-event.deltaY / 300), ...within(event));
  }, { passive: false });
  // Two fingers zoom as on any page: only a sharper picture is asked for then.
  window.visualViewport?.addEventListener("resize", sharpen);

  // A mouse takes hold of the page; a link is followed only where it was not moved.
  let held = null;
  let moved = false;
  sheet.addEventListener("pointerdown", (event) => {
    moved = false;
    if (zoom === 1 || event.pointerType !== "mouse" || event.button !== 0) return;
    held = { x: event.clientX + sheet.scrollLeft, y: event.clientY + sheet.scrollTop };
  });
  addEventListener("pointermove", (event) => {
    if (!held) return;
    const x = held.x - event.clientX;
    const y = held.y - event.clientY;
    if (Math.abs(x - sheet.scrollLeft) + Math.abs(y - sheet.scrollTop) > 4) moved = true;
    sheet.classList.toggle("held", moved);
    sheet.scrollTo(x, y);
  });
  addEventListener("pointerup", () => {
    held = null;
    sheet.classList.remove("held");
  });
  sheet.addEventListener("dragstart", (event) => zoom > 1 && event.preventDefault());
  sheet.addEventListener("click", (event) => moved && event.preventDefault(), true);

  // ---------------------------------------------------------------- turning: keys, and a finger across a whole page
  const turn = (by) => one(`.turn a[rel=${by > 0 ? "next" : "prev"}]`)?.click();
  const backwards = document.documentElement.dir === "rtl" ? -1 : 1;
  let reader = null;
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || reader?.open || one("dialog[open]")) return;
    if (event.target.matches?.("input, select, textarea") || event.target.isContentEditable) return;
    const acts = {
      ArrowRight: () => (zoom > 1 ? sheet.scrollBy(80, 0) : turn(backwards)),
      ArrowLeft: () => (zoom > 1 ? sheet.scrollBy(-80, 0) : turn(-backwards)),
      "+": () => step(1),
      "=": () => step(1),
      "-": () => step(-1),
      0: () => zoomTo(1),
    };
    if (!Object.hasOwn(acts, event.key)) return;
    event.preventDefault();
    acts[event.key]();
  });
  let finger = null;
  sheet.addEventListener("touchstart", ({ touches }) => {
    const near = zoom > 1 || (window.visualViewport?.scale ?? 1) > 1.05;
    finger = touches.length === 1 && !near ? { x: touches[0].clientX, y: touches[0].clientY } : null;
  }, { passive: true });
  sheet.addEventListener("touchend", ({ changedTouches }) => {
    if (!finger) return;
    const across = changedTouches[0].clientX - finger.x;
    const down = changedTouches[0].clientY - finger.y;
    finger = null;
    if (Math.abs(across) > 60 && Math.abs(across) > 2 * Math.abs(down)) turn(across < 0 ? backwards : -backwards);
  }, { passive: true });
  one(".thumbs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

  // ---------------------------------------------------------------- a story over its page
  const speech = window.speechSynthesis;
  const press = (button, pressed) => {
    button.setAttribute("aria-pressed", String(pressed));
    button.textContent = pressed ? button.dataset.pressed : button.dataset.label;
  };
  let back = null;
  const shut = () => {
    const article = one("article", reader);
    if (article && back) back.replaceWith(article);
    back = null;
    speech?.cancel();
    for (const button of every("[aria-pressed=true][data-act]")) press(button, false);
    history.replaceState(null, "", location.pathname + location.search);
  };
  const open = (article) => {
    if (!reader) {
      reader = document.createElement("dialog");
      reader.className = "reader";
      const row = document.createElement("form");
      row.method = "dialog";
      row.className = "shut";
      const button = document.createElement("button");
      button.className = "btn";
      button.textContent = texts.dataset.close;
      row.append(button);
      reader.append(row);
      reader.addEventListener("close", shut);
      reader.addEventListener("click", (event) => event.target === reader && reader.close());
      document.body.append(reader);
    }
    back = document.createElement("span");
    article.replaceWith(back);
    reader.append(article);
    reader.setAttribute("aria-label", one("h2", article).textContent);
    reader.showModal();
    reader.scrollTop = 0;
    history.replaceState(null, "", `#${article.id}`);
  };
  const named = (hash) => {
    const found = hash.length > 1 ? document.getElementById(hash.slice(1)) : null;
    return found?.matches(".texts .printed") ? found : null;
  };
  addEventListener("click", (event) => {
    const link = event.target.closest?.(".leaf a, .rail a[href^='#']");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const article = named(link.getAttribute("href"));
    if (!article || typeof HTMLDialogElement !== "function") return;
    event.preventDefault();
    open(article);
  });

  // ---------------------------------------------------------------- listening, by the voices that the device has
  const listen = (button, article) => {
    const was = button.getAttribute("aria-pressed") === "true";
    speech.cancel();
    for (const other of every("[aria-pressed=true][data-act]")) press(other, false);
    if (was) return;
    const language = article.lang || document.documentElement.lang;
    const voices = speech.getVoices();
    const voice = voices.find(({ lang }) => lang.slice(0, 2).toLowerCase() === language.slice(0, 2));
    if (voices.length && !voice) {
      says(button.dataset.none);
      return;
    }
    const parts = [one("h2", article), ...(one(".body", article)?.children ?? [])].map((part) => part.textContent.trim());
    const spoken = parts.filter(Boolean).map((text) => {
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.lang = language;
      if (voice) utterance.voice = voice;
      return utterance;
    });
    for (const ended of ["end", "error"]) spoken.at(-1).addEventListener(ended, () => press(button, false));
    press(button, true);
    for (const utterance of spoken) speech.speak(utterance);
  };
  if (speech) addEventListener("pagehide", () => speech.cancel());

  // ---------------------------------------------------------------- a picture of one story, with its address and its day
  const FOOT = 64;
  const clip = async (article) => {
    const [x, y, width, height] = article.dataset.box.split(" ").map(Number);
    const source = new Image();
    source.src = picture.srcset.split(",").at(-1).trim().split(" ")[0];
    await source.decode();
    const scale = source.naturalWidth / drawing.viewBox.baseVal.width;
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(640, Math.round(width * scale) + 32);
    canvas.height = Math.round(height * scale) + FOOT + 32;
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(source, x * scale, y * scale, width * scale, height * scale, 16, 16, width * scale, height * scale);
    pen.fillStyle = "#14191b";
    pen.fillRect(16, canvas.height - FOOT, canvas.width - 32, 2);
    pen.font = "600 20px sans-serif";
    pen.fillText(texts.dataset.dated, 16, canvas.height - FOOT + 26, canvas.width - 32);
    pen.font = "16px sans-serif";
    pen.fillText(article.dataset.address, 16, canvas.height - FOOT + 50, canvas.width - 32);
    const bytes = await new Promise((done) => canvas.toBlob(done, "image/png"));
    const file = new File([bytes], `${article.id}.png`, { type: "image/png" });
    if (navigator.canShare?.({ files: [file] })) {
      try {
        await navigator.share({ files: [file], title: one("h2", article).textContent, url: article.dataset.address });
      } catch (fault) {
        if (!(fault instanceof DOMException)) throw fault; // the reader closed the sheet
      }
      return;
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-act]");
    const article = button?.closest("article");
    if (!article) return;
    if (button.dataset.act === "listen") listen(button, article);
    else clip(article);
  });

  // ---------------------------------------------------------------- what a search found is lit; else a story that is named
  const lit = new URLSearchParams(location.search).get("lit");
  if (lit) {
    for (const [at, box] of lit.split("_").entries()) {
      const numbers = box.split("-").map(Number);
      if (numbers.length !== 4 || numbers.some((number) => !Number.isFinite(number))) continue;
      const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      for (const [place, name] of ["x", "y", "width", "height"].entries()) rect.setAttribute(name, numbers[place]);
      rect.classList.add("lit");
      drawing.append(rect);
      if (at) continue;
      // The address names the story too, for those without scripts: the browser would scroll there once all is loaded.
      history.replaceState(null, "", location.pathname + location.search);
      // On a phone a line of a whole page cannot be read: it is gone up to.
      if (sheet.clientWidth < 700) zoomTo(sheet.clientWidth < 500 ? 3 : 2);
      const show = () => rect.scrollIntoView({ block: "center", inline: "center" });
      show();
      addEventListener("load", show);
    }
  } else if (named(location.hash)) {
    open(named(location.hash));
  }
  addEventListener("load", () => {
    const next = one(".turn a[rel=next]");
    const thumb = next && one(`.thumbs a[href="${next.getAttribute("href")}"] img`);
    if (thumb) thumb.loading = "eager";
  });
})();
