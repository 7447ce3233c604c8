// Looking at pages on the way: each kind of page once, in all four forms, by axe and for its fit on the screen.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { findViolations } from "./axe.mjs";
import { FORMS, picture, takeForm } from "./browser.mjs";
import { noSidewaysScroll } from "./layout.mjs";
import { expect } from "@playwright/test";

/** One kind of page has one address, numbers and keys left out, and one set of controls. */
async function kindOf(page) {
  const path = new URL(page.url()).pathname;
  const address = path.replace(/SO-\d+/g, "N").replace(/[0-9a-f]{8,}[0-9a-f-]*|[\w-]{22,}/gi, "K");
  const shape = await page.evaluate(() => {
    const names = [...document.querySelectorAll("main h2, main form, dialog[open]")];
    return names.map((element) => (element.matches("h2") ? element.textContent.trim() : element.tagName)).join("|");
  });
  return `${address} ${shape}`;
}

/** Keeps what was looked at as pictures when SOJOURN_PICTURES names a folder. */
async function keep(page, number, form) {
  const folder = process.env.SOJOURN_PICTURES;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  const address = new URL(page.url()).pathname.replaceAll("/", "-").slice(1, 60);
  const name = `${String(number).padStart(2, "0")}-${address}.${form.key}.png`;
  await picture(page, join(folder, name));
}

/**
 * A look that a story takes at every page it visits: `const look = onTheWay(database); await look(page); look.done()`.
 * The first of each kind is checked in all four forms without loading it again; `done` fails with what was found.
 */
export function onTheWay(database) {
  const seen = new Set();
  const found = [];
  const look = async (page) => {
    // The same HTML comes from either database: one look at it is enough.
    if (database !== "sqlite") return;
    const kind = await kindOf(page);
    if (seen.has(kind)) return;
    seen.add(kind);
    const before = page.viewportSize();
    for (const form of FORMS) {
      await takeForm(page, form);
      await keep(page, seen.size, form);
      for (const finding of await findViolations(page, form)) found.push(`${page.url()} ${form.key}: ${finding}`);
    }
    await noSidewaysScroll(page, 390);
    await noSidewaysScroll(page, 320);
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await page.setViewportSize(before);
  };
  look.done = () => {
    expect(found, "what axe found on the way").toEqual([]);
  };
  return look;
}
