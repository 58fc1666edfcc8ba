// Pictures of pages, as a phone and as a desk show them, in light and dark.
//
//   node tests/browser/shots.mjs --base http://localhost:8000 --out DIR [--widths 390,1440] [--schemes light,dark]
//       [--tall 4000] [--cookie name=value] NAME=PATH...
//
// Each is DIR/NAME-WIDTH-SCHEME.png, the whole page down to `--tall` pixels.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { SCHEMES, WIDTHS, readArguments, withChromium } from "./chromium.mjs";

const { options, rest } = readArguments(process.argv.slice(2));
if (!options.base || !options.out || !rest.length) {
  console.error("shots.mjs: give it --base, --out and one or more NAME=PATH");
  process.exit(2);
}
const widths = options.widths?.split(",") ?? Object.keys(WIDTHS);
const schemes = options.schemes?.split(",") ?? SCHEMES;
const tall = Number(options.tall ?? 4000);
await mkdir(options.out, { recursive: true });

await withChromium(async (browser) => {
  const page = await browser.newPage();
  if (options.cookie) {
    const [name, ...value] = options.cookie.split("=");
    await browser.setCookie({ name, value: value.join("="), domain: new URL(options.base).hostname, path: "/" });
  }
  for (const pair of rest) {
    const [name, path] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
    for (const width of widths) {
      const shape = WIDTHS[width] ?? { height: 844 };
      for (const scheme of schemes) {
        await page.setViewport({ width: Number(width), ...shape });
        await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
        await page.goto(new URL(path, options.base).href, { waitUntil: "load", timeout: 30_000 });
        await page.waitForNetworkIdle({ idleTime: 300, timeout: 3_000 }).catch(() => {});
        const height = Math.min(tall, await page.evaluate(() => document.documentElement.scrollHeight));
        // Pictures below the fold are fetched once they are near the window: it is made as tall as the picture.
        await page.setViewport({ width: Number(width), ...shape, height });
        await page.waitForNetworkIdle({ idleTime: 300, timeout: 3_000 }).catch(() => {});
        await page.screenshot({ path: join(options.out, `${name}-${width}-${scheme}.png`) });
      }
    }
  }
});
