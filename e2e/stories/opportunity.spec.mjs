// The advertised way in: a host posts, somebody approves, somebody applies, is shortlisted, offered a place and
// accepts; then a draft secondment is there.
import { answer, open, press } from "../support/steps.mjs";
import { expect, test } from "../support/test.mjs";

const day = (ahead) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
const yesterday = day(-1);

test("Tomasz finds a place in Manufacturing and gets it", async ({ signIn }) => {
  const as = async (persona) => (await signIn(persona)).newPage();
  const [theo, maya, tomasz] = [await as("theo"), await as("maya"), await as("tomasz")];
  const title = `Stock counts ${Date.now()}`;

  await open(theo, "/opportunities/new");
  await answer(theo, {
    Title: title,
    "What would they do?": "Count what is there and say why it differs.",
    "Why a secondment rather than a hire or a consultant?": "It takes four weeks, once.",
    "Colleagues in search of another post were thought of first": true,
    "Who does it suit?": "Somebody who likes numbers and halls.",
    "Skills needed on day one": "spreadsheets",
    "What is it like here?": "Warm, loud, friendly.",
    "Place of work": "Leeds",
    "First day": day(60),
    "Last day": day(87),
    "Last day to apply": day(20),
  });
  await press(theo, "Save and ask for approval");
  await expect(theo.getByRole("status").first()).toContainText("for approval");
  const path = new URL(theo.url()).pathname;

  await open(maya, "/");
  await expect(maya.locator("main"), "Maya sees it at Home").toContainText(title);
  await open(maya, path);
  await press(maya, "Approve and publish");
  await expect(maya.getByRole("status").first()).toContainText("Published");

  await open(tomasz, "/opportunities?sort=newest");
  await tomasz.getByRole("link", { name: title, exact: true }).click();
  await press(tomasz, "Apply");
  await answer(tomasz, {
    "Why would you like to go?": "I price what I never see.",
    "What would you bring back?": "Ten reasons why stock differs.",
    "When did you talk with your manager about it?": yesterday,
  });
  await tomasz.getByRole("radio", { name: "No", exact: true }).check();
  await press(tomasz, "Send application");
  await expect(tomasz.locator("main")).toContainText("The host looks at it");

  const decide = async (decision) => {
    await open(theo, `${path}/shortlist`);
    await theo.getByRole("checkbox", { name: /^Choose / }).check();
    await theo.getByRole("radio", { name: decision, exact: true }).check();
    await theo.getByRole("radio", { name: "Would gain most from it" }).check();
    await press(theo, "Decide about those chosen");
    await expect(theo.getByRole("status").first()).toContainText(decision);
  };
  await decide("Shortlist");
  await decide("Offer");

  await open(tomasz, "/");
  await expect(tomasz.locator("main"), "the offer waits at Home").toContainText("Answer the offer");
  await open(tomasz, `${path}/application`);
  await press(tomasz, "Accept the offer");
  await expect(tomasz).toHaveURL(/\/secondments\/SO-\d+$/);
  await expect(tomasz.locator("main")).toContainText("This began with an application.");
  await open(theo, path);
  await expect(theo.locator("main"), "the only place is taken").toContainText("Every place is taken.");
});
