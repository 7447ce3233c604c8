// Two people change places: four yeses, two records, one leg called off, and the decision about the other.
import { answer, open, press } from "../support/steps.mjs";
import { expect, test } from "../support/test.mjs";

test("Ravi and Priya change places, until Priya can't", async ({ signIn }) => {
  const as = async (persona) => (await signIn(persona)).newPage();
  const [ravi, priya, wen, alison, maya] = [
    await as("ravi"), await as("priya"), await as("wen"), await as("alison"), await as("maya"),
  ];

  await open(ravi, "/start");
  await press(ravi, "Propose a swap");
  await answer(ravi, {
    "Work email address of the other": "priya.nair@brightwater-group.example",
    "What is it about?": "Two weeks of sales and service",
    "What do both sides have of it?": "Each sees what the other needs.",
    "First day": "11 January 2027",
    "Last day": "22 January 2027",
  });
  await press(ravi, "Propose it");
  await expect(ravi.getByRole("status").first()).toContainText("Proposed");
  const path = new URL(ravi.url()).pathname;

  for (const page of [priya, wen, alison]) {
    await open(page, "/");
    await expect(page.locator("main"), "it stands on Home").toContainText("Say yes or no to a swap");
    await open(page, path);
    await press(page, "Say yes");
  }
  await expect(alison.getByRole("status").first()).toContainText("All four said yes");

  await open(priya, path);
  await priya.locator('main a[href^="/secondments/SO-"]').first().click();
  await expect(priya.locator("main")).toContainText("Part of a swap");
  await open(priya, `${new URL(priya.url()).pathname}/withdrawal`);
  await press(priya, "Withdraw");

  await open(ravi, path);
  await expect(ravi.locator("main"), "nothing starts silently").toContainText("One leg fell over");
  await open(maya, path);
  await maya.getByRole("radio", { name: /Let it go on one way/ }).check();
  await answer(maya, { "Why?": "Sydney still needs him" });
  await press(maya, "Save the decision");
  await open(ravi, path);
  await expect(ravi.locator("main")).toContainText("One way only");
});
