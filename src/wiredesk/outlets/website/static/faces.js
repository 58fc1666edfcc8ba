// Faces: the device's own, and ours where they fail. Every page works without this file.
// The text is painted with what the device has. Ours is fetched after that, made as wide and as high as what stands
// there, and enters while nothing that can be seen would move; else the next page has it from its first paint.
"use strict";
(() => {
  const root = document.documentElement;
  const every = (selector) => [...document.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const indic = (name, locals) => ({ families: [`Noto Serif ${name}`, `Noto Sans ${name}`], locals, weight: "400 700" });
  const FACES = {
    latin: {
      languages: ["en"],
      families: ["Source Serif 4"],
      locals: ["Source Serif 4", "Iowan Old Style", "Charter", "Sitka Text", "Noto Serif", "Georgia"],
      range: "U+20-FF,U+2010-2026,U+20AC,U+20B9,U+2212",
      weight: "400 700",
      widest: 1.25,
    },
    devanagari: { ...indic("Devanagari"), languages: ["hi", "mr"], boxes: "\u090b\u0924", range: "U+900-97F,U+1CD0-1CF6,U+200C-200D,U+20B9,U+25CC,U+A8E0-A8FF" },
    bengali: { ...indic("Bengali"), languages: ["bn"], boxes: "\u0990\u09a4", range: "U+951-952,U+964-965,U+980-9FE,U+200C-200D,U+20B9,U+25CC" },
    tamil: { ...indic("Tamil"), languages: ["ta"], boxes: "\u0b94\u0bb0", range: "U+964-965,U+B82-BFA,U+200C-200D,U+20B9,U+25CC" },
    naskh: {
      languages: ["ur"],
      // The second stands where a sheet asks for a Nastaliq, after those that are better: until one is there, or for good.
      families: ["Noto Naskh Arabic UI", "Urdu Typesetting"],
      boxes: "\u06c1",
      range: "U+600-6FF,U+200C-200F,U+25CC,U+FDF2-FDFB",
      weight: "400 700",
    },
    nastaliq: {
      languages: ["ur"],
      families: ["Noto Nastaliq Urdu"],
      locals: ["Noto Nastaliq Urdu", "NotoNastaliqUrdu", "Jameel Noori Nastaleeq", "Urdu Typesetting"],
      range: "U+600-6FF,U+200C-200F,U+25CC,U+FDF2-FDFB",
      weight: "400",
      widest: 1.1,
    },
  };
  const pen = document.createElement("canvas").getContext("2d");
  const measured = (text, family, weight = 400) => {
    pen.font = `${weight} 100px ${family}`;
    return pen.measureText(text);
  };
  const wide = (text, family, weight) => measured(text, family, weight).width;
  // Letters of different widths that are all as wide as one that no face has are boxes.
  const isBoxes = ({ boxes }) => boxes && [...boxes].every((letter) => wide(letter, "serif") === wide("\u0378", "serif"));
  const has = (locals) =>
    new FontFace("local", locals.map((name) => `local("${name}")`).join()).load().then(() => true, () => false);
  const present = ({ families }) => [...document.fonts].some(({ family }) => families.includes(family.replace(/"/g, "")));

  const painted = () => new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)));
  // A piece at a time, when the reader's own finger is not waiting.
  const idle = () => new Promise((then) => (window.requestIdleCallback ?? setTimeout)(then));
  const loaded = () => new Promise((then) => (document.readyState === "complete" ? then() : addEventListener("load", then)));
  // A browser takes the keyboard from what it hides: it is given back to where it stood.
  let held;
  const hide = () => {
    if (document.activeElement !== document.body) held = document.activeElement;
    document.body.style.visibility = "hidden";
  };
  const show = () => {
    document.body.style.removeProperty("visibility");
    if (document.activeElement === document.body) held?.focus({ preventScroll: true });
    held = null;
  };
  // What took the place of boxes is new, and has not moved from where they stood: a browser keeps in mind where words
  // began, even while they were hidden, and counts them as moved.
  const renew = (parts) => {
    for (const { style } of parts) style.display = "none";
    for (const part of parts) void getComputedStyle(part).display;
    for (const { style } of parts) style.removeProperty("display");
  };
  // Who reads on already stays where they are.
  const inPlace = (change) => {
    const top = (part) => part.getBoundingClientRect().top;
    const mark = scrollY > 0 && every("main :is(p, li, h1, h2, h3)").find((part) => top(part) > 0);
    const was = mark && top(mark);
    change();
    if (mark) scrollBy({ top: top(mark) - was, behavior: "instant" });
  };

  // Where a part begins, or words do within one: what grew wider before them on their line pushes them, and no part moves.
  const range = document.createRange();
  const placeOf = (node) => {
    const isWords = node.nodeType === Node.TEXT_NODE;
    if (isWords) range.selectNodeContents(node);
    const found = isWords ? range : node;
    const { bottom, width } = found.getBoundingClientRect();
    const { top, left, right } = found.getClientRects()[0] ?? {};
    const { direction } = getComputedStyle(isWords ? node.parentElement : node);
    return { top, bottom, width, start: direction === "rtl" ? right : left };
  };
  const isSeen = ({ top, bottom, width }) => width > 0 && bottom > 0 && top < innerHeight;
  const add = (faces) => faces.forEach((face) => document.fonts.add(face));
  // Adds faces, with blocks of boxes kept as high as they are; takes them out again where anything else that is seen would move.
  const enter = (faces, blocks = []) => {
    // Nothing further off comes into sight unless something here moves.
    const parts = every("body *").filter((part) => {
      const { top, bottom } = part.getBoundingClientRect();
      return bottom > -innerHeight && top < 2 * innerHeight && !part.closest("[data-boxes]");
    });
    const words = parts.flatMap(({ childNodes }) => [...childNodes].filter(({ nodeType, data }) => nodeType === Node.TEXT_NODE && data.trim()));
    const others = [...parts, ...words];
    const [before, highs] = [others.map(placeOf), blocks.map((block) => block.getBoundingClientRect().height)];
    blocks.forEach(({ style }, at) => (style.minHeight = `${highs[at]}px`));
    add(faces);
    const moved = others.map(placeOf).some((now, at) => {
      const was = before[at];
      return (isSeen(was) || isSeen(now)) && (Math.abs(was.top - now.top) > 2 || Math.abs(was.start - now.start) > 2);
    });
    const free = () => blocks.forEach(({ style }) => style.removeProperty("min-height"));
    if (moved) {
      for (const face of faces) document.fonts.delete(face);
      free();
    } else {
      // A phone whose bar of addresses goes away is no narrower: lines break where they did.
      const width = innerWidth;
      addEventListener("resize", () => width === innerWidth || free());
      renew(blocks);
    }
  };
  const blockOf = (part) => {
    let block = part;
    while (/^inline/.test(getComputedStyle(block).display) && block !== document.body) block = block.parentElement;
    return block;
  };

  const fetched = async (face, path, cuts = [{}]) => {
    const made = face.families.flatMap((family) =>
      cuts.map((cut) => [family, `url(${path}) format("woff2")`, { weight: face.weight, unicodeRange: face.range, display: face.boxes ? "block" : "optional", ...cut }, path]),
    );
    const faces = made.map((one) => new FontFace(...one));
    // One after the other: the second comes from the cache, and no line carries the same file twice.
    for (const one of faces) await one.load();
    return { made, faces };
  };
  // As wide as the device's own, by the page's own words, and its lines as high: a line then breaks where it broke. Bold
  // is measured by the headline, for it is wider by another share. Nastaliq, of one weight, would need more than a tenth
  // against Naskh, and its lines would then touch.
  const BANDS = { "400 700": [["400 500", 400], ["501 700", 700]], 400: [["400", 400]] };
  const matching = async (face, path, part) => {
    const own = getComputedStyle(part).getPropertyValue("--serif");
    const probe = new FontFace("probe", `url(${path}) format("woff2")`, { weight: face.weight, unicodeRange: face.range });
    document.fonts.add(await probe.load());
    const cuts = BANDS[face.weight].map(([weight, bold]) => {
      const words = (bold > 400 && one("main :is(h1, h2) a, main h1")) || one(part === root ? "footer" : ".body");
      const text = words.textContent.replace(/\s+/g, " ").slice(0, 600);
      const was = measured(text, own, bold);
      const size = Math.min(face.widest, Math.max(0.8, was.width / wide(text, `probe,${own}`, bold)));
      const share = (height) => `${(height / size).toFixed(1)}%`;
      return {
        weight,
        sizeAdjust: `${(size * 100).toFixed(1)}%`,
        ascentOverride: share(was.fontBoundingBoxAscent),
        descentOverride: share(was.fontBoundingBoxDescent),
        lineGapOverride: "0%",
      };
    });
    document.fonts.delete(probe);
    return cuts;
  };

  // Boxes say nothing to anybody. Where the page's own words are boxes nothing stands there instead, for this long at
  // most; then what the device has is shown, and the face takes its place when it comes.
  const WAIT = 1000;
  const instead = async (face, path) => {
    hide();
    const waited = setTimeout(show, WAIT);
    try {
      // However fast it comes: boxes leave the screen, then the text takes their place, and only then is it shown.
      const [{ made, faces }] = await Promise.all([fetched(face, path), painted()]);
      clearTimeout(waited);
      hide();
      await painted();
      inPlace(() => {
        add(faces);
        renew([document.body]);
      });
      await painted();
      return { made };
    } finally {
      clearTimeout(waited);
      show();
    }
  };
  const furnish = async (name, path) => {
    const face = FACES[name];
    const spoken = `:is(${face.languages.map((language) => `[lang|=${language}]`).join()})`;
    // What was kept and came in time is there by now.
    await root.kept;
    if (!one(spoken) || present(face)) return { made: [] };
    // What is only less handsome is looked after in the page's own language and its story's, boxes wherever they stand.
    const part = one(`:is(html, article.story)${spoken}`);
    if (!part || !face.boxes) await idle();
    const unread = isBoxes(face);
    if (!unread && (!part || face.boxes || (await has(face.locals)))) return { made: [] };
    if (unread && part) return instead(face, path);
    await loaded();
    await idle();
    const found = await fetched(face, path, unread ? undefined : await matching(face, path, part));
    if (unread) return { ...found, spoken };
    // A page of so many parts is laid out again at a price that its reader feels: the next one has the face from the start.
    if (document.getElementsByTagName("*").length < MANY) {
      await idle();
      enter(found.faces);
    }
    return found;
  };
  // All that took the place of boxes on a page comes at once: everything is laid out again for it once.
  const MANY = 600;
  const replaced = (found) => {
    if (!found.length) return;
    const blocks = [...new Set(found.flatMap(({ spoken }) => every(spoken).map(blockOf)))];
    for (const { dataset } of blocks) dataset.boxes = "";
    enter(found.flatMap(({ faces }) => faces), blocks);
    for (const { dataset } of blocks) delete dataset.boxes;
  };

  // What came is kept for the next page, of the paper or of the desk, whichever fetched it: the bytes are the same, and so
  // are their names. One by an older name goes; one that this page does not know of stays.
  const paths = root.dataset.faces?.split(" ") ?? [];
  const named = (path) => path.split("/").at(-1);
  const scriptOf = (path) => named(path).split(".")[0];
  const kept = () => {
    try {
      return JSON.parse(localStorage.faces ?? "[]");
    } catch {
      return [];
    }
  };
  const keep = (made) => {
    const [names, scripts] = [paths.map(named), paths.map(scriptOf)];
    const still = kept().filter(([, , , path]) => names.includes(named(path)) || !scripts.includes(scriptOf(path)));
    const all = new Map([...still, ...made].map((face) => [face[0] + face[2].weight, face]));
    try {
      localStorage.faces = JSON.stringify([...all.values()]);
    } catch {
      // Nothing is kept.
    }
  };
  const furnished = async () => {
    const all = await Promise.allSettled(paths.map((path) => furnish(scriptOf(path), path)));
    const found = all.flatMap(({ value }) => value ?? []);
    replaced(found.filter(({ spoken }) => spoken));
    keep(found.flatMap(({ made }) => made));
  };
  const thrifty = navigator.connection?.saveData || matchMedia("(prefers-reduced-data)").matches;
  if (paths.length && !thrifty && pen) {
    furnished();
    addEventListener("faces", furnished);
  }
})();
