// A reader's way to printed pages that are for those who sign in, and to a download that says whose it is.
//
//   node tests/browser/door.mjs --base URL --issue /epaper/CITY/DATE/ --reader NAME --password WORD --words WORDS
//
// One JSON object a journey: its name, and `failed`, which says what was not as it should be, or is empty.
import { PATIENCE, WIDTHS, readArguments, withChromium } from "./chromium.mjs";

const { options } = readArguments(process.argv.slice(2));
const at = (path) => new URL(path, options.base).href;
const first = `${options.issue}1/`;

class Failed extends Error {}

function expect(right, what) {
  if (!right) throw new Failed(what);
}

const path = (page) => new URL(page.url()).pathname;

async function leads(page, act) {
  await Promise.all([page.waitForNavigation({ waitUntil: "load", timeout: PATIENCE }), act()]);
}

async function signIn(page, word = options.password) {
  await page.type("#id_username", options.reader);
  await page.type("#id_password", word);
  await leads(page, () => page.keyboard.press("Enter"));
}

const journeys = {
  async "is asked for a name, and comes to the page that was wanted"(page) {
    await page.goto(at("/"), { waitUntil: "load" });
    await page.goto(at(first), { waitUntil: "load" });
    expect(path(page) === "/desk/sign-in/", `a stranger was led to ${page.url()}`);
    await signIn(page, "not the password");
    expect(path(page) === "/desk/sign-in/", `a wrong password led to ${page.url()}`);
    await page.$eval("#id_username", (one) => (one.value = ""));
    await signIn(page);
    expect(path(page) === first, `it led to ${page.url()}`);
    const seen = await page.$eval(".leaf img", (one) => one.complete && one.naturalWidth > 100);
    expect(seen, "the page's picture is not there");
    await page.goto(at("/desk/"), { waitUntil: "load" });
    expect((await page.$eval("h1", (one) => one.textContent)).includes("the desk is for those"), "a reader is at the desk");
  },

  async "comes back to a search, and finds a line lit"(page) {
    await page.goto(at(`/search/epaper/?q=${options.words}`), { waitUntil: "load" });
    await signIn(page);
    expect(path(page) === "/search/epaper/", `it led to ${page.url()}`);
    expect(await page.$(".shown rect.lit"), "no line is lit");
  },

  async "downloads a copy that nobody else gets"(page) {
    await page.goto(at(first), { waitUntil: "load" });
    await signIn(page);
    const [mine, theirs] = await page.evaluate(async () => {
      const href = document.querySelector(".ways a[download]").href;
      const own = await fetch(href);
      const bytes = new TextDecoder("latin1").decode(await own.arrayBuffer());
      const other = await fetch(href, { credentials: "omit", redirect: "manual" });
      return [{ status: own.status, kept: own.headers.get("cache-control"), head: bytes.slice(0, 5) }, other.type];
    });
    expect(mine.status === 200 && mine.head === "%PDF-", `it is ${JSON.stringify(mine)}`);
    expect(mine.kept === "private, no-store", `a cache may keep it: ${mine.kept}`);
    expect(theirs === "opaqueredirect", `a stranger got ${theirs}`);
  },

  async "reads on without scripts"(page) {
    await page.setJavaScriptEnabled(false);
    await page.goto(at(first), { waitUntil: "load" });
    await signIn(page);
    await leads(page, () => page.click("a[rel=next]"));
    expect(path(page) === `${options.issue}2/`, `it led to ${page.url()}`);
  },
};

await withChromium(async (browser) => {
  for (const [place, [name, journey]] of Object.entries(journeys).entries()) {
    const width = place % 2 ? 390 : 1440;
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.setViewport({ width, ...WIDTHS[width] });
    let failed = "";
    try {
      await journey(page);
    } catch (fault) {
      failed = fault instanceof Failed ? fault.message : String(fault);
    }
    console.log(JSON.stringify({ name, width, failed }));
    await context.close();
  }
});
