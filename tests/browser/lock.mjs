// Writes package-lock.json anew, without the address of any registry.
//
//   node tests/browser/lock.mjs
//
// One of Lighthouse's own parts asks for the "latest" of two others. What was latest when this ran is written in its
// place: npm would else find the lock out of date as soon as either has a release, and npm 9 cannot read it at all.
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";

process.chdir(new URL(".", import.meta.url).pathname);
rmSync("package-lock.json", { force: true });
const flags = ["--package-lock-only", "--omit-lockfile-registry-resolved", "--ignore-scripts", "--no-audit", "--no-fund"];
execFileSync("npm", ["install", ...flags, "--loglevel=error"], { stdio: "inherit" });

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
for (const [place, { dependencies = {} }] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(dependencies)) {
    if (range !== "latest") continue;
    const found = lock.packages[`${place}/node_modules/${name}`] ?? lock.packages[`node_modules/${name}`];
    dependencies[name] = found.version;
  }
}
writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
