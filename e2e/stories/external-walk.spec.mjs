// A secondment to another organisation, whose contact has no account and signs through a private link.
import { onTheWay } from "../support/looks.mjs";
import { sealed } from "../support/sealed.mjs";
import { answer, open, press } from "../support/steps.mjs";
import { expect, test } from "../support/test.mjs";
import * as walk from "../support/walk.mjs";

const CONTACT = { name: "Bea Lindgren", email: "bea.lindgren@orchard-tools.example", title: "Head of finance" };

test("Tomasz goes to a host that has no account", async ({ database, signIn, visit }) => {
  const look = onTheWay(database);
  const as = async (persona) => (await signIn(persona)).newPage();
  const [tomasz, ruth, maya, dev, outbox] = [
    await as("tomasz"), await as("ruth"), await as("maya"), await as("dev"), await as("maya"),
  ];

  const host = {
    host_new: "Orchard Tools",
    manager_name: CONTACT.name,
    manager_email: CONTACT.email,
    manager_title: CONTACT.title,
    place: "Their office in Ripon",
  };
  const answers = walk.proposal({ host });
  const number = await walk.propose(tomasz, { title: "Accountant", scope: /Another organisation/, answers, look });
  const record = `/secondments/${number}`;
  await walk.release(ruth, number, look);
  await open(tomasz, record);
  await expect(tomasz.locator("main"), "a host outside is looked at by Legal").toContainText("Asked: Dev Kapoor");
  await walk.approve(dev, number, look);
  await walk.issue(maya, number, look);

  const stranger = await (await visit()).newPage();
  for (const signer of await inOrder(maya, number)) {
    const page = { "Tomasz Wilk": tomasz, "Ruth Hale": ruth, "Maya Okonjo": maya }[signer];
    if (page) await walk.signInside(page, number, outbox, { look });
    else await signOutside(stranger, number, outbox, look);
  }
  await open(maya, record);
  await expect(maya.locator("main"), "all have signed").toContainText(/Agreed|Signed by all/);

  const file = await sealed(tomasz, `${record}/agreement/v/1/agreement.pdf`, stranger);
  expect(Buffer.compare(await sealed(stranger, "/sign/agreement.pdf", await (await visit()).newPage()), file)).toBe(0);

  await walk.openGate(maya, number, look);
  await open(maya, `${record}/start`);
  await maya.getByRole("radio", { name: "The host wrote so" }).check();
  await press(maya, "Confirm arrival");
  await expect(maya.getByRole("status").first()).toContainText("Arrival confirmed");

  await open(ruth, `${record}/check-ins`);
  await answer(ruth, { "How are the goals coming on?": "As planned." });
  await press(ruth, "Save check-in");
  await open(ruth, `${record}/return`);
  await ruth.locator('main [name="outcome"][value="same_post"]').check();
  await press(ruth, "Confirm return");
  await walk.debrief(ruth, number, look);
  await open(tomasz, record);
  await expect(tomasz.locator("main")).toContainText("Closed");
  look.done();
});

/** The private link from the letter, a fresh code, the signature, and the copy. */
async function signOutside(page, number, outbox, look) {
  const text = await walk.letter(outbox, "Sign by", CONTACT.email);
  const link = await text.getByRole("link").first().getAttribute("href");
  await open(page, link);
  await look(page);
  await press(page, "Send me a code");
  await expect(page, "the link is no longer in the address").toHaveURL(/\/sign$/);
  await look(page);
  await answer(page, { "Six-digit code": await walk.codeFor(outbox, number, CONTACT.email) });
  await press(page, "Continue");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Orchard Tools");
  await look(page);
  await walk.sign(page, { look });
  await expect(page.locator("body")).toContainText("You signed on");
  await look(page);
  await open(page, "/sign/document");
}

async function inOrder(page, number) {
  await open(page, `/secondments/${number}/agreement`);
  return page.locator(".signers b").allInnerTexts();
}
