// Which browser is driven, and how. The tests never download one.
import { execFileSync } from "node:child_process";

/** The browser's program: `CHROMIUM` when set, otherwise the first known name on the path. */
export function browserProgram() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
    try {
      return execFileSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
    } catch {
      // not this one
    }
  }
  throw new Error("no Chromium found: install the Debian package chromium, or set CHROMIUM to its path");
}

/** Launch settings for a quiet browser that talks to nobody but the pages under test. */
export const launchOptions = {
  executablePath: browserProgram(),
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
  ],
};

/** The four forms in which a page must be right: desk and phone, light and dark. Sizes in CSS pixels. */
export const FORMS = [
  { key: "1440-light", width: 1440, height: 900, colorScheme: "light" },
  { key: "1440-dark", width: 1440, height: 900, colorScheme: "dark" },
  { key: "390-light", width: 390, height: 844, colorScheme: "light" },
  { key: "390-dark", width: 390, height: 844, colorScheme: "dark" },
];

/** Turns an open page into one of the forms, without loading it again, and stands at its top. */
export async function takeForm(page, form) {
  await page.setViewportSize({ width: form.width, height: form.height });
  await page.emulateMedia({ colorScheme: form.colorScheme, reducedMotion: "reduce" });
  await page.evaluate(() => window.scrollTo(0, 0));
}

/** A picture of the whole page: bars that keep to the edge of the screen stand at the edge of the picture. */
export async function picture(page, path) {
  const before = page.viewportSize();
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: before.width, height: Math.max(before.height, Math.min(height, 9000)) });
  await page.screenshot({ path, fullPage: true });
  await page.setViewportSize(before);
}

/** Shows pages in the stylesheet that SOJOURN_CSS names instead of the built-in one: to try a change without building. */
export async function dress(context) {
  const path = process.env.SOJOURN_CSS;
  if (path) await context.route(/\/assets\/[^?]*\.css/, (route) => route.fulfill({ path, contentType: "text/css" }));
}
