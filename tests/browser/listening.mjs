// What a reader hears who plays a story from its middle on, as the page's own policy and the server allow it.
//
//   node tests/browser/listening.mjs URL...
//
// One JSON object a page: `seconds` that the story takes, `at` which of them it plays, and `fetched`, how often the browser
// asked for its sound before anybody wanted to hear it.
import { WIDTHS, readArguments, withChromium } from "./chromium.mjs";

const { rest: urls } = readArguments(process.argv.slice(2));

await withChromium(async (browser) => {
  for (const url of urls) {
    const page = await browser.newPage();
    await page.setViewport({ width: 390, ...WIDTHS[390] });
    let fetched = 0;
    page.on("request", (request) => {
      fetched += request.url().endsWith("story.mp3");
    });
    await page.goto(url, { waitUntil: "load" });
    await page.waitForNetworkIdle({ idleTime: 300, timeout: 5_000 }).catch(() => {});
    const before = fetched;
    const heard = await page.$eval("audio", async (player) => {
      const ready = new Promise((then, no) => {
        player.addEventListener("loadedmetadata", then, { once: true });
        player.addEventListener("error", () => no(new Error(player.error.message)), { once: true });
      });
      player.muted = true;
      const playing = player.play();
      await ready;
      await playing;
      player.currentTime = player.duration / 2;
      await new Promise((then) => player.addEventListener("seeked", then, { once: true }));
      const from = player.currentTime;
      while (player.currentTime <= from) await new Promise((then) => setTimeout(then, 50));
      return { seconds: player.duration, at: player.currentTime };
    });
    console.log(JSON.stringify({ url, fetched: before, ...heard }));
    await page.close();
  }
});
