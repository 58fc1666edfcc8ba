// Which faces pages are painted with, and what it takes to get them: twice by one reader, then by readers who save data.
//
//   node tests/browser/faces.mjs [--readers first,late] [--width 1440] [--cookie name=value] URL...
//
// One JSON object a page and a reader. `reader` is "first", "again" (the same device, the same page), "slowly" (the same
// device again, so busy that what it kept comes after half a second), "late" (faces come after three seconds), "hasty" (goes to the end of the page at once, with a slow processor, as the bar of addresses goes
// away), "saving" (Save-Data), "reduced" (prefers-reduced-data) or "plain" (scripts off); `fetched` are the
// faces asked of the server, `early` those asked for before the page had loaded although the device could show its text,
// `shifted` what moved, `painted` the faces of the first headline and paragraph of the story or the front, with a star
// where they are ours, `hidden` whether the page is not shown in the end, `blank` for how many milliseconds nothing was
// shown at a stretch, `strayed` where the keyboard is in the end although it stood in the page before, `boxes` the texts in letters that no face on the page has.
import { PHONE, readArguments, withChromium } from "./chromium.mjs";

const { options, rest: urls } = readArguments(process.argv.slice(2));
const READERS = options.readers?.split(",") ?? ["first", "again", "saving", "reduced", "plain"];
const WIDTH = Number(options.width ?? 360);
const LATE = 3_000;
const SLOWLY = 500;

function watch() {
  window.shifted = 0;
  window.blank = 0;
  let since = 0;
  const look = (now) => {
    const seen = !document.body || document.body.style.visibility !== "hidden";
    since = seen ? 0 : since || now;
    if (since) window.blank = Math.max(window.blank, now - since);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  addEventListener("DOMContentLoaded", () => {
    const field = document.querySelector("[autofocus]");
    const link = field ?? document.querySelector("main :is(a, button)");
    if (!field) link?.focus({ preventScroll: true });
    if (field || document.activeElement === link) window.held = link;
  });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
}

async function painted(session) {
  const { root } = await session.send("DOM.getDocument");
  const found = new Set();
  for (const selector of ["main h1", "main h2 a, main h3 a", ".body p"]) {
    const { nodeId } = await session.send("DOM.querySelector", { nodeId: root.nodeId, selector });
    if (!nodeId) continue;
    const { fonts } = await session.send("CSS.getPlatformFontsForNode", { nodeId });
    for (const { familyName, isCustomFont } of fonts) found.add(isCustomFont ? `${familyName}*` : familyName);
  }
  return [...found].sort();
}

// A letter that no face has is drawn by the first face of the element, so the name of the face says nothing: ours are
// looked for in texts of the scripts that this device draws as boxes.
function marked() {
  const pen = document.createElement("canvas").getContext("2d");
  const wide = (text) => ((pen.font = "100px serif"), pen.measureText(text).width);
  const scripts = { "\u090b\u0924": /[\u0904-\u0939]/, "\u0990\u09a4": /[\u0985-\u09b9]/, "\u0b94\u0bb0": /[\u0b83-\u0bb9]/, "\u06c1": /[\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2]/ };
  const lacking = Object.entries(scripts).filter(([letters]) => [...letters].every((one) => wide(one) === wide("\u0378")));
  const texts = [...document.querySelectorAll("body *")].filter((part) => {
    const own = [...part.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ data }) => data).join("");
    return part.getClientRects().length && lacking.some(([, letters]) => letters.test(own));
  });
  texts.forEach((part, at) => part.setAttribute("data-text", at));
  return texts.map((part) => part.textContent.trim().slice(0, 40));
}

async function boxes(page, session) {
  const texts = await page.evaluate(marked);
  const { root } = await session.send("DOM.getDocument");
  const found = [];
  for (const [at, text] of texts.entries()) {
    const { nodeId } = await session.send("DOM.querySelector", { nodeId: root.nodeId, selector: `[data-text="${at}"]` });
    const { fonts } = await session.send("CSS.getPlatformFontsForNode", { nodeId });
    if (!fonts.some(({ isCustomFont, familyName }) => isCustomFont && familyName.startsWith("Noto"))) found.push(text);
  }
  return found;
}

async function look(context, url, reader) {
  const page = await context.newPage();
  await page.setViewport({ width: WIDTH, ...(WIDTH < 600 ? PHONE : { height: 900 }) });
  await page.setJavaScriptEnabled(reader !== "plain");
  const session = await page.createCDPSession();
  if (reader === "saving") await session.send("Emulation.setDataSaverOverride", { dataSaverEnabled: true });
  if (reader === "reduced") {
    await session.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-reduced-data", value: "reduce" }] });
  }
  if (reader !== "plain") await page.evaluateOnNewDocument(watch);
  const fetched = [];
  page.on("request", (request) => {
    const name = /\/([a-z]+)[.][0-9a-f]+[.]woff2$/.exec(request.url())?.[1];
    if (name) fetched.push(name);
  });
  if (reader === "hasty") await page.emulateCPUThrottling(4);
  if (reader === "slowly") await page.emulateCPUThrottling(6);
  if (["late", "slowly"].includes(reader)) {
    const wait = reader === "late" ? LATE : SLOWLY;
    await page.setRequestInterception(true);
    page.on("request", (request) => setTimeout(() => request.continue(), request.url().endsWith(".woff2") ? wait : 0));
  }
  await page.goto(url, { waitUntil: "load" });
  if (reader === "hasty") {
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await page.waitForNetworkIdle({ idleTime: 300, timeout: 2 * LATE }).catch(() => {});
    await page.evaluate(() => dispatchEvent(new Event("resize")));
  }
  // Where requests are held up nothing comes from the cache, and a face that goes by two names comes late twice.
  await page.waitForNetworkIdle({ idleTime: 700, timeout: 6 * LATE }).catch(() => {});
  const [shifted, blank] = reader === "plain" ? [0, 0] : await page.evaluate(() => [window.shifted, window.blank]);
  const early = await page.evaluate(() => {
    const [{ loadEventStart }] = performance.getEntriesByType("navigation");
    const fonts = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".woff2"));
    return fonts.filter(({ startTime }) => startTime < loadEventStart).map(({ name }) => name.split("/").at(-1).split(".")[0]);
  });
  const strayed = await page.evaluate(() => (window.held && window.held !== document.activeElement ? document.activeElement.localName : ""));
  const hidden = await page.evaluate(() => getComputedStyle(document.body).visibility !== "visible");
  await session.send("DOM.enable");
  await session.send("CSS.enable");
  const found = { url, reader, fetched, early, shifted, painted: await painted(session), hidden, blank, strayed, boxes: await boxes(page, session) };
  await page.close();
  return found;
}

// The media feature is behind a flag of Chromium's.
await withChromium(async (browser) => {
  for (const url of urls) {
    const devices = {};
    for (const reader of READERS) {
      const known = ["again", "slowly"].includes(reader) ? devices.first : await browser.createBrowserContext();
      if (options.cookie) {
        const [name, ...value] = options.cookie.split("=");
        await known.setCookie({ name, value: value.join("="), domain: new URL(url).hostname, path: "/" });
      }
      devices[reader] = known;
      console.log(JSON.stringify(await look(known, url, reader)));
    }
    for (const context of new Set(Object.values(devices))) await context.close();
  }
}, ["--enable-blink-features=PrefersReducedData"]);
