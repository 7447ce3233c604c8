// What somebody may not see looks exactly like what does not exist.
import { expect, test } from "../support/test.mjs";

test("a stranger gets the same page for a record of others and for none", async ({ signIn, trouble }) => {
  trouble.allow(/status of 404/);
  const page = await (await signIn("sofia")).newPage();
  const seen = [];
  for (const number of ["SO-0001", "SO-9999"]) {
    for (const part of ["", "/proposal", "/agreement", "/history"]) {
      const answer = await page.goto(`/secondments/${number}${part}`);
      expect(answer.status(), `${number}${part}`).toBe(404);
      seen.push((await page.locator("main").innerText()).replace(/Number[^\n]*|\b[0-9a-f]{12,}\b/g, "").trim());
    }
  }
  expect(new Set(seen).size, "one and the same page").toBe(1);
});

test("somebody not signed in is sent to sign in, and back to where they wanted to go", async ({ house, visit }) => {
  const page = await (await visit()).newPage();
  await page.goto("/settings/sign-in");
  await expect(page).toHaveURL(/\/sign-in\?/);
  const next = new URL(page.url()).search;
  await page.goto(`${house.personas.get("tomasz").link}${next}`);
  await page.locator("main form button").first().click();
  await expect(page, "back where they wanted to go").toHaveURL(/\/settings\/sign-in$/);
});
