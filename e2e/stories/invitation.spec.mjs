// Two people are invited to one place: the first yes fills it, and the other is told kindly.
import { answer, open, press } from "../support/steps.mjs";
import { expect, test } from "../support/test.mjs";

test("Theo invites two people, and the first yes fills the place", async ({ signIn }) => {
  const as = async (persona) => (await signIn(persona)).newPage();
  const [theo, priya, ines] = [await as("theo"), await as("priya"), await as("ines")];

  await open(theo, "/start");
  await press(theo, "Invite or nominate");
  await theo.getByRole("radio", { name: /Invite somebody to work here/ }).check();
  await answer(theo, {
    "Their work email address": "priya.nair@brightwater-group.example, ines.baptiste@brightwater-group.example",
    "Why them?": "You both write so that people answer.",
    "What would they be there?": "Campaign writer",
    "What for?": "The spring campaign needs a second voice.",
    "Place of work": "London",
    "First day": "1 March 2027",
    "Last day": "26 March 2027",
    "Answer by": "1 February 2027",
  });
  await theo.getByRole("radio", { name: "Home pays" }).check();
  await press(theo, "Send");
  await expect(theo.getByRole("status").first()).toContainText("Sent");
  const path = new URL(theo.url()).pathname;

  await open(priya, "/");
  await expect(priya.locator("main"), "it stands on Home").toContainText("You are invited: Campaign writer");
  await open(priya, path);
  await priya.getByRole("checkbox").check();
  await press(priya, "Accept");
  await expect(priya, "a draft of her own").toHaveURL(/\/secondments\/SO-/);

  await open(ines, path);
  await expect(ines.locator("main")).toContainText("the place is taken");
  await open(theo, path);
  await expect(theo.locator("main")).toContainText("Accepted");
});
