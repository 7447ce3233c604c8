// Somebody stays longer than agreed: asked by one side, agreed by the others, signed as the next version.
import { onTheWay } from "../support/looks.mjs";
import { sealed } from "../support/sealed.mjs";
import { answer, nextMonth, open, press } from "../support/steps.mjs";
import { expect, test } from "../support/test.mjs";
import * as walk from "../support/walk.mjs";

test.use({ houseName: "change" });

test("Priya stays five weeks longer with Marketing", async ({ database, signIn, visit }) => {
  const look = onTheWay(database);
  const as = async (persona) => (await signIn(persona)).newPage();
  const [priya, theo, alison] = [await as("priya"), await as("theo"), await as("alison")];
  const [maya, outbox] = [await as("maya"), await as("maya")];
  const until = nextMonth(35);
  // "2 Jan", as it begins both "2 Jan 2027" and "2 January 2027"
  const month = new Intl.DateTimeFormat("en-GB", { month: "long", timeZone: "UTC" }).format(new Date(until));
  const inWords = `${new Date(until).getUTCDate()} ${month.slice(0, 3)}`;

  // her last day was last Friday, and nobody has confirmed the return
  await open(maya, "/secondments?status=misfit");
  await maya.locator('main tbody tr:has-text("Priya Nair") a[href^="/secondments/SO-"]').first().click();
  await maya.waitForLoadState();
  const record = new URL(maya.url()).pathname;
  const number = record.split("/").pop();
  await expect(maya.locator("main")).toContainText("What does not fit together");

  await open(priya, `${record}/changes/new/extension`);
  await answer(priya, { "New last day": until, "Why?": "The spring campaign needs two more weeks of buyers’ words." });
  await answer(priya, { "If the change counts from a day that has passed: why?": "Theo was away last week." });
  await press(priya, "Compare before and after");
  await expect(priya.getByRole("region", { name: "Before and after", exact: true })).toContainText(inWords);
  await look(priya);
  await press(priya, "Send for agreement");
  const change = new URL(priya.url()).pathname;
  expect(change).toMatch(/\/changes\/\d+$/);
  await look(priya);

  for (const page of [theo, alison]) {
    await open(page, "/");
    await expect(page.locator("main"), "it waits on Home").toContainText("Priya Nair");
    await open(page, change);
    await expect(page.locator("main"), "before and after").toContainText(inWords);
    await page.locator('main [name="answer"][value="yes"]').check();
    const held = page.locator('main [name="post_held"][value="yes"]');
    if (await held.count()) await held.check();
    await look(page);
    await press(page, "Send your answer");
  }
  await open(maya, `${record}/agreement`);
  await expect(maya.locator("main")).toContainText("What this version changes");
  await walk.issue(maya, number);
  const pages = { "Priya Nair": priya, "Theo Martins": theo, "Alison Burke": alison };
  for (const name of await maya.locator(".signers b").allInnerTexts()) {
    await walk.signInside(pages[name], number, outbox);
  }

  for (const page of [maya, priya, theo]) {
    await open(page, record);
    await expect(page.locator("main"), "the new end counts").toContainText(inWords);
    await expect(page.locator("main")).not.toContainText("Past the last day");
  }
  await sealed(priya, `${record}/agreement/v/2/agreement.pdf`, await (await visit()).newPage());
  await open(priya, `${record}/agreement`);
  await expect(priya.locator("main"), "the first version stays readable").toContainText("Which version counts when");
  await look(priya);
  look.done();
});
