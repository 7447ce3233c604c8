// The desk works through what the start waits for until the gate opens, without a mouse; a press too many is taken back.
import { noViolations } from "../support/axe.mjs";
import { focusShows } from "../support/layout.mjs";
import { open, tabTo } from "../support/steps.mjs";
import { expect, test } from "../support/test.mjs";

test.use({ houseName: "tasks" });

test("what the start waits for is worked through by keyboard alone", async ({ signIn }) => {
  const page = await (await signIn("maya")).newPage();
  await open(page, "/secondments");
  const link = page.locator('main tbody tr:has-text("Ada") a[href^="/secondments/SO-"]').first();
  const record = await link.getAttribute("href");
  await open(page, `${record}/start`);
  await expect(page.getByText("The start gate is closed.")).toBeVisible();

  await open(page, `${record}/tasks`);
  await expect(page.getByText("The start waits for 2 of them.")).toBeVisible();
  await noViolations(page);
  const access = "Have account, badge, desk and equipment ready";
  await enter(page, page.getByRole("button", { name: `Mark as done: ${access}` }));
  await expect(page.getByText("The start waits for one of them.")).toBeVisible();
  await enter(page, page.getByRole("button", { name: `Undo ${access}` }));
  await expect(page.getByText("The start waits for 2 of them.")).toBeVisible();
  await enter(page, page.getByRole("button", { name: `Mark as done: ${access}` }));
  await enter(page, page.getByRole("button", { name: "Mark as done: Read and accept the rules of both sides" }));
  await expect(page.getByText(/The start waits/)).toHaveCount(0);

  await open(page, `${record}/start`);
  await expect(page.getByText("Everything is done. The gate can open.")).toBeVisible();
  await enter(page, page.getByRole("button", { name: "Open the start gate" }));
  await expect(page.getByText("The start gate is open.")).toBeVisible();
  await noViolations(page);
});

/** Walks to the button by Tab, sees that it has the focus, and presses it. */
async function enter(page, button) {
  await tabTo(page, button);
  await focusShows(page);
  const before = page.url();
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  expect(page.url()).toContain(new URL(before).pathname);
}
