// A reader's ways through the paper, by the keyboard alone.
//
//   node tests/browser/reader.mjs --base URL --article PATH --corrected PATH --gone PATH --player PATH
//
// One JSON object a journey: its name, and `failed`, which says what was not as it should be, or is empty.
import { PATIENCE, enlivened, readArguments, withChromium } from "./chromium.mjs";

const { options } = readArguments(process.argv.slice(2));
const at = (path) => new URL(path, options.base).href;

class Failed extends Error {}

function expect(right, what) {
  if (!right) throw new Failed(what);
}

async function go(page, path) {
  await page.goto(at(path), { waitUntil: "load" });
  await enlivened(page);
}

/** Presses a key and waits for the page that it leads to. */
async function leads(page, key) {
  await Promise.all([page.waitForNavigation({ waitUntil: "load", timeout: PATIENCE }), page.keyboard.press(key)]);
  await enlivened(page);
}

/** Tabs on until what has the focus is selected, and no further than a patient reader would. */
async function tabTo(page, selector, patience = 120) {
  for (let steps = 0; steps < patience; steps += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  throw new Failed(`the focus never came to ${selector}`);
}

const path = (page) => new URL(page.url()).pathname;
const text = (page, selector) => page.$eval(selector, (one) => one.textContent.replace(/\s+/g, " ").trim());
const focused = (page) => page.evaluate(() => document.activeElement?.getAttribute("href"));
const theme = (page) => page.evaluate(() => document.documentElement.dataset.theme ?? "");
const ground = (page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

const journeys = {
  async "sees what was corrected"(page) {
    await go(page, "/");
    await tabTo(page, "footer a[href='/corrections/']", 300);
    await leads(page, "Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await tabTo(page, `a[href='${options.corrected}versions/']`);
    await leads(page, "Enter");
    expect(path(page) === `${options.corrected}versions/`, `it led to ${page.url()}`);
    expect(await text(page, ".diff ins"), "no word is marked as new");
    expect(await text(page, ".diff del"), "no word is marked as taken out");
    await tabTo(page, ".diff summary");
    await page.keyboard.press("Enter");
    expect(await page.$eval(".diff details", (one) => one.open), "the unchanged paragraphs stay folded");
    await page.keyboard.down("Shift");
    await tabTo(page, ".history .kick a");
    await page.keyboard.up("Shift");
    await leads(page, "Enter");
    expect(path(page) === options.corrected, `the way back led to ${page.url()}`);
  },

  async "listens, stops and begins again, and is told where no voice is"(page) {
    // An engine as browsers have one: what was stopped is told later that it was.
    await page.evaluateOnNewDocument(() => {
      const waiting = (window.waiting = []);
      const fail = (error) => (utterance) => utterance.dispatchEvent(new SpeechSynthesisErrorEvent("error", { utterance, error }));
      speechSynthesis.getVoices = () => [];
      speechSynthesis.speak = (utterance) => {
        if (window.dumb) setTimeout(fail("synthesis-failed"), 0, utterance);
        else waiting.push(utterance);
      };
      speechSynthesis.cancel = () => waiting.splice(0).forEach((utterance) => setTimeout(fail("canceled"), 50, utterance));
    });
    await go(page, options.article);
    const pressed = () => page.$eval("[data-do=listen]", (one) => one.getAttribute("aria-pressed"));
    await tabTo(page, "[data-do=listen]");
    await page.keyboard.press("Enter");
    expect((await pressed()) === "true", "the button does not say that it reads");
    const { paragraphs, spoken, languages } = await page.evaluate(() => ({
      paragraphs: document.querySelectorAll(".body > *").length,
      spoken: window.waiting.length,
      languages: window.waiting.map(({ lang }) => lang === document.querySelector("article.story").lang || lang === document.documentElement.lang),
    }));
    expect(spoken === paragraphs + 1, `${spoken} parts are read of ${paragraphs} paragraphs and a headline`);
    expect(languages.every(Boolean), "it is read in another language");
    await page.keyboard.press("Enter");
    expect((await pressed()) === "false", "it does not stop");
    await page.keyboard.press("Enter");
    await new Promise((then) => setTimeout(then, 150));
    expect((await pressed()) === "true", "what was stopped before stops it again");
    await page.evaluate(() => window.waiting.splice(0).at(-1).dispatchEvent(new Event("end")));
    expect((await pressed()) === "false", "it is over, and the button does not say so");
    await page.evaluate(() => (window.dumb = true));
    await page.keyboard.press("Enter");
    await new Promise((then) => setTimeout(then, 150));
    expect((await pressed()) === "false", "the button says that it reads, and no voice is there");
    const none = await page.$eval("[data-do=listen]", (one) => one.dataset.none);
    expect((await text(page, ".by [role=status]")) === none, "nobody says that there is no voice");
  },

  async "goes on and back by keys"(page) {
    await go(page, "/");
    await page.keyboard.press("j");
    const first = await focused(page);
    await page.keyboard.press("j");
    expect(first && first !== (await focused(page)), "j does not go from headline to headline");
    await page.keyboard.press("k");
    expect(first === (await focused(page)), "k does not go back to the one before");
    await leads(page, "Enter");
    expect(path(page) === first, `Enter led to ${page.url()}`);
    await leads(page, "j");
    const second = path(page);
    expect(second !== first, "j on an article led nowhere");
    await leads(page, "k");
    expect(path(page) === first, "k did not go back");
  },

  async "asks for the keys and switches them off"(page) {
    await go(page, options.article);
    await page.keyboard.press("?");
    await page.waitForSelector("dialog[open]", { timeout: PATIENCE });
    expect(await page.evaluate(() => document.activeElement.closest("dialog")), "the focus is not in the dialog");
    await tabTo(page, "dialog input[name=keys]", 20);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Escape");
    expect(!(await page.$("dialog[open]")), "Escape does not close it");
    await page.keyboard.press("?");
    expect(!(await page.$("dialog[open]")), "keys that were switched off still work");
    expect(path(page) === options.article, "it left the page");
  },

  async "chooses colours that the next page has before its first paint"(page) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "light" }]);
    await page.evaluateOnNewDocument(() => {
      new MutationObserver((_, watch) => {
        if (!document.body) return;
        window.themeAtFirst = document.documentElement.dataset.theme ?? "";
        watch.disconnect();
      }).observe(document, { childList: true, subtree: true });
    });
    await go(page, "/display/");
    const light = await ground(page);
    await tabTo(page, "input[name=theme]");
    const seen = new Set([light]);
    for (const wanted of ["light", "dark", "sepia", "contrast"]) {
      await page.keyboard.press("ArrowDown");
      expect((await theme(page)) === wanted, `the theme is not ${wanted}`);
      seen.add(await ground(page));
    }
    expect(seen.size === 4, "themes look alike");
    await page.keyboard.press("ArrowUp");
    await go(page, options.article);
    expect((await page.evaluate(() => window.themeAtFirst)) === "sepia", "the theme came after the first paint");
    await go(page, "/display/");
    expect(await page.$eval("input[value=sepia]", (one) => one.checked), "the choice is not shown again");
  },

  async "makes the text larger and nothing else"(page) {
    const size = (selector) => page.$eval(selector, (one) => parseFloat(getComputedStyle(one).fontSize));
    await go(page, options.article);
    const [body, head] = [await size(".body"), await size("h1")];
    await tabTo(page, ".tools a[href='/display/']");
    await page.keyboard.press("Enter");
    await page.waitForSelector("dialog[open]", { timeout: PATIENCE });
    await tabTo(page, "dialog input[name=size]", 20);
    await page.keyboard.press("ArrowDown");
    expect((await size(".body")) > body, "the text is no larger");
    expect((await size("h1")) === head, "the headline changed too");
    await page.keyboard.press("Escape");
    const back = await page.evaluate(() => document.activeElement.matches(".tools a[href='/display/']"));
    expect(back, "the focus is not where it was");
  },

  async "saves a story for later and takes it off again"(page) {
    await go(page, options.article);
    const headline = await text(page, "h1");
    await tabTo(page, "[data-do=save]");
    await page.keyboard.press("Space");
    expect((await text(page, "[data-do=save]")) === "Saved", "the button does not say so");
    await go(page, "/saved/");
    await page.waitForSelector(".saved li", { timeout: PATIENCE });
    expect((await text(page, ".saved a")) === headline, "it is not on the list");
    await tabTo(page, ".saved button");
    await page.keyboard.press("Enter");
    expect(!(await page.$(".saved li")), "it stays on the list");
    expect(await page.$eval("[data-none]", (one) => !one.hidden), "the list does not say that it is empty");
    await go(page, options.article);
    expect((await text(page, "[data-do=save]")) === "Save", "the article still says that it is saved");
  },

  async "presses a button before its script is there, and it does what it says"(page) {
    await page.setRequestInterception(true);
    // A picture that is long in coming keeps a page from being whole.
    let held = [];
    page.on("request", (request) => (/[/]media[/]/.test(request.url()) && held ? held.push(request) : request.continue()));
    await page.goto(at(options.article), { waitUntil: "domcontentloaded" });
    await page.waitForSelector("html[data-script]", { timeout: PATIENCE });
    expect(held.length > 0, "the page has no picture to wait for");
    expect(!(await page.$("html[data-faces], script[src]")), "the script came before the picture");
    expect((await text(page, "[data-do=save]")) === "Save", "the button says something else");
    await tabTo(page, "[data-do=save]");
    await page.keyboard.press("Space");
    await page.waitForFunction(() => document.querySelector("[data-do=save]").textContent === "Saved", { timeout: PATIENCE });
    for (const request of held.splice(0)) await request.continue();
    held = null;
    await page.waitForFunction(() => document.readyState === "complete", { timeout: PATIENCE });
    expect((await page.$$("script[src*=reading]")).length === 1, "the script was asked for twice");
    expect((await text(page, "[data-do=save]")) === "Saved", "it was pressed again");
  },

  async "finds a saved story withdrawn, and no word of it"(page) {
    await go(page, "/saved/");
    await page.evaluate((gone) => localStorage.setItem("saved", JSON.stringify([gone])), options.gone);
    await page.reload({ waitUntil: "load" });
    await page.waitForSelector(".saved li", { timeout: PATIENCE });
    expect((await text(page, ".saved")) === "A story that you saved has been withdrawn.", "it does not say so");
    expect(!(await page.content()).includes(options.gone), "its address names the headline");
    expect(!(await page.evaluate(() => localStorage.getItem("saved"))), "the device still has its address");
  },

  async "shares by a plain link and sees no dead button without scripts"(page) {
    await page.setJavaScriptEnabled(false);
    await go(page, options.article);
    await tabTo(page, ".tools summary");
    await page.keyboard.press("Enter");
    const shown = await page.$$eval(".js", (all) => all.filter((one) => one.getClientRects().length).length);
    expect(shown === 0, `${shown} things that need a script are shown`);
    const links = await page.$$eval(".tools details a", (all) => all.map(({ href }) => href));
    const address = encodeURIComponent(await page.$eval("link[rel=canonical]", ({ href }) => href));
    expect(links.length === 5 && links.every((href) => href.includes(address)), `the links are ${links}`);
    // A form's own button, such as the search's, sends it without any script.
    const hidden = await page.$$eval("button:not(form button)", (all) => all.every((one) => !one.getClientRects().length));
    expect(hidden, "a button is shown");
    await page.setJavaScriptEnabled(true);
  },

  async "loads a player only when it is asked for"(page) {
    const elsewhere = [];
    await page.setRequestInterception(true);
    page.on("request", (request) => {
      // What Chromium draws its own error with, where the machine has no network, is no request.
      const own = request.url().startsWith(options.base) || request.url().startsWith("data:");
      if (!own) elsewhere.push(request.url());
      return own ? request.continue() : request.abort();
    });
    await go(page, options.player);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.waitForNetworkIdle({ idleTime: 300, timeout: 3_000 }).catch(() => {});
    expect(elsewhere.length === 0, `it asked ${elsewhere} unasked`);
    await tabTo(page, ".still a");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".still iframe", { timeout: PATIENCE });
    await page.waitForNetworkIdle({ idleTime: 300, timeout: 3_000 }).catch(() => {});
    const asked = elsewhere.every((url) => url.startsWith("https://www.youtube-nocookie.com/embed/"));
    expect(elsewhere.length && asked, `it asked ${elsewhere}`);
    expect(path(page) === options.player, "it left the page");
  },

  async "leaves nothing in the address or in a cookie"(page) {
    await go(page, options.article);
    await tabTo(page, "[data-do=save]");
    await page.keyboard.press("Space");
    expect((await page.browserContext().cookies()).length === 0, "a cookie was set");
    expect(page.url() === at(options.article), "the address changed");
  },
};

await withChromium(async (browser) => {
  for (const [name, walk] of Object.entries(journeys)) {
    // A device of its own for each: what one reader keeps no other finds.
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.setViewport({ width: 1440, height: 900 });
    let failed = "";
    page.on("pageerror", (error) => (failed ||= String(error)));
    try {
      await walk(page);
    } catch (fault) {
      failed = fault instanceof Failed ? fault.message : String(fault);
    }
    console.log(JSON.stringify({ name, failed }));
    await context.close();
  }
});
