// One example of the articles as a visitor meets it: somebody from HR, lent to the department they once came from.
import { onTheWay } from "../support/looks.mjs";
import { answer, open, press } from "../support/steps.mjs";
import { expect, test } from "../support/test.mjs";

test.use({ houseName: "lent to marketing" });

test("Amara is found because she worked there before, and home and host are never confused", async ({
  database,
  signIn,
}) => {
  const look = onTheWay(database);
  const as = async (persona) => (await signIn(persona)).newPage();
  const [amara, hana, june] = [await as("amara"), await as("hana"), await as("june")];

  await open(amara, "/profile");
  await amara.getByText("Add an earlier post").click();
  const form = amara.locator('form[action$="/posts"]');
  await form.locator('[name="unit"]').selectOption({ label: "Marketing" });
  await form.locator('[name="title"]').fill("Campaign planner");
  await form.locator('[name="from"]').fill("1 March 2016");
  await form.locator('[name="to"]').fill("31 August 2020");
  await form.getByRole("button", { name: "Add post" }).click();
  await expect(amara.locator("main")).toContainText("Campaign planner");

  await open(hana, "/skills");
  await answer(hana, { "Skill or team": "Marketing" });
  await press(hana, "Show results");
  await expect(hana.locator("main table")).toContainText("Amara Obi");
  await look(hana);

  await open(june, "/secondments");
  await june.locator('main tbody tr:has-text("Amara Obi") a[href^="/secondments/SO-"]').first().click();
  await june.waitForLoadState();
  const record = new URL(june.url()).pathname;
  for (const page of [amara, hana, june]) {
    for (const part of ["", "/proposal", "/agreement", "/objectives", "/check-ins"]) {
      await open(page, `${record}${part}`);
      await expect(page.getByRole("heading", { level: 1 })).toContainText("Human Resources to Marketing");
    }
  }
  await open(june, `${record}/objectives`);
  await expect(june.locator("main")).toContainText("Train the four who are new");
  await look(june);

  // what the page shows can be taken out
  const [file] = await Promise.all([june.waitForEvent("download"), june.getByRole("link", { name: "CSV" }).click()]);
  expect(file.suggestedFilename()).toBe("objectives.csv");
  look.done();
});
