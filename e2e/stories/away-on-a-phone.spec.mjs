// Somebody who is away, with a phone: the pulse, an entry shared with the host manager, feedback by a private link.
import { answer, open, press } from "../support/steps.mjs";
import { expect, test } from "../support/test.mjs";
import * as walk from "../support/walk.mjs";

const PHONE = { viewport: { width: 390, height: 844 } };
const GUEST = { name: "Jo Van Dam", email: "jo.van.dam@antwerp.example" };
const ENTRY = "Rotterdam plans by berth, not by week. That is why our dates slip.";

test.use({ houseName: "away on a phone" });

test("Callum’s week in London, on a phone", async ({ signIn, visit }) => {
  const as = async (persona) => (await signIn(persona, PHONE)).newPage();
  const [callum, fiona, outbox] = [await as("callum"), await as("fiona"), await as("maya")];

  await open(callum, "/my/placement");
  const host = callum.getByRole("group", { name: "I feel part of my team at London Sales" });
  await host.getByRole("radio", { name: "4" }).check({ force: true });
  const home = callum.getByRole("group", { name: "I feel part of my team back home" });
  await home.getByRole("radio", { name: "2" }).check({ force: true });
  await press(callum, "Send pulse");
  await expect(callum.locator("main")).toContainText("The next one opens on Monday");
  await open(outbox, "/");
  await expect(outbox.locator("main"), "a low pulse is a call to make").toContainText("Call Callum Reyes");

  await answer(callum, { "What did you learn or notice?": ENTRY });
  await callum.getByRole("radio", { name: "Share it" }).check({ force: true });
  await press(callum, "Save entry");
  await callum.getByRole("checkbox", { name: /Fiona Achterberg/ }).check();
  await press(callum, "Save who may read it");
  await expect(callum.locator("main")).toContainText("A copy somebody has already read is not unread");

  await open(fiona, "/secondments");
  const href = await fiona.locator('main a[href^="/secondments/SO-"]:has-text("Callum")').first().getAttribute("href");
  await open(fiona, `${href}/journal`);
  await expect(fiona.locator("main")).toContainText(ENTRY);

  await open(callum, `${href}/feedback`);
  await answer(callum, { "Who?": GUEST.name, "Their email address": GUEST.email, "About what?": "The Antwerp review" });
  await press(callum, "Ask");
  const letter = await walk.letter(outbox, "Feedback for Callum Reyes", GUEST.email);
  const link = await letter.getByRole("link").first().getAttribute("href");
  const guest = await (await visit(PHONE)).newPage();
  await open(guest, link);
  await expect(guest.locator("main")).toContainText("Only Callum Reyes will read it.");
  await answer(guest, { "Your answer": "Clear and patient. Next time, the numbers first." });
  await press(guest, "Send");
  await expect(guest.locator("main")).toContainText("Thank you");
  await open(callum, `${href}/feedback`);
  await expect(callum.locator("main")).toContainText("Next time, the numbers first.");
});
