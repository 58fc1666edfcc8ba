// Chromium as every check here starts it: no window, no sandbox (it runs as root in containers), nothing in the background.
import puppeteer from "puppeteer-core";

const FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"];

export const WIDTHS = { 390: { height: 844, isMobile: true, hasTouch: true }, 1440: { height: 900 } };
export const PHONE = { height: 740, isMobile: true, hasTouch: true };
export const SLOW_4G = { latency: 150, download: 1.6e6 / 8, upload: 750e3 / 8 };
// How long what a page does in answer may take: nothing is measured by it, and a machine with three papers on it is slow.
export const PATIENCE = 30_000;
export const SCHEMES = ["light", "dark"];
export const THEMES = ["sepia", "contrast"];

/** Gives a page a scheme as the device asks for it, or a theme as its reader chose it before. */
export async function dress(page, scheme) {
  const theme = THEMES.includes(scheme) ? scheme : "";
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme ? "light" : scheme }]);
  // What one page keeps the next one finds: the scheme of the device has to be chosen as well.
  await page.evaluateOnNewDocument((chosen) => localStorage.setItem("theme", chosen), theme);
}

/** Starts Chromium, hands it to `use`, and stops it whatever happens. */
export async function withChromium(use, more = []) {
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROME_PATH || "/usr/bin/chromium",
    headless: true,
    args: [...FLAGS, ...more],
  });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

/** Waits for what a page fetches once it is painted and whole; the last of these scripts names the faces. */
export async function enlivened(page) {
  if (page.isJavaScriptEnabled()) await page.waitForSelector("html[data-faces]", { timeout: PATIENCE });
}

/** Takes `--name value` and `--flag` apart from the rest: { options, rest }. */
export function readArguments(argv, flags = []) {
  const options = {};
  const rest = [];
  for (let at = 0; at < argv.length; at += 1) {
    if (!argv[at].startsWith("--")) rest.push(argv[at]);
    else if (flags.includes(argv[at].slice(2))) options[argv[at].slice(2)] = true;
    else options[argv[at].slice(2)] = argv[(at += 1)];
  }
  return { options, rest };
}
