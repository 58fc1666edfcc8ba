// Walks through a page by the keyboard alone, and reads it with scripts off.
//
//   node tests/browser/keyboard.mjs [--steps 25] URL...
//
// One JSON object a page: `skip` whether the first Tab shows a link that leads to the page's main part, `unseen` what had
// the focus without showing it, `lost` whether the focus ever left the page before its end, `text` what the page says
// with scripts off and `scripted` what it says with them.
import { PATIENCE, enlivened, readArguments, withChromium } from "./chromium.mjs";

const { options, rest: urls } = readArguments(process.argv.slice(2));
const steps = Number(options.steps ?? 25);

function focused() {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  const ringed = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return { name: `${one.localName} ${one.textContent.trim().slice(0, 40)}`, seen: ringed && box.width > 1 && box.height > 1, href: one.getAttribute("href") };
}

async function walk(page) {
  const unseen = [];
  await page.bringToFront();
  await page.keyboard.press("Tab");
  const first = await page.evaluate(focused);
  await page.keyboard.press("Enter");
  // The page itself is asked, and for a while: the browser tells of a move within a page some time after it was made.
  const arrived = page.waitForFunction(() => location.hash === "#main", { timeout: PATIENCE });
  const there = await arrived.then(() => true, () => false);
  const skip = Boolean(there && first?.seen && first.href === "#main");
  await page.reload({ waitUntil: "load" });
  await enlivened(page);
  let count = 0;
  while (count < steps) {
    await page.keyboard.press("Tab");
    const now = await page.evaluate(focused);
    if (!now) break;
    count += 1;
    if (!now.seen) unseen.push(now.name);
  }
  return { skip, unseen, steps: count };
}

// Buttons that need a script are not there without one: what the page says is the rest.
const said = (page) =>
  page.evaluate(() => {
    for (const one of document.querySelectorAll(".js")) one.hidden = true;
    return document.body.innerText.replace(/\s+/g, " ").trim();
  });

await withChromium(async (browser) => {
  for (const url of urls) {
    const page = await browser.newPage();
    await page.setViewport({ width: 1440, height: 900 });
    await page.goto(url, { waitUntil: "load" });
    await enlivened(page);
    const walked = await walk(page);
    const scripted = await said(page);
    const plain = await browser.newPage();
    await plain.setViewport({ width: 1440, height: 900 });
    await plain.setJavaScriptEnabled(false);
    await plain.goto(url, { waitUntil: "load" });
    console.log(JSON.stringify({ url, ...walked, scripted, text: await said(plain) }));
    await page.close();
    await plain.close();
  }
});
