// The Nu HTML checker over pages and sheets: every error it finds in their markup and their CSS. Needs Java.
//
//   node tests/browser/validate.mjs [--cookie name=value] [--json] URL...
//
// Ends with 1 when there is an error; warnings and its information messages are left out.
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import vnu from "vnu-jar";
import { readArguments } from "./chromium.mjs";

// The checker's list of CSS properties ends before SVG 2, which has this one; every browser knows it.
// Its list of what may hold a paint up has sheets only; HTML has what a page expects as well.
const UNKNOWN_TO_IT = /“vector-effect”: Property|“blocking” attribute must have a “rel” attribute/;

const { options, rest: urls } = readArguments(process.argv.slice(2), ["json"]);
if (!urls.length) {
  console.error("validate.mjs: give it one or more addresses, such as http://localhost:8000/");
  process.exit(2);
}
// The checker refuses to read pages that do not answer 200, and 404 and 410 notices are pages too: it gets files.
const folder = await mkdtemp(join(tmpdir(), "wiredesk-validate-"));
try {
  const files = new Map();
  for (const [number, url] of urls.entries()) {
    const answer = await fetch(url, { headers: options.cookie ? { cookie: options.cookie } : {} });
    const file = join(folder, `${number}.${/css/.test(answer.headers.get("content-type")) ? "css" : "html"}`);
    await writeFile(file, Buffer.from(await answer.arrayBuffer()));
    files.set(file, url);
  }
  const flags = ["-jar", vnu, "--also-check-css", "--errors-only", "--format", "json", "--exit-zero-always", "--stdout", ...files.keys()];
  const { stdout } = await promisify(execFile)("java", flags, { maxBuffer: 1 << 26 });
  const messages = JSON.parse(stdout).messages.filter(({ message }) => !UNKNOWN_TO_IT.test(message));
  for (const { url, lastLine, message, extract } of messages) {
    const page = files.get(new URL(url).pathname) ?? url;
    if (options.json) console.log(JSON.stringify({ url: page, line: lastLine, message, extract }));
    else console.log(`MEND ${page} line ${lastLine}: ${message}\n     ${extract?.replaceAll("\n", " ") ?? ""}`);
  }
  if (!messages.length && !options.json) console.log(`good ${urls.length} page(s)`);
  process.exitCode = messages.length ? 1 : 0;
} finally {
  await rm(folder, { recursive: true });
}
