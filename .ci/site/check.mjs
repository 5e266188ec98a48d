// Opens the pages of sites in Chromium and says what is wrong with them.
//
//     node check.mjs CHROMIUM SCREENSHOTS SITE...
//
// Every page of the first level is looked at, and the first, the last and the longest page of each folder below.

import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, resolve, sep } from "node:path";

import puppeteer from "puppeteer-core";

import { cutCharts, darkOnPaper, focused, numbered, overflows } from "./look.mjs";
import { serve } from "./serve.mjs";

const [chromium, screenshots, ...sites] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const WIDTHS = [360, 1920];
const SCHEMES = ["light", "dark"];
const MOST_TABS = 60;
const LARGEST_FOR_AXE = 100_000;
const LARGEST_INDEX = 500_000;

const faults = [];
// How long the page took that took longest to open. It is told and no fault: the machine may be busy.
let slowest = { took: 0 };

// Returns the pages of a site that stand for all of their kind.
function pages(folder) {
  const found = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isFile() && entry.name.endsWith(".html")) found.push(entry.name);
    if (!entry.isDirectory()) continue;
    const below = readdirSync(join(folder, entry.name), { recursive: true })
      .filter((name) => name.endsWith(".html"))
      .sort()
      .map((name) => ({ name: join(entry.name, name), size: statSync(join(folder, entry.name, name)).size }));
    const longest = below.reduce((one, other) => (other.size > one.size ? other : one), below[0]);
    const chosen = new Set([below[0], longest, below.at(-1)].filter(Boolean).map((one) => one.name));
    found.push(...chosen);
  }
  return found.sort().map((name) => name.split(sep).join("/"));
}

// Both are set together: each alone takes the other back.
async function scheme(page, wanted, media = "screen") {
  page.session ??= await page.createCDPSession();
  const features = [
    { name: "prefers-color-scheme", value: wanted },
    { name: "prefers-reduced-motion", value: "reduce" },
  ];
  await page.session.send("Emulation.setEmulatedMedia", { media, features });
}

// The dark scheme has the same elements in other colours.
async function accessible(page, say) {
  await page.evaluate(axe);
  const rules = { light: {}, dark: { runOnly: ["cat.color"] } };
  for (const wanted of SCHEMES) {
    await scheme(page, wanted);
    const options = { resultTypes: ["violations"], ...rules[wanted] };
    const { violations } = await page.evaluate((given) => window.axe.run(document, given), options);
    for (const { id, help, nodes } of violations) {
      const where = nodes.slice(0, 3).map((node) => `${node.target.join(" ")}`);
      say(`${wanted}: ${id}: ${help} (${nodes.length}): ${where.join("; ")}`);
    }
  }
}

// Goes through a page with the key Tab alone.
async function keyboard(page, say) {
  const count = Math.min(await page.evaluate(numbered), MOST_TABS);
  const reached = new Set();
  for (let number = 0; number < count; number += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(focused);
    if (!at) break;
    reached.add(at.number);
    if (!at.seen) say(`the focus on "${at.words}" is not seen`);
  }
  if (reached.size < count) say(`the keyboard reaches ${reached.size} of ${count} links`);
}

async function look(browser, address, folder, name) {
  const site = basename(folder);
  const say = (what) => faults.push(`${site}/${name}: ${what}`);
  const page = await browser.newPage();
  page.on("console", (message) => say(`console: ${message.text()}`));
  page.on("pageerror", (error) => say(`error: ${error.message}`));
  page.on("requestfailed", (request) => say(`request failed: ${request.url().slice(0, 200)}`));
  page.on("response", (response) => {
    if (response.status() >= 400) say(`${response.status()}: ${response.url()}`);
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !url.startsWith("data:")) say(`asks elsewhere: ${url}`);
  });
  await page.setViewport({ width: 1280, height: 800 });
  await scheme(page, "light");
  const started = performance.now();
  await page.goto(address + name);
  const took = performance.now() - started;
  if (took > slowest.took) slowest = { took, name: `${site}/${name}` };
  if (await page.evaluate(() => document.scripts.length)) say("has a script");
  // What is larger has more of the same, and the smaller sites have each kind.
  if (statSync(join(folder, name)).size < LARGEST_FOR_AXE) await accessible(page, say);
  await keyboard(page, say);
  await scheme(page, "dark", "print");
  (await page.evaluate(darkOnPaper)).forEach(say);
  // From here on as without JavaScript.
  await page.setJavaScriptEnabled(false);
  await scheme(page, "light");
  await page.goto(address + name);
  for (const width of WIDTHS) {
    await page.setViewport({ width, height: 800 });
    for (const looked of [overflows, cutCharts]) {
      (await page.evaluate(looked)).forEach((what) => say(`${width} px: ${what}`));
    }
    for (const wanted of SCHEMES) {
      await scheme(page, wanted);
      const path = join(screenshots, `${site}-${name.replace(/[^\w.-]+/g, "-").slice(0, 60)}-${width}-${wanted}.png`);
      // A long page is long: its beginning shows how it looks.
      const height = Math.min(4000, await page.evaluate(() => document.documentElement.scrollHeight));
      await page.screenshot({ path, clip: { x: 0, y: 0, width, height }, captureBeyondViewport: true });
    }
  }
  await page.close();
}

mkdirSync(screenshots, { recursive: true });
const flags = ["--force-color-profile=srgb", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"];
// Neither root nor a container may make a sandbox, and the pages are our own.
if (process.getuid?.() === 0 || process.env.CI) flags.push("--no-sandbox");
const browser = await puppeteer.launch({ executablePath: chromium, args: flags });
let looked = 0;
for (const folder of sites.map((site) => resolve(site))) {
  const site = basename(folder);
  const index = statSync(join(folder, "index.html")).size;
  if (index > LARGEST_INDEX) faults.push(`${site}/index.html has ${index} bytes`);
  const { address, end } = await serve(folder);
  const started = performance.now();
  const names = pages(folder);
  for (const name of names) await look(browser, address, folder, name);
  end();
  looked += names.length;
  console.log(`${site}: ${names.length} pages in ${Math.round((performance.now() - started) / 1000)} s, its index has ${index} bytes`);
}
await browser.close();
console.log(`slowest to open: ${slowest.name}, ${Math.round(slowest.took)} ms`);
for (const fault of faults) console.log(`fault: ${fault}`);
console.log(`${looked} pages looked at, ${faults.length} faults; pictures of them are in ${screenshots}`);
process.exitCode = faults.length > 0 ? 1 : 0;
