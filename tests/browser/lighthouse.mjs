// Lighthouse's four scores for pages, and what a reader waits for (milliseconds), the median of several runs each.
//
//   node tests/browser/lighthouse.mjs [--runs 3] [--desktop] [--performance 0.99] [--others 1] [--json] URL...
//
// Ends with 1 when a score is below what was asked, naming the audits that cost it.
import lighthouse, { desktopConfig } from "lighthouse";
import { readArguments, withChromium } from "./chromium.mjs";

const TIMES = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"];
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

const { options, rest: urls } = readArguments(process.argv.slice(2), ["json", "desktop"]);
if (!urls.length) {
  console.error("lighthouse.mjs: give it one or more addresses, such as http://localhost:8000/");
  process.exit(2);
}
const runs = Number(options.runs ?? 3);
const wanted = (category) => Number(category === "performance" ? (options.performance ?? 0.99) : (options.others ?? 1));

function lost(lhr, category) {
  return lhr.categories[category].auditRefs
    .map(({ id, weight }) => ({ weight, ...lhr.audits[id] }))
    .filter(({ weight, score }) => weight > 0 && score !== null && score < 1)
    .map(({ id, score, displayValue }) => `${id} ${score}${displayValue ? ` (${displayValue})` : ""}`);
}

// On a machine that does something else, Chromium's trace now and then misses the beginning of a navigation.
const TRIES = 4;

// A browser a run: a warm cache would measure something that no first-time reader sees.
const report = (url) =>
  withChromium(async (browser) => {
    const port = Number(new URL(browser.wsEndpoint()).port);
    const flags = { port, logLevel: "error", onlyCategories: CATEGORIES };
    return (await lighthouse(url, flags, options.desktop ? desktopConfig : undefined)).lhr;
  });

async function recorded(url) {
  let lhr;
  for (let tried = 0; tried < TRIES; tried += 1) {
    lhr = await report(url);
    if (!lhr.runtimeError) return lhr;
  }
  throw new Error(`${url}: ${lhr.runtimeError.message}`);
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

const results = [];
for (const url of urls) {
  const reports = [];
  for (let run = 0; run < runs; run += 1) {
    reports.push(await recorded(url));
  }
  const scores = Object.fromEntries(CATEGORIES.map((c) => [c, median(reports.map((lhr) => lhr.categories[c].score))]));
  const short = CATEGORIES.filter((category) => scores[category] < wanted(category));
  const times = Object.fromEntries(TIMES.map((id) => [id, median(reports.map((lhr) => lhr.audits[id].numericValue))]));
  results.push({ url, scores, times, lost: Object.fromEntries(short.map((c) => [c, lost(reports[0], c)])) });
}
for (const result of results) {
  if (options.json) console.log(JSON.stringify(result));
  else {
    const scores = CATEGORIES.map((category) => `${category} ${result.scores[category].toFixed(2)}`).join("  ");
    console.log(`${Object.keys(result.lost).length ? "MEND" : "good"} ${scores}  ${result.url}`);
    for (const [category, audits] of Object.entries(result.lost)) console.log(`     ${category}: ${audits.join(", ")}`);
  }
}
process.exitCode = results.some((result) => Object.keys(result.lost).length) ? 1 : 0;
