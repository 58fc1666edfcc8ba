// Pages that come in many small pieces, as over a bad line or into a busy processor: whatever is painted before the rest
// of its line, its row or its table is there shows then as something that moves, on any machine and each time.
//
//   node tests/browser/drip.mjs [--widths 360,1440] [--cookie name=value] URL...
//
// One JSON object a page and a width: `shifted` and `moved` as audit.mjs counts them, and `shown`, the milliseconds after
// its first piece at which something was painted.
import { createServer, request } from "node:http";
import { buffer } from "node:stream/consumers";
import { setTimeout as after } from "node:timers/promises";
import { PHONE, readArguments, withChromium } from "./chromium.mjs";
import { watchShifts } from "./shifts.mjs";

const PIECE = 160;
const EVERY = 30;
const AT_ONCE = 3;
// What stands further down is in no first view.
const IN_PIECES = 14_000;

async function drip(whole, answer) {
  const body = whole.indexOf("<body");
  answer.write(whole.subarray(0, body));
  // The sheet is there before the first piece: nothing else holds the paint back.
  await after(300);
  for (let at = body; at < whole.length; ) {
    const size = at - body < IN_PIECES ? PIECE : whole.length;
    answer.write(whole.subarray(at, at + size));
    at += size;
    await after(EVERY);
  }
  answer.end();
}

/** Stands between a browser and the paper: documents drip, all else goes through. */
function between(base) {
  return createServer((asked, answer) => {
    const isPage = asked.headers["sec-fetch-dest"] === "document";
    const headers = isPage ? { ...asked.headers, "accept-encoding": "identity" } : asked.headers;
    const to = request(new URL(asked.url, base), { method: asked.method, headers }, async (got) => {
      const { "content-length": length, ...rest } = got.headers;
      answer.writeHead(got.statusCode, isPage ? rest : got.headers);
      if (isPage) await drip(await buffer(got), answer);
      else got.pipe(answer);
    });
    to.on("error", () => answer.destroy());
    asked.pipe(to);
  });
}

async function look(device, url, width, cookie) {
  const page = await device.newPage();
  try {
    if (cookie) {
      const [name, ...value] = cookie.split("=");
      await device.setCookie({ name, value: value.join("="), domain: new URL(url).hostname, path: "/" });
    }
    await page.setViewport({ width, ...(width < 600 ? PHONE : { height: 900 }) });
    await page.evaluateOnNewDocument(watchShifts);
    await page.goto(url, { waitUntil: "load", timeout: 60_000 });
    await page.waitForNetworkIdle({ idleTime: 300, timeout: 3_000 }).catch(() => {});
    return await page.evaluate(() => {
      const [{ responseStart }] = performance.getEntriesByType("navigation");
      const [{ startTime }] = performance.getEntriesByName("first-contentful-paint");
      return { shifted: window.shifted, moved: [...window.moved], shown: Math.round(startTime - responseStart) };
    });
  } finally {
    await page.close();
  }
}

const { options, rest: urls } = readArguments(process.argv.slice(2));
const server = between(new URL(urls[0]).origin);
await new Promise((done) => server.listen(0, "localhost", done));
const here = `http://localhost:${server.address().port}`;
const widths = (options.widths ?? "360,1440").split(",").map(Number);
const waiting = urls.flatMap((url) => widths.map((width) => [url, width]));
await withChromium(async (browser) => {
  const walk = async () => {
    const device = await browser.createBrowserContext();
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [url, width] = next;
      const { pathname, search } = new URL(url);
      console.log(JSON.stringify({ url, width, ...(await look(device, here + pathname + search, width, options.cookie)) }));
    }
    await device.close();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, walk));
});
server.close();
server.closeAllConnections();
