// A reader's ways through a printed page: at a desk by the keyboard, on a phone by touch, and without scripts.
//
//   node tests/browser/epaper.mjs --base URL --issue /epaper/CITY/DATE/ --words WORDS
//
// One JSON object a journey: its name, and `failed`, which says what was not as it should be, or is empty.
import { PATIENCE, WIDTHS, enlivened, readArguments, withChromium } from "./chromium.mjs";

const { options } = readArguments(process.argv.slice(2));
const at = (path) => new URL(path, options.base).href;
const first = `${options.issue}1/`;

class Failed extends Error {}

function expect(right, what) {
  if (!right) throw new Failed(what);
}

async function go(page, path) {
  await page.goto(at(path), { waitUntil: "load" });
  await enlivened(page);
}

const path = (page) => new URL(page.url()).pathname;
const text = (page, selector) => page.$eval(selector, (one) => one.textContent.replace(/\s+/g, " ").trim());

async function leads(page, act) {
  await Promise.all([page.waitForNavigation({ waitUntil: "load", timeout: PATIENCE }), act()]);
}

// What a page does in answer comes in a moment, on a busy machine a little later.
async function comes(page, right, what, ...given) {
  await page.waitForFunction(right, { timeout: PATIENCE }, ...given).catch(() => expect(false, what));
}

