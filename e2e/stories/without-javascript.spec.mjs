// The pages are whole without a line of script.
import { fillRequired, open } from "../support/steps.mjs";
import { expect, test } from "../support/test.mjs";

const plain = { javaScriptEnabled: false };

test("Home and People can be read without JavaScript", async ({ signIn }) => {
  const page = await (await signIn("maya", plain)).newPage();
  await open(page, "/");
  await expect(page.locator("h1")).toBeVisible();
  await page.getByRole("link", { name: "People" }).first().click();
  await expect(page).toHaveURL(/\/people/);
  await expect(page.locator("main")).toContainText("Tomasz Wilk");
});

test("a proposal can be begun without JavaScript", async ({ signIn }) => {
  const page = await (await signIn("dana", plain)).newPage();
  await open(page, "/proposals/new");
  const form = page.locator("main form[method=post]").first();
  await fillRequired(form);
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  await form.locator("button[type=submit], button:not([type])").first().click();
  expect((await answered).status(), "the first step is accepted").toBe(303);
  await expect(page, "and leads on").toHaveURL(/\/secondments\/SO-\d+/);
  await expect(page.locator("h1")).toHaveCount(1);
});
