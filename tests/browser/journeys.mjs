// Three ways of a reader through the paper, each once by the keyboard alone and once by touch on a phone of 360 px.
//
//   node tests/browser/journeys.mjs --base URL --corrected PATH --thread PATH --topic PATH
//
// One JSON object a way and a journey: `name`, `way`, and `failed`, which says what was not as it should be, or is empty.
// The fourth journey, a search in Hindi, is searching.mjs.
import { PATIENCE, PHONE, enlivened, readArguments, withChromium } from "./chromium.mjs";

const { options } = readArguments(process.argv.slice(2));
const at = (path) => new URL(path, options.base).href;
const FINGER = 24; // CSS pixels: WCAG 2.2, 2.5.8

class Failed extends Error {}

function expect(right, what) {
  if (!right) throw new Failed(what);
}

const WAYS = {
  keyboard: {
    viewport: { width: 1440, height: 900 },
    async press(page, selector) {
      for (let steps = 0; steps < 320; steps += 1) {
        await page.keyboard.press("Tab");
        // The first of its kind, as a finger takes it.
        if (await page.evaluate((wanted) => document.activeElement === document.querySelector(wanted), selector)) {
          await page.keyboard.press("Enter");
          return;
        }
      }
      throw new Failed(`the focus never came to ${selector}`);
    },
  },
  touch: {
    viewport: { width: 360, ...PHONE },
    async press(page, selector) {
      const one = await page.$(selector);
      expect(one, `nothing is ${selector}`);
      await one.scrollIntoView();
      const { width, height } = await one.boundingBox();
      const inText = await one.evaluate((link) => getComputedStyle(link).display === "inline");
      expect(inText || (width >= FINGER && height >= FINGER), `${selector} is too small for a finger: ${width} by ${height}`);
      await one.tap();
    },
  },
};

/** A page in the hands of a reader: what is pressed, and what a page has to be before the next is. */
class Reader {
  constructor(page, press) {
    Object.assign(this, { page, press: (selector) => press(page, selector) });
  }

  get path() {
    return new URL(this.page.url()).pathname;
  }

  async opens(path) {
    await this.page.goto(at(path), { waitUntil: "load" });
    await enlivened(this.page);
  }

  async follows(selector) {
    await this.page.bringToFront();
    await Promise.all([this.page.waitForNavigation({ waitUntil: "load", timeout: PATIENCE }), this.press(selector)]);
    const beyond = await this.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(beyond <= 0, `${this.path} is ${beyond} px wider than the window`);
  }

  text(selector) {
    return this.page.$eval(selector, (one) => one.textContent.replace(/\s+/g, " ").trim());
  }
}

const HEADLINE = "main :is(h2, h3) a, main .ticks li > span > a";

const journeys = {
  async "finds their city"(reader) {
    await reader.opens("/");
    await reader.follows("a[data-city]");
    expect(reader.path === "/edition/", `the menu led to ${reader.path}`);
    const edition = await reader.page.$eval("button[data-edition]", (button) => button.dataset.edition);
    await reader.press("button[data-edition]");
    await reader.opens("/");
    await reader.follows("a[data-city]");
    expect(reader.path === edition, `with a city chosen the menu led to ${reader.path}`);
    const city = await reader.text("h1");
    await reader.follows(HEADLINE);
    expect((await reader.text("article .kick a")) === city, "the city's first story is of another");
  },

  async "follows a running story and a topic"(reader) {
    await reader.opens(options.thread);
    const story = await reader.page.$eval(HEADLINE, (link) => link.pathname);
    await reader.follows(HEADLINE);
    expect(reader.path === story, `the story led to ${reader.path}`);
    await reader.follows("a.btn[href^='/thread/']");
    expect(reader.path === options.thread, `the whole story is at ${reader.path}`);
    await reader.follows("a[href$='from-the-start/']");
    const first = await reader.page.$$eval(HEADLINE, (all) => all.map((link) => link.pathname));
    expect(first.at(-1) === story || first.includes(story), "the story is not among those from the start");
    await reader.opens(options.topic);
    const name = await reader.text("h1");
    await reader.follows(HEADLINE);
    await reader.follows(`.about a[href='${options.topic}']`);
    expect(reader.path === options.topic, `the topic led to ${reader.path}`);
    expect((await reader.text("h1")) === name, "the topic is called otherwise");
  },

  async "sees what was corrected"(reader) {
    await reader.opens("/");
    await reader.follows("footer a[href='/corrections/']");
    await reader.follows(`a[href='${options.corrected}versions/']`);
    expect(await reader.text(".diff ins"), "no word is marked as new");
    expect(await reader.text(".diff del"), "no word is marked as taken out");
    await reader.press(".diff summary");
    expect(await reader.page.$eval(".diff details", (one) => one.open), "the unchanged paragraphs stay folded");
    await reader.opens(options.corrected);
    await reader.follows(".by a[href='versions/']");
    expect(reader.path === `${options.corrected}versions/`, `the byline led to ${reader.path}`);
  },
};

await withChromium(async (browser) => {
  for (const [way, { viewport, press }] of Object.entries(WAYS)) {
    for (const [name, walk] of Object.entries(journeys)) {
      // A device of its own for each: what one reader keeps no other finds.
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await page.setViewport(viewport);
      let failed = "";
      page.on("pageerror", (error) => (failed ||= String(error)));
      try {
        await walk(new Reader(page, press));
      } catch (fault) {
        failed = fault instanceof Failed ? fault.message : String(fault);
      }
      console.log(JSON.stringify({ name, way, failed }));
      await context.close();
    }
  }
});
