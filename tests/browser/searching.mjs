// A reader's search from the front page to a story that was found: once by the keyboard alone, once by touch alone.
//
//   node tests/browser/searching.mjs --words पुल URL
//
// One JSON object a way: `way`, `asked` the address of the answer, `found` the headlines on it, `marked` the words marked,
// `read` the headline of the story that was opened, and `wide` whether any of these pages was wider than the window.
import { PHONE, WIDTHS, readArguments, withChromium } from "./chromium.mjs";

const { options, rest: [url] } = readArguments(process.argv.slice(2));

const wide = (page) => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
const texts = (page, selector) =>
  page.evaluate((one) => [...document.querySelectorAll(one)].map((found) => found.textContent.trim()), selector);
const focused = (page, selector) => page.evaluate((one) => document.activeElement.matches(one), selector);

async function tabTo(page, selector) {
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press("Tab");
    if (await focused(page, selector)) return;
  }
  throw new Error(`sixty tabs never led to ${selector}`);
}

const WAYS = {
  keyboard: {
    viewport: { width: 1440, ...WIDTHS[1440] },
    async reach(page, selector) { await tabTo(page, selector); },
    async press(page) { await page.keyboard.press("Enter"); },
  },
  touch: {
    viewport: { width: 360, ...PHONE },
    async reach(page, selector) { await (await page.$(selector)).tap(); },
    async press(page, selector) { await (await page.$(selector)).tap(); },
  },
};

async function walk(browser, way, { viewport, reach, press }) {
  const page = await browser.newPage();
  await page.setViewport(viewport);
  await page.bringToFront();
  await page.goto(url, { waitUntil: "load" });
  let beyond = await wide(page);
  await reach(page, "header input[name=q]");
  await page.keyboard.type(options.words);
  await Promise.all([page.waitForNavigation({ waitUntil: "load" }), press(page, "header .find button")]);
  beyond ||= await wide(page);
  const asked = page.url();
  const found = await texts(page, ".hits h2");
  const marked = [...new Set(await texts(page, ".hits mark"))];
  if (way === "keyboard") await reach(page, ".hits h2 a");
  await Promise.all([page.waitForNavigation({ waitUntil: "load" }), press(page, ".hits h2 a")]);
  beyond ||= await wide(page);
  const [read] = await texts(page, "h1");
  await page.close();
  return { way, asked: decodeURI(asked), found, marked, read, wide: beyond };
}

await withChromium(async (browser) => {
  for (const [way, how] of Object.entries(WAYS)) console.log(JSON.stringify(await walk(browser, way, how)));
});
