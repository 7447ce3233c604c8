// Every page answers, has one heading, fits the screen, and axe finds nothing in any of the four forms.
import { PAGES, openListed } from "../pages.mjs";
import { noViolations } from "../support/axe.mjs";
import { FORMS, takeForm } from "../support/browser.mjs";
import { noSidewaysScroll } from "../support/layout.mjs";
import { expect, test } from "../support/test.mjs";

for (const listed of PAGES) {
  test(`${listed.key} is sound`, async ({ database, signIn, trouble, visit }) => {
    const complaint = listed.provokes ?? listed.status;
    if (complaint) trouble.allow(new RegExp(`status of ${complaint}`));
    // A sealed page names no icon; once it is unsealed the browser asks for one.
    if (listed.sealed) trouble.allow(/status of 404/);
    const options = { bypassCSP: Boolean(listed.sealed) };
    const context = listed.persona ? await signIn(listed.persona, options) : await visit(options);
    const page = await context.newPage();
    await openListed(page, listed);

    await expect(page.locator("h1"), "one main heading").toHaveCount(1);
    await expect(page, "a title of its own").toHaveTitle(/\S/);
    // The same HTML comes from either database: one look at it is enough.
    if (database !== "sqlite") return;
    for (const form of FORMS) {
      await takeForm(page, form);
      await noViolations(page, form);
    }
    await noSidewaysScroll(page, 390);
    await noSidewaysScroll(page, 320);
  });
}
