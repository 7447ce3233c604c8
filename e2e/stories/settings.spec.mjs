// Settings stay chosen, and one browser can end the sessions of all others.
import { open, press } from "../support/steps.mjs";
import { expect, test } from "../support/test.mjs";

test("dark stays dark", async ({ signIn }) => {
  const context = await signIn("priya", { fresh: true });
  const page = await context.newPage();
  await open(page, "/settings");
  await page.getByRole("radio", { name: "Dark" }).check();
  await press(page, "Save");
  await expect(page.locator(".flash .notice"), "a word that it was done").toBeVisible();
  await page.reload();
  await expect(page.locator(".flash .notice"), "is said once").toHaveCount(0);
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();
  await page.close();
  const later = await context.newPage();
  await open(later, "/");
  await expect(later.locator("html")).toHaveAttribute("data-theme", "dark");
  expect(await later.evaluate(() => getComputedStyle(document.body).backgroundColor), "as dark as before").toBe(dark);
});

test("signing out everywhere else ends the other browser’s session", async ({ signIn }) => {
  // somebody who is in no other story: whoever else shares the session would be signed out too
  const here = await (await signIn("stella", { fresh: true })).newPage();
  const elsewhere = await (await signIn("stella", { fresh: true })).newPage();
  await open(elsewhere, "/");
  await open(here, "/settings/sign-in");
  await press(here, "Sign out everywhere else");
  await open(here, "/");
  await elsewhere.goto("/");
  await expect(elsewhere, "the other browser is asked to sign in").toHaveURL(/\/sign-in/);
});
