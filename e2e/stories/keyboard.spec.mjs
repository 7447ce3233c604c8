// Proposing without a mouse: every stop shows that it has the focus, a mistake is told and nothing typed is lost.
import { focusShows } from "../support/layout.mjs";
import { open, tabTo } from "../support/steps.mjs";
import { expect, test } from "../support/test.mjs";

test("a proposal is begun by keyboard alone", async ({ signIn, trouble }) => {
  const page = await (await signIn("grace")).newPage();
  await open(page, "/");
  await page.keyboard.press("Tab");
  await expect(page.locator(":focus"), "the first stop leads past the navigation").toHaveText("Skip to main content");
  await focusShows(page);
  await page.keyboard.press("Enter");
  await reach(page, page.getByRole("link", { name: "Start a secondment" }));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/start$/);
  await reach(page, page.getByRole("link", { name: "Propose your own" }));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/proposals\/new$/);

  trouble.allow(/status of 422/);
  await reach(page, page.getByLabel("What would you like to do there?"));
  await page.keyboard.type("Learn how print is planned");
  await page.keyboard.press("Enter");
  await expect(page).toHaveTitle(/^Error:/);
  await expect(page.locator(".error-summary"), "the summary of errors has the focus").toBeFocused();
  await focusShows(page);
  await expect(page.getByLabel("What would you like to do there?")).toHaveValue("Learn how print is planned");

  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const choices = page.getByRole("radio");
  await expect(choices.first(), "the link in the summary leads to the question").toBeFocused();
  await focusShows(page);
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await expect(choices.first()).toBeChecked();
  await reach(page, page.getByRole("button", { name: "Continue" }));
  await page.keyboard.press("Space");
  await expect(page).toHaveURL(/\/propose\/why$/);

  await everyStopShows(page, 12);
  await page.getByLabel("What is it for?").focus();
  await page.keyboard.type("See how my campaigns meet the press.");
  await reach(page, page.getByRole("button", { name: "Save and come back later" }));
  await page.keyboard.press("Enter");
  await page.waitForURL((address) => !address.pathname.endsWith("/why"));
  await page.goBack();
  await page.reload();
  await expect(page.getByLabel("What is it for?"), "kept").toHaveValue("See how my campaigns meet the press.");
});

async function reach(page, wanted) {
  await tabTo(page, wanted);
  await focusShows(page);
}

/** Walks on by Tab and looks at each stop: something has the focus, in sight and visibly. */
async function everyStopShows(page, stops) {
  for (let stop = 0; stop < stops; stop += 1) {
    await page.keyboard.press("Tab");
    await focusShows(page);
    const covered = await page.evaluate(() => {
      const box = document.activeElement.getBoundingClientRect();
      const top = document.elementFromPoint(box.x + box.width / 2, Math.min(box.y + box.height / 2, innerHeight - 1));
      return Boolean(top && !document.activeElement.contains(top) && !top.contains(document.activeElement));
    });
    expect(covered, `stop ${stop} is covered by something`).toBe(false);
  }
}
