// Pictures of pages. What is wanted comes as JSON on standard input, a list of
//
//   {"name": "home-390-dark", "path": "/", "width": 390, "scheme": "dark", "tall": 4000, "desk": false,
//    "clip": "CSS selector", "marks": {"3": "CSS selector"}}
//
//   node tests/browser/shots.mjs --base http://localhost:8000 --out DIR [--cookie name=value] <wanted.json
//
// Each becomes DIR/NAME.png: the page down to `tall` pixels, or the part that `clip` selects. `marks` puts numbers beside
// what they select, for a page that explains them. The cookie is the desk's, and only `desk` pages get it.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { WIDTHS, dress, readArguments, withChromium } from "./chromium.mjs";

const { options } = readArguments(process.argv.slice(2));
if (!options.base || !options.out) {
  console.error("shots.mjs: give it --base and --out, and what is wanted on standard input");
  process.exit(2);
}
const wanted = JSON.parse(await text(process.stdin));
await mkdir(options.out, { recursive: true });

const quiet = (page) => page.waitForNetworkIdle({ idleTime: 300, timeout: 3_000 }).catch(() => {});

const AROUND = 36;
const around = ({ x, y, width, height }) => {
  const [left, top] = [Math.max(0, x - AROUND), Math.max(0, y - AROUND / 3)];
  return { x: left, y: top, width: x + width + AROUND / 3 - left, height: y + height + AROUND / 3 - top };
};

function number(marks) {
  for (const [label, selector] of Object.entries(marks)) {
    const found = document.querySelector(selector);
    if (!found) throw new Error(`nothing on the page is ${selector}`);
    const range = document.createRange();
    range.selectNodeContents(found);
    const rects = [...range.getClientRects()];
    const box = rects[0] ?? found.getBoundingClientRect();
    const end = Math.max(box.right, ...rects.filter(({ top }) => Math.abs(top - box.top) < 6).map(({ right }) => right));
    const mark = document.createElement("b");
    mark.textContent = label;
    // On a phone there is no margin: the number stands where the line ends.
    const left = innerWidth > 800 ? box.left - 30 : Math.min(end + 6, innerWidth - 28);
    Object.assign(mark.style, {
      position: "absolute", zIndex: 9, left: `${left + scrollX}px`, top: `${box.top + scrollY + box.height / 2 - 13}px`,
      minWidth: "26px", height: "26px", font: "700 14px/26px sans-serif", textAlign: "center", color: "#fff",
      background: "#b01b1b", borderRadius: "13px",
    });
    document.body.append(mark);
  }
}

await withChromium(async (browser) => {
  const page = await browser.newPage();
  let signedIn = false;
  for (const { name, path, width, scheme = "light", tall = 4000, desk = false, clip, marks } of wanted) {
    const shape = WIDTHS[width] ?? { height: 844 };
    if (desk !== signedIn) {
      const [cookie, ...value] = options.cookie.split("=");
      const known = { name: cookie, value: value.join("="), domain: new URL(options.base).hostname, path: "/" };
      await (desk ? browser.setCookie(known) : browser.deleteCookie(known));
      signedIn = desk;
    }
    await page.setViewport({ width, ...shape });
    await dress(page, scheme);
    await page.goto(new URL(path, options.base).href, { waitUntil: "load", timeout: 30_000 });
    await quiet(page);
    // As who was here before sees it: a face that came after the first view is there from the start.
    await page.reload({ waitUntil: "load", timeout: 30_000 });
    await quiet(page);
    // Pictures below the fold are fetched once they are near the window: it is made as tall as the picture.
    const height = Math.min(tall, await page.evaluate(() => document.documentElement.scrollHeight));
    await page.setViewport({ width, ...shape, height });
    await quiet(page);
    if (marks) await page.evaluate(number, marks);
    const file = join(options.out, `${name}.png`);
    if (clip) await page.screenshot({ path: file, clip: around(await (await page.$(clip)).boundingBox()) });
    else await page.screenshot({ path: file });
  }
});
