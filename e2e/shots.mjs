// Pictures of every page in four forms, and what axe says about each. Run by `cargo xtask shots`; by hand with `--only`
// and a part of the keys.
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { chromium } from "@playwright/test";
import { PAGES, openListed } from "./pages.mjs";
import { findViolations } from "./support/axe.mjs";
import { FORMS, dress, launchOptions, picture, takeForm } from "./support/browser.mjs";
import { startHouse } from "./support/house.mjs";
import { sessionOf } from "./support/sign-in.mjs";

/** Takes all pictures of one page; answers a row for the summary. */
async function picturesOf(browser, house, listed, out) {
  const row = { key: listed.key, findings: [] };
  let context;
  try {
    const storageState = listed.persona ? await sessionOf(browser, house, listed.persona) : undefined;
    const ways = { locale: "en-GB", timezoneId: "Europe/London", bypassCSP: Boolean(listed.sealed) };
    context = await browser.newContext({ baseURL: house.base, storageState, ...ways });
    await dress(context);
    const page = await context.newPage();
    await openListed(page, listed);
    for (const form of FORMS) {
      await takeForm(page, form);
      await picture(page, join(out, `${listed.key}.${form.key}.png`));
      for (const finding of await findViolations(page, form)) row.findings.push(`${form.key}  ${finding}`);
    }
  } catch (problem) {
    row.problem = problem.message.split("\n")[0];
  } finally {
    await context?.close();
  }
  return row;
}

/** One page that shows them all, to open in any browser. */
function gallery(rows) {
  const figure = (key, form) =>
    `<figure><img loading="lazy" src="${key}.${form.key}.png" alt="${key}, ${form.key}"><figcaption>${form.key}</figcaption></figure>`;
  const section = ({ key }) => `<h2>${key}</h2><div>${FORMS.map((form) => figure(key, form)).join("")}</div>`;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sojourn, page by page</title>
<style>body{font:1rem system-ui;margin:2rem}div{display:flex;gap:1rem;align-items:start;overflow-x:auto}
figure{margin:0}img{height:30rem;border:1px solid #8888}</style>
<h1>Sojourn, page by page</h1>${rows.filter((row) => !row.problem).map(section).join("\n")}</html>\n`;
}

async function main() {
  const option = (name) => process.argv[process.argv.indexOf(name) + 1];
  const out = resolve(process.argv.includes("--out") ? option("--out") : "shots");
  const pages = process.argv.includes("--only") ? PAGES.filter(({ key }) => key.match(option("--only"))) : PAGES;
  await mkdir(out, { recursive: true });
  console.log("preparing the demo world");
  const house = await startHouse();
  const browser = await chromium.launch(launchOptions);
  const rows = [];
  try {
    for (const listed of pages) {
      const row = await picturesOf(browser, house, listed, out);
      rows.push(row);
      const word = row.problem ?? `${FORMS.length} pictures, axe: ${row.findings.length || "nothing"}`;
      console.log(`[${String(rows.length).padStart(2)}/${pages.length}] ${row.key}: ${word}`);
    }
  } finally {
    await browser.close();
    await house.stop();
  }
  await writeFile(join(out, "index.html"), gallery(rows));
  const findings = rows.flatMap((row) => row.findings.map((finding) => `${row.key}  ${finding}`));
  await writeFile(join(out, "axe.txt"), findings.length ? `${findings.join("\n")}\n` : "axe found nothing\n");
  for (const finding of findings) console.log(finding);
  const missed = rows.filter((row) => row.problem);
  const taken = (rows.length - missed.length) * FORMS.length;
  console.log(`\n${taken} pictures in ${out}, axe findings: ${findings.length}, pages not opened: ${missed.length}`);
  process.exitCode = missed.length ? 1 : 0;
}

await main();