async function tabTo(page, selector, patience = 120) {
  for (let steps = 0; steps < patience; steps += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  throw new Failed(`the focus never came to ${selector}`);
}

async function swipe(page, from, to, y) {
  const touch = await page.touchscreen.touchStart(from, y);
  for (let step = 1; step <= 5; step += 1) await touch.move(from + ((to - from) * step) / 5, y);
  await touch.end();
}

const desk = {
  async "comes from the front page to a page of today's issue"(page) {
    await go(page, "/");
    await tabTo(page, ".nav a[href='/epaper/']");
    await leads(page, () => page.keyboard.press("Enter"));
    await tabTo(page, `.faces a[href='${options.issue}']`);
    await leads(page, () => page.keyboard.press("Enter"));
    await tabTo(page, `.contents a[href='${first}']`);
    await leads(page, () => page.keyboard.press("Enter"));
    expect(path(page) === first, `it led to ${page.url()}`);
  },

  async "turns pages by keys and back"(page) {
    await go(page, first);
    await leads(page, () => page.keyboard.press("ArrowRight"));
    expect(path(page) === `${options.issue}2/`, `the arrow led to ${page.url()}`);
    await leads(page, () => page.keyboard.press("ArrowLeft"));
    expect(path(page) === first, `the arrow back led to ${page.url()}`);
  },

  async "reads a story over its page and comes back to its place"(page) {
    await go(page, first);
    await tabTo(page, ".leaf a");
    const seen = await page.evaluate(() => {
      const style = getComputedStyle(document.activeElement);
      return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    });
    expect(seen, "nobody sees where the focus is");
    const [name, href] = await page.evaluate(() => {
      const one = document.activeElement;
      return [one.getAttribute("aria-label"), one.getAttribute("href")];
    });
    await page.keyboard.press("Enter");
    await page.waitForSelector("dialog.reader[open] .printed", { timeout: PATIENCE });
    expect((await text(page, "dialog .printed h2")) === name, "it is another story");
    expect((await text(page, "dialog .body")).length > 100, "its text is not there");
    expect(new URL(page.url()).hash === href, "its address is not the story's");
    await page.keyboard.press("Escape");
    await comes(page, () => !document.querySelector("dialog[open]"), "Escape does not close it");
    await comes(page, (was) => document.activeElement.getAttribute("href") === was, "the focus is not where it was", href);
    await comes(page, (id) => document.querySelector(`.texts article[id='${id}']`), "its text is not in its place again", href.slice(1));
    await page.keyboard.press("Enter");
    await page.waitForSelector("dialog.reader[open]", { timeout: PATIENCE });
    await tabTo(page, "dialog h2 a", 10);
    await leads(page, () => page.keyboard.press("Enter"));
    expect((await text(page, "h1")) === name, `it led to ${page.url()}`);
  },

  async "opens a story that an address names"(page) {
    await go(page, first);
    const id = await page.$eval(".texts article", (one) => one.id);
    await go(page, `${first}#${id}`);
    await page.reload({ waitUntil: "load" });
    await page.waitForSelector(`dialog[open] article[id='${id}']`, { timeout: PATIENCE });
  },

  async "zooms in by keys and by wheel, and the same point stays"(page) {
    await go(page, first);
    const wide = () => page.$eval(".leaf", (one) => one.clientWidth);
    const whole = await wide();
    await page.keyboard.press("+");
    const nearer = await wide();
    expect(nearer > whole * 1.2, `it is ${nearer} px wide, and was ${whole}`);
    const box = await page.$eval(".sheet", (one) => {
      const { x, y, width, height } = one.getBoundingClientRect();
      return { x: x + width / 3, y: y + Math.min(height, innerHeight) / 3 };
    });
    const under = () =>
      page.evaluate(({ x, y }) => {
        const leaf = document.querySelector(".leaf").getBoundingClientRect();
        return [(x - leaf.x) / leaf.width, (y - leaf.y) / leaf.height];
      }, box);
    const before = await under();
    await page.mouse.move(box.x, box.y);
    await page.keyboard.down("Control");
    await page.mouse.wheel({ deltaY: -200 });
    await page.keyboard.up("Control");
    await page.waitForFunction((was) => document.querySelector(".leaf").clientWidth > was, { timeout: PATIENCE }, nearer);
    const after = await under();
    const off = Math.max(...after.map((one, place) => Math.abs(one - before[place])));
    expect(off < 0.01, `the point under the wheel moved by ${(off * 100).toFixed(1)} % of the page`);
    await page.waitForFunction(() => document.querySelector(".leaf img").currentSrc.includes("-large."), { timeout: PATIENCE });
    await page.keyboard.press("0");
    expect((await wide()) === whole, "0 does not show the whole page again");
  },

  async "zooms without holding a frame up"(page) {
    await go(page, first);
    await page.waitForNetworkIdle({ idleTime: 300, timeout: 5_000 }).catch(() => {});
    const slowest = await page.evaluate(async () => {
      const sheet = document.querySelector(".sheet");
      const box = sheet.getBoundingClientRect();
      const round = async () => {
        let longest = 0;
        for (let step = 0; step < 40; step += 1) {
          const began = performance.now();
          const deltaY = step < 20 ? -30 : 30;
          const where = { clientX: box.x + 200, clientY: box.y + 200 };
          sheet.dispatchEvent(new WheelEvent("wheel", { deltaY, ctrlKey: true, cancelable: true, ...where }));
          document.querySelector(".leaf").getBoundingClientRect();
          longest = Math.max(longest, performance.now() - began);
          await new Promise(requestAnimationFrame);
        }
        return longest;
      };
      // What holds a frame up does so each time; a machine that is busy with something else does not.
      let best = Infinity;
      for (let turn = 0; turn < 4 && best >= 50; turn += 1) best = Math.min(best, await round());
      return best;
    });
    expect(slowest < 50, `one step took ${slowest.toFixed(0)} ms at best`);
  },

  async "finds a line of this issue and sees it lit on its page"(page) {
    await go(page, first);
    await page.focus(".find input[type=search]");
    await page.keyboard.type(options.words);
    await leads(page, () => page.keyboard.press("Enter"));
    expect(path(page) === "/search/epaper/", `it led to ${page.url()}`);
    expect(await page.$(".shown rect.lit"), "no line is lit");
    expect((await page.$eval("input[name=issue]", (one) => one.value)) === options.issue.slice(8, -1), "of all issues");
    await tabTo(page, ".hits h2 a");
    await leads(page, () => page.keyboard.press("Enter"));
    expect(path(page).startsWith(options.issue), `it led to ${page.url()}`);
    const lit = await page.$eval(".leaf rect.lit", (one) => one.getBoundingClientRect().toJSON());
    expect(lit.width > 10 && lit.top > 0 && lit.top < 900, "the line is not lit where it can be seen");
  },

  async "makes a picture of a story with its address"(page) {
    await go(page, first);
    await page.evaluate(() => {
      const { toBlob } = HTMLCanvasElement.prototype;
      HTMLCanvasElement.prototype.toBlob = function keep(...given) {
        const { width, height } = this;
        const { data } = this.getContext("2d").getImageData(0, 0, width, height);
        // Dark dots in the story, and in the foot where its day and its address stand.
        const dark = (from, to) => data.slice(from * width * 4, to * width * 4).filter((one, at) => at % 4 === 0 && one < 90).length;
        window.picture = { width, height, story: dark(16, height - 80), foot: dark(height - 60, height) };
        toBlob.apply(this, given);
      };
      HTMLAnchorElement.prototype.click = function click() {
        window.made = this.download;
      };
    });
    await page.$eval(".printed [data-act=clip]", (one) => one.dispatchEvent(new MouseEvent("click", { bubbles: true })));
    await page.waitForFunction(() => window.made, { timeout: PATIENCE });
    const made = await page.evaluate(() => ({ name: window.made, ...window.picture }));
    expect(/^s-\w+\.png$/.test(made.name), `it is called ${made.name}`);
    expect(made.width >= 640, `it is ${made.width} px wide`);
    expect(made.story > 1000, "the story is not on it");
    expect(made.foot > 500, "its day and its address are not on it");
  },

  async "hears a story by the device's voice"(page) {
    await page.evaluateOnNewDocument(() => {
      window.said = [];
      Object.defineProperty(window, "speechSynthesis", {
        value: { getVoices: () => [], cancel: () => {}, speak: ({ text }) => window.said.push(text) },
      });
    });
    await go(page, first);
    await page.$eval(".printed [data-act=listen]", (one) => one.click());
    const said = await page.evaluate(() => window.said);
    expect(said.length > 2 && said[0] === (await text(page, ".printed h2")), `it said ${said[0]}`);
    expect((await page.$eval("[data-act=listen]", (one) => one.getAttribute("aria-pressed"))) === "true", "not pressed");
  },

  async "reads everything without scripts"(page) {
    await page.setJavaScriptEnabled(false);
    await go(page, first);
    const shown = await page.$$eval(".js", (all) => all.filter((one) => one.getClientRects().length).length);
    expect(shown === 0, `${shown} things that need a script are shown`);
    await tabTo(page, ".leaf a");
    const href = await page.evaluate(() => document.activeElement.getAttribute("href"));
    await page.keyboard.press("Enter");
    await page.waitForFunction((hash) => location.hash === hash, { timeout: PATIENCE }, href);
    const top = await page.$eval(`article[id='${href.slice(1)}']`, (one) => one.getBoundingClientRect().top);
    expect(top >= 0 && top < 900, "its text is not in sight");
    await page.$eval("a.nojs", (one) => one.getClientRects().length || Promise.reject(new Error("no way to zoom")));
    await leads(page, () => page.$eval("a[rel=next]", (one) => one.click()));
    expect(path(page) === `${options.issue}2/`, `it led to ${page.url()}`);
    await page.setJavaScriptEnabled(true);
  },
};

const phone = {
  async "turns pages with a finger"(page) {
    await go(page, first);
    const y = await page.$eval(".sheet", (one) => one.getBoundingClientRect().top + 150);
    await leads(page, () => swipe(page, 330, 60, y));
    expect(path(page) === `${options.issue}2/`, `the finger led to ${page.url()}`);
    await leads(page, () => swipe(page, 60, 330, y));
    expect(path(page) === first, `the finger back led to ${page.url()}`);
  },

  async "opens a story with a finger and closes it"(page) {
    await go(page, first);
    const place = await page.$eval(".leaf a", (one) => {
      const box = one.getBoundingClientRect();
      return { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 30) };
    });
    await page.touchscreen.tap(place.x, place.y);
    await page.waitForSelector("dialog.reader[open]", { timeout: PATIENCE });
    const box = await page.$eval("dialog.reader", (one) => one.getBoundingClientRect().toJSON());
    expect(box.left >= 0 && box.right <= 390, "it is wider than the phone");
    await page.tap("dialog .shut button");
    await comes(page, () => !document.querySelector("dialog[open]"), "the button does not close it");
  },

  async "sees the line that a search found near enough to be read"(page) {
    await go(page, `/search/epaper/?q=${options.words}&issue=${options.issue.slice(8, -1)}`);
    await leads(page, () => page.$eval(".hits h2 a", (one) => one.click()));
    const lit = await page.$eval(".leaf rect.lit", (one) => one.getBoundingClientRect().toJSON());
    expect(lit.height > 8, `the line is ${lit.height.toFixed(1)} px high`);
    const middle = { x: lit.left + lit.width / 2, y: lit.top + lit.height / 2 };
    expect(middle.x > 0 && middle.x < 390 && middle.y > 0 && middle.y < 844, "the line is not in sight");
  },

  async "zooms by buttons and moves about with a finger"(page) {
    await go(page, first);
    for (let step = 0; step < 4; step += 1) await page.tap("[data-zoom=in]");
    const [inner, outer] = await page.$eval(".sheet", (one) => [one.scrollWidth, one.clientWidth]);
    expect(inner > outer * 1.5, `the page is ${inner} px wide in ${outer}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide <= 0, "the whole site grew with it");
    const box = await page.$eval(".sheet", (one) => one.getBoundingClientRect().toJSON());
    await swipe(page, 330, 60, box.top + 100);
    expect(path(page) === first, "a finger that moves about turned the page");
    await page.waitForFunction(() => document.querySelector(".leaf img").currentSrc.includes("-large."), { timeout: PATIENCE });
  },
};

await withChromium(async (browser) => {
  for (const [width, journeys] of [[1440, desk], [390, phone]]) {
    for (const [name, journey] of Object.entries(journeys)) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      const faults = [];
      page.on("pageerror", (fault) => faults.push(String(fault)));
      await page.setViewport({ width, ...WIDTHS[width] });
      let failed = "";
      try {
        await journey(page);
        failed = faults.join("; ");
      } catch (fault) {
        failed = fault instanceof Failed ? fault.message : String(fault);
      }
      console.log(JSON.stringify({ name, width, failed }));
      await context.close();
    }
  }
});
