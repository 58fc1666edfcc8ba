// Looks at pages as a phone and as a desk show them, in light and dark: axe's findings, what the console said, whether
// the page is wider than its window (320 px too, which is the narrowest phone and a desk's page at 400 %), whether
// anything moved while it loaded, and a picture of each.
//
//   node tests/browser/audit.mjs [--shots DIR] [--cookie name=value] [--json] [--themes] [--slow TIMES] URL...
//   node tests/browser/audit.mjs --plan [--shots DIR] [--json] <plan.json
//
// --slow makes the processor so many times slower while a page loads: what is painted before it is whole shows then.
// A plan is a list of {"url": …, "width": 360, "scheme": "sepia"}, each looked at once, with pa11y's rules beside axe's, and
// for columns with holes and words that are broken in headlines.
//
// Ends with 1 when there is anything to mend. A page may answer 404 or 410: its notice is looked at like any other.
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import axe from "axe-core";
import { PHONE, SCHEMES, THEMES, WIDTHS, dress, readArguments, withChromium } from "./chromium.mjs";
import { watchShifts } from "./shifts.mjs";
import { untidy } from "./tidy.mjs";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const AT_ONCE = 4;
const SNIFFER = await readFile(createRequire(import.meta.url).resolve("@pa11y/html_codesniffer/build/HTMLCS.js"), "utf8");

/** What pa11y finds: its rules, run in the page as axe's are. */
async function sniffed(page) {
  await page.evaluate(SNIFFER);
  return page.evaluate(
    () =>
      new Promise((done) => {
        const told = () => window.HTMLCS.getMessages().filter(({ type }) => type === window.HTMLCS.ERROR);
        window.HTMLCS.process("WCAG2AA", document, () =>
          done(told().map(({ code, msg, element }) => `${code}: ${msg} (${element.outerHTML?.slice(0, 120)})`)),
        );
      }),
  );
}

const shape = (width) => WIDTHS[width] ?? (width < 600 ? PHONE : { height: 1024, isMobile: width < 1000, hasTouch: width < 1000 });

const beyond = (page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

function shotName(url, width, scheme) {
  const path = new URL(url).pathname.replace(/^\/|\/$/g, "").replaceAll(/[^\w.-]+/g, "-") || "home";
  return `${path.slice(0, 80)}-${width}-${scheme}.png`;
}

async function look(browser, url, width, scheme, options) {
  const page = await browser.newPage();
  const said = [];
  page.on("console", (message) => {
    // Chromium logs the page's own 404 or 410 as a failed resource; that status is what was asked for.
    const own = message.location().url === url && /Failed to load resource/.test(message.text());
    if (["error", "warn"].includes(message.type()) && !own) said.push(message.text());
  });
  page.on("pageerror", (error) => said.push(String(error)));
  try {
    await page.setCacheEnabled(false);
    await page.setViewport({ width: Number(width), ...shape(width) });
    await dress(page, scheme);
    if (options.cookie) {
      const [name, ...value] = options.cookie.split("=");
      await browser.setCookie({ name, value: value.join("="), domain: new URL(url).hostname, path: "/" });
    }
    await page.evaluateOnNewDocument(watchShifts);
    if (options.slow) await page.emulateCPUThrottling(Number(options.slow));
    const answer = await page.goto(url, { waitUntil: "load", timeout: 30_000 });
    // A desk's event stream keeps the network busy for good: half a second of quiet is asked for, not waited for.
    await page.waitForNetworkIdle({ idleTime: 500, timeout: 3_000 }).catch(() => {});
    const overflow = await beyond(page);
    // Down and up again, for the pictures that are fetched when they come near.
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await page.waitForNetworkIdle({ idleTime: 100, timeout: 3_000 }).catch(() => {});
    await page.evaluate(() => scrollTo(0, 0));
    const [shifted, moved] = await page.evaluate(() => [window.shifted, [...window.moved].join(", ")]);
    await page.emulateCPUThrottling(null);
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(
      (values) => window.axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }),
      RULES,
    );
    const found = violations.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id}: ${help} (${node.target.join(" ")})`),
    );
    if (options.plan) found.push(...(await sniffed(page)), ...(await page.evaluate(untidy)));
    if (overflow > 0) found.push(`wide: the page is ${overflow} px wider than the window`);
    if (shifted > 0) found.push(`moves: its layout shifts by ${shifted.toFixed(4)} while it loads (${moved})`);
    if (width === "390" && scheme === "light") {
      await page.setViewport({ ...WIDTHS[390], width: 320 });
      const narrow = await beyond(page);
      if (narrow > 0) found.push(`wide: the page is ${narrow} px wider than a window of 320`);
      await page.setViewport({ width: 390, ...WIDTHS[390] });
    }
    found.push(...said.map((text) => `console: ${text}`));
    if (options.shots) {
      await page.screenshot({ path: join(options.shots, shotName(url, width, scheme)), fullPage: true });
    }
    return { url, status: answer.status(), width: Number(width), scheme, found };
  } finally {
    await page.close();
  }
}

const { options, rest: urls } = readArguments(process.argv.slice(2), ["json", "themes", "plan"]);
const plan = options.plan ? JSON.parse(await text(process.stdin)) : [];
if (!urls.length && !plan.length) {
  console.error("audit.mjs: give it one or more addresses, such as http://localhost:8000/");
  process.exit(2);
}
if (options.shots) await mkdir(options.shots, { recursive: true });
const results = await withChromium(async (browser) => {
  const all = [];
  for (const url of urls)
    for (const width of Object.keys(WIDTHS))
      for (const scheme of [...SCHEMES, ...(options.themes ? THEMES : [])]) all.push(await look(browser, url, width, scheme, options));
  // Most of a look is waiting for quiet: several at once, each on a device of its own, for its theme is kept there.
  const waiting = [...plan];
  const walk = async () => {
    const device = await browser.createBrowserContext();
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      all.push(await look(device, next.url, String(next.width), next.scheme, options));
    }
    await device.close();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, walk));
  return all;
});
for (const result of results) {
  if (options.json) console.log(JSON.stringify(result));
  else {
    const { url, status, width, scheme, found } = result;
    console.log(`${found.length ? "MEND" : "good"} ${status} ${String(width).padStart(4)} ${scheme.padEnd(5)} ${url}`);
    for (const line of new Set(found)) console.log(`     ${line}`);
  }
}
process.exitCode = results.some(({ found }) => found.length) ? 1 : 0;
