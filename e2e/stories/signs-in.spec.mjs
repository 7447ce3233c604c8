// A person follows their sign-in link, lands on Home, and leaves again.
import { noViolations } from "../support/axe.mjs";
import { FORMS, takeForm } from "../support/browser.mjs";
import { press } from "../support/steps.mjs";
import { expect, test } from "../support/test.mjs";

test("a sign-in link leads to Home, and signing out ends the session", async ({ signIn }) => {
  const context = await signIn("tomasz", { fresh: true });
  const page = await context.newPage();
  expect((await page.goto("/")).status()).toBe(200);
  await expect(page).toHaveURL(/\/$/);
  await expect(page.locator("h1")).toHaveCount(1);
  for (const form of FORMS) {
    await takeForm(page, form);
    await noViolations(page, form);
  }

  await takeForm(page, FORMS[0]);
  const signOut = page.getByRole("button", { name: "Sign out" });
  // The button may be folded away under the person's name.
  if (!(await signOut.isVisible())) await page.locator("details:has(button:text-is('Sign out')) > summary").click();
  await press(page, "Sign out");
  await page.goto("/secondments");
  await expect(page, "nothing is shown to somebody who left").toHaveURL(/\/sign-in/);
});

test("nobody in particular is asked to sign in, and is told nothing", async ({ visit }) => {
  const page = await (await visit()).newPage();
  await page.goto("/secondments");
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.locator("main")).not.toContainText("SO-");
});
