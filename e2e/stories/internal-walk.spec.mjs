// A secondment within one organisation, from the first idea to the debrief, by the pages alone.
import { onTheWay } from "../support/looks.mjs";
import { sealed } from "../support/sealed.mjs";
import { answer, open, press } from "../support/steps.mjs";
import { expect, test } from "../support/test.mjs";
import * as walk from "../support/walk.mjs";

test("Dana goes to London Sales for a day and comes back", async ({ database, signIn, visit }) => {
  const look = onTheWay(database);
  const as = async (persona) => (await signIn(persona)).newPage();
  const [dana, olu, maya, fiona, outbox] = [
    await as("dana"), await as("olu"), await as("maya"), await as("fiona"), await as("maya"),
  ];

  const host = { host: "London Sales", manager: "Fiona Achterberg", place: "London" };
  const answers = walk.proposal({ host });
  const number = await walk.propose(dana, { title: "Customer voice in Sales", scope: /Another department/, answers, look });
  const record = `/secondments/${number}`;

  await open(olu, "/");
  await expect(olu.locator("main"), "Olu sees it at Home").toContainText("Dana Whitlock");
  await walk.release(olu, number, look);
  await open(dana, record);
  await look(dana);

  await walk.issue(maya, number, look);
  for (const signer of await inOrder(maya, number)) {
    const page = { "Dana Whitlock": dana, "Fiona Achterberg": fiona, "Olu Bello": olu, "Maya Okonjo": maya }[signer];
    await walk.signInside(page, number, outbox, { look });
  }
  await open(dana, `${record}/agreement`);
  await look(dana);
  await sealed(fiona, `${record}/agreement/v/1/agreement.pdf`, await (await visit()).newPage());

  await walk.openGate(maya, number, look);

  await open(fiona, `${record}/start`);
  await look(fiona);
  await press(fiona, "Confirm arrival");
  await expect(fiona.getByRole("status").first()).toContainText("Arrival confirmed");
  await look(fiona);

  await open(dana, `${record}/check-ins`);
  await answer(dana, { "How are the goals coming on?": "Four of ten answers are rewritten." });
  await look(dana);
  await press(dana, "Save check-in");
  await expect(dana.locator("main")).toContainText("Four of ten answers");

  await open(olu, `${record}/return`);
  await olu.locator('main [name="outcome"][value="same_post"]').check();
  await look(olu);
  await press(olu, "Confirm return");
  await expect(olu.getByRole("status").first()).toContainText("Return confirmed");

  await walk.debrief(dana, number, look);
  await open(maya, record);
  await expect(maya.locator("main"), "the record is closed").toContainText("Closed");
  for (const part of ["", "/proposal", "/agreement", "/check-ins", "/return", "/debrief", "/history"]) {
    await open(maya, `${record}${part}`);
    await look(maya);
  }
  await expect(maya.locator("main"), "the history tells it").toContainText("Dana Whitlock");
  look.done();
});

/** The names in the order of signing, as the page lists them. */
async function inOrder(page, number) {
  await open(page, `/secondments/${number}/agreement`);
  return page.locator(".signers b").allInnerTexts();
}
