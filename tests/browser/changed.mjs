// What a reader sees of a printed page on which a story was withdrawn since, and another corrected.
//
//   node tests/browser/changed.mjs --base URL --page /epaper/CITY/DATE/N/ --gone ID --corrected ID
//
// One JSON object a width: its name, and `failed`, which says what was not as it should be, or is empty.
import { PATIENCE, WIDTHS, enlivened, readArguments, withChromium } from "./chromium.mjs";

const { options } = readArguments(process.argv.slice(2));

class Failed extends Error {}

function expect(right, what) {
  if (!right) throw new Failed(what);
}

const shown = (page, selector) =>
  page.$eval(selector, (one) => {
    const { x, y, width, height } = one.getBoundingClientRect();
    const { stroke, strokeWidth } = getComputedStyle(one);
    return { x, y, width, height, stroke, strokeWidth: parseFloat(strokeWidth) };
  });

// The share of dark dots in the part of the page's own picture that a region covers.
const printed = (page, selector) =>
  page.evaluate(async (wanted) => {
    const picture = document.querySelector(".leaf img");
    await picture.decode();
    const [whole, part] = [picture.getBoundingClientRect(), document.querySelector(wanted).getBoundingClientRect()];
    const scale = picture.naturalWidth / whole.width;
    const canvas = new OffscreenCanvas(Math.floor(part.width * scale), Math.floor(part.height * scale));
    const draw = canvas.getContext("2d");
    draw.drawImage(picture, (whole.x - part.x) * scale, (whole.y - part.y) * scale);
    const { data } = draw.getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((one, at) => at % 4 === 1 && one < 128).length / (data.length / 4);
  }, selector);

// What is to be known of a page that did not answer.
const standing = () => {
  const files = performance.getEntriesByType("resource").map((one) => `${one.name.split("/").pop()} ${one.responseStatus}`);
  return [location.hash, document.readyState, document.activeElement.outerHTML.slice(0, 120), ...files].join("; ");
};

const ways = {
  async "a withdrawn story is neither on the page's picture nor in its texts, and its place says so"(page) {
    const place = `.leaf a[href='#s-${options.gone}']`;
    expect((await page.$eval(place, (one) => one.dataset.state)) === "gone", "its place does not say that it is gone");
    const [rect, words, leaf] = await Promise.all([`${place} rect`, `${place} text`, ".leaf"].map((one) => shown(page, one)));
    expect(words.width > 20 && words.height > 6, `what stands in its place is ${words.width} by ${words.height} px`);
    const inside = words.x >= leaf.x && words.x + words.width <= leaf.x + leaf.width && words.y >= rect.y - 1;
    expect(inside && words.y + words.height <= rect.y + rect.height, "what stands in its place runs out of it");
    const dark = await printed(page, `${place} rect`);
    expect(dark < 0.002, `${(dark * 100).toFixed(1)} % of its place on the picture is printed`);
    const left = await page.$eval(`article[id='s-${options.gone}']`, (one) => one.querySelector(".body, [data-act]"));
    expect(left === null, "its text can be read or heard");
  },

  async "a corrected story has a frame round it and says so over its text"(page) {
    const place = `.leaf a[href='#s-${options.corrected}']`;
    expect((await page.$eval(place, (one) => one.dataset.state)) === "corrected", "its place does not say so");
    const frame = await shown(page, `${place} rect`);
    expect(frame.stroke === "rgb(176, 27, 27)" && frame.strokeWidth >= 2, `its frame is ${frame.strokeWidth} of ${frame.stroke}`);
    const dark = await printed(page, `${place} rect`);
    expect(dark > 0.02, "the story itself is not printed");
    await page.$eval(place, (one) => one.focus());
    await page.keyboard.press("Enter");
    await page.waitForSelector("dialog.reader[open] .printed .meta", { timeout: PATIENCE }).catch(async () => {
      throw new Failed(`Enter opens nothing: ${await page.evaluate(standing)}`);
    });
    const notes = await page.$eval("dialog .meta", (one) => one.textContent);
    expect(notes.trim().length > 10, "nothing over its text says so");
    expect(await page.$("dialog .printed[data-state=corrected]"), "it is another story");
  },
};

await withChromium(async (browser) => {
  for (const width of [1440, 390]) {
    for (const [name, way] of Object.entries(ways)) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await page.setViewport({ width, ...WIDTHS[width] });
      let failed = "";
      try {
        await page.goto(new URL(options.page, options.base).href, { waitUntil: "load" });
        await enlivened(page);
        await way(page);
      } catch (fault) {
        failed = fault instanceof Failed ? fault.message : String(fault);
      }
      console.log(JSON.stringify({ name, width, failed }));
      await context.close();
    }
  }
});
