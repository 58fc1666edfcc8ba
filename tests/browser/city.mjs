// Chooses a city by the keyboard alone, and looks at what that does.
//
//   node tests/browser/city.mjs CITIES HOME
//
// One JSON object: `before`, `chosen` and `forgotten` are where the navigation's entry and the masthead's lead and what the
// masthead says, `moved` how much anything moved on the home page when it was named, `shown` is the first button,
// `stayed` whether the home page is still the home page afterwards, `sent` what was asked of the server with the city in
// it, cookies too, `plain` what of the buttons can be seen with scripts off.
import { enlivened, readArguments, withChromium } from "./chromium.mjs";

// What is not drawn at all still has a text, so whether it is drawn is asked first.
const seen = (page) =>
  page.$$eval("[data-edition]", (all) => all.filter((one) => one.getClientRects().length && getComputedStyle(one).visibility !== "hidden").map((one) => one.textContent).join(""));

const { rest } = readArguments(process.argv.slice(2));
const [cities, home] = rest;
const leads = (page) => page.evaluate(() => {
  const [nav, mine] = ["a[data-city]", "a[data-mine]"].map((one) => document.querySelector(one));
  return [nav.getAttribute("href"), mine.getAttribute("href"), mine.innerText];
});
const shifts = (page) => page.evaluate(() => new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries().reduce((sum, one) => sum + one.value, 0))).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(0), 500);
}));
const label = (page) => page.$eval("button[data-edition]", (button) => button.innerText.trim());

async function pressFirst(page) {
  for (let count = 0; count < 60; count += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement?.matches("button[data-edition]") ?? false)) break;
  }
  await page.keyboard.press("Enter");
}

await withChromium(async (browser) => {
  const page = await browser.newPage();
  await page.goto(cities, { waitUntil: "load" });
  await enlivened(page);
  const before = await leads(page);
  const shown = await label(page);
  await pressFirst(page);
  const sent = [];
  page.on("request", (request) => {
    if (/dharvel/.test(request.url() + JSON.stringify(request.headers()))) sent.push(request.url());
  });
  await page.goto(home, { waitUntil: "load" });
  await enlivened(page);
  const chosen = await leads(page);
  const moved = await shifts(page);
  const stayed = page.url() === home;
  await page.goto(cities, { waitUntil: "load" });
  await enlivened(page);
  await pressFirst(page);
  const forgotten = await leads(page);
  const plain = await browser.newPage();
  await plain.setJavaScriptEnabled(false);
  await plain.goto(cities, { waitUntil: "load" });
  console.log(JSON.stringify({ before, shown, chosen, moved, stayed, sent: sent.filter((url) => !/[.](webp|jpe?g|png)$/.test(url)), forgotten, plain: await seen(plain) }));
});
