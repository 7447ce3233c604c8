// The pages are whole without a line of script.
import { counts, file, read } from "../support/import.mjs";
import { answer, open, press } from "../support/steps.mjs";
import { expect, test } from "../support/test.mjs";
import * as walk from "../support/walk.mjs";

const plain = { javaScriptEnabled: false };

test("signing in, Home and People work without JavaScript", async ({ signIn }) => {
  const page = await (await signIn("maya", { ...plain, fresh: true })).newPage();
  await open(page, "/");
  await expect(page.locator("h1")).toBeVisible();
  await page.getByRole("link", { name: "People" }).first().click();
  await expect(page).toHaveURL(/\/people/);
  await expect(page.locator("main")).toContainText("Tomasz Wilk");
});

test("a proposal, its release and the signature work without JavaScript", async ({ signIn }) => {
  const as = async (persona) => (await signIn(persona, plain)).newPage();
  const [callum, alison, maya] = [await as("callum"), await as("alison"), await as("maya")];
  const answers = walk.proposal({ host: { host: "London Sales", manager: "Fiona Achterberg", place: "London" } });
  const number = await walk.propose(callum, { title: "Account reviews", scope: /Another department/, answers });
  await walk.release(alison, number);
  await walk.issue(maya, number);

  const page = `/secondments/${number}/agreement`;
  await open(callum, page);
  const ask = callum.getByRole("button", { name: "Send me a code" });
  if (await ask.isVisible()) {
    await press(callum, "Send me a code");
    await answer(callum, { "Six-digit code": await walk.codeFor(maya, number, "callum") });
    await press(callum, "Continue");
  }
  await callum.getByRole("checkbox", { name: /agree to sign/ }).check();
  await press(callum, "Sign agreement");
  await expect(callum.getByRole("heading", { level: 1 }), "asks on a page instead of a dialog").toHaveText(/^Sign as/);
  await press(callum, "Sign agreement");
  await expect(callum.locator("main")).toContainText("You signed on");
});

test("people are imported without JavaScript", async ({ signIn }) => {
  const page = await (await signIn("maya", plain)).newPage();
  await read(page, file("N9101,Ines,Ferro,ines.ferro@brightwater.example,2020-01-06,Customer Service,Agent,"));
  expect(await counts(page)).toMatchObject({ Created: "1", Unchanged: "0" });
  await press(page, "Take over 1 person");
  await expect(page.locator("main")).toContainText("1 row taken over");
});
