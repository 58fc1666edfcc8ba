// A walk on a cheap phone: 360 px, 2 GB, a slow processor, Slow 4G, and no web font ever arrives.
//
//   node tests/browser/slow.mjs URL...
//
// One JSON object a page: `bytes` of its first view (HTML, sheets, scripts), `fonts` asked for, `shifted` while it loaded,
// `wide` how many pixels it is wider than the window, `small` the smallest size of its text, `lines` the least distance of
// lines in it by its size, `scripts` how many it asked for, `early` those asked for before it was whole, `said` what the
// console said, `jumbled` the lines whose date stands in pieces around the name before it, and `seen`, the milliseconds
// until its largest part was painted.
import { PHONE, SLOW_4G, readArguments, withChromium } from "./chromium.mjs";

const { rest: urls } = readArguments(process.argv.slice(2));
const FIRST = new Set(["document", "stylesheet", "script"]);

function watch() {
  Object.defineProperty(Navigator.prototype, "deviceMemory", { get: () => 2 });
  window.told = { shifted: 0, seen: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.told.shifted += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => {
    window.told.seen = list.getEntries().at(-1).startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
}

function measure() {
  const parts = [...document.querySelectorAll("main :is(h1, h2, h3, p, li, dd, time)")].filter((one) => one.getClientRects().length && one.textContent.trim());
  const styles = parts.map((one) => getComputedStyle(one));
  const lines = styles.map(({ lineHeight, fontSize }) => parseFloat(lineHeight) / parseFloat(fontSize)).filter((one) => one);
  const rectOf = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return range.getBoundingClientRect();
  };
  const jumbled = [...document.querySelectorAll("main .meta time")].filter((time) => {
    const [name, own] = [rectOf(time.previousSibling ?? time), rectOf(time)];
    return time.previousSibling && Math.abs(name.bottom - own.bottom) < 4 && name.right - own.left > 1 && own.right - name.left > 1;
  });
  const [{ loadEventStart: whole }] = performance.getEntriesByType("navigation");
  const scripts = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".js"));
  return {
    ...window.told,
    scripts: scripts.length,
    early: scripts.filter(({ startTime }) => startTime < whole).map(({ name }) => name),
    jumbled: jumbled.map((time) => time.parentElement.textContent),
    wide: Math.max(0, document.documentElement.scrollWidth - innerWidth),
    small: Math.min(...styles.map(({ fontSize }) => parseFloat(fontSize))),
    lines: Number(Math.min(...lines).toFixed(2)),
    words: document.querySelector("main").innerText.length,
  };
}

await withChromium(async (browser) => {
  const context = await browser.createBrowserContext();
  for (const url of urls) {
    const page = await context.newPage();
    await page.setViewport({ width: 360, ...PHONE });
    await page.setCacheEnabled(false);
    await page.evaluateOnNewDocument(watch);
    await page.emulateCPUThrottling(4);
    await page.emulateNetworkConditions(SLOW_4G);
    const said = [];
    const fonts = [];
    let bytes = 0;
    const session = await page.createCDPSession();
    await session.send("Network.enable");
    await session.send("Network.setBlockedURLs", { urls: ["*.woff2"] });
    const kinds = new Map();
    session.on("Network.requestWillBeSent", ({ requestId, type, request }) => {
      kinds.set(requestId, type.toLowerCase());
      if (/[.]woff2$/.test(request.url)) fonts.push(request.url);
    });
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      if (FIRST.has(kinds.get(requestId))) bytes += encodedDataLength;
    });
    page.on("pageerror", (error) => said.push(String(error)));
    await page.goto(url, { waitUntil: "load", timeout: 60_000 });
    await page.waitForNetworkIdle({ idleTime: 500, timeout: 10_000 }).catch(() => {});
    console.log(JSON.stringify({ url, bytes, fonts: fonts.length, said, ...(await page.evaluate(measure)) }));
    await page.close();
  }
});
