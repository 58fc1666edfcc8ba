// Which faces pages are painted with, and what it takes to get them: twice by one reader, then by readers who save data.
//
//   node tests/browser/faces.mjs URL...
//
// One JSON object a page and a reader. `reader` is "first", "again" (the same device, the same page), "saving" (Save-Data),
// "reduced" (prefers-reduced-data) or "plain" (scripts off); `fetched` are the faces asked of the server, `early` those
// asked for before the page had loaded although the device could show its text, `shifted` what moved, `painted` the faces
// of the first headline and paragraph of the story or the front, with a star where they are ours, `hidden` whether the
// page is not shown in the end.
import { PHONE, readArguments, withChromium } from "./chromium.mjs";

const { rest: urls } = readArguments(process.argv.slice(2));
const READERS = ["first", "again", "saving", "reduced", "plain"];

function watch() {
  window.shifted = 0;
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

async function look(context, url, reader) {
  const page = await context.newPage();
  await page.setViewport({ width: 360, ...PHONE });
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
  await page.goto(url, { waitUntil: "load" });
  await page.waitForNetworkIdle({ idleTime: 700, timeout: 5_000 }).catch(() => {});
  const shifted = reader === "plain" ? 0 : await page.evaluate(() => window.shifted);
  const early = await page.evaluate(() => {
    const [{ loadEventStart }] = performance.getEntriesByType("navigation");
    const fonts = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".woff2"));
    return fonts.filter(({ startTime }) => startTime < loadEventStart).map(({ name }) => name.split("/").at(-1).split(".")[0]);
  });
  const hidden = await page.evaluate(() => getComputedStyle(document.body).visibility !== "visible");
  await session.send("DOM.enable");
  await session.send("CSS.enable");
  const found = { url, reader, fetched, early, shifted, painted: await painted(session), hidden };
  await page.close();
  return found;
}

// The media feature is behind a flag of Chromium's.
await withChromium(async (browser) => {
  for (const url of urls) {
    const devices = { again: null };
    for (const reader of READERS) {
      const known = reader === "again" ? devices.first : await browser.createBrowserContext();
      devices[reader] = known;
      console.log(JSON.stringify(await look(known, url, reader)));
    }
    for (const context of new Set(Object.values(devices))) await context.close();
  }
}, ["--enable-blink-features=PrefersReducedData"]);
