// The walk of a secondment from the first idea to the debrief, told in the words of its pages.
import { expect } from "@playwright/test";
import { answer, open, press } from "./steps.mjs";

/** Every answer of a proposal, by the names of the form's fields, step by step. */
export function proposal({ host = {}, from = today(), to = today() } = {}) {
  return {
    why: {
      purpose: "Bring what customers tell us after the sale into the calls before it.",
      duties: "Sit in on first calls\nRewrite the ten answers that cause most complaints",
      ...asked("business_need", "yes", "Both teams want the same words before the spring range."),
      ...asked("develops_skills", "yes", "I know what customers ask after they buy, and nothing of before."),
      ...asked("new_skills", "partly", "Running a first call and reading a forecast."),
      ...asked("mutually_beneficial", "yes", "Each team hears the other half of the conversation."),
      ...asked("team_benefit", "yes", "Answers that can be given at once."),
      benefit_secondee: "A look at the other side before I decide where to go next.",
      benefit_home: "Fewer calls about things that were promised too early.",
      benefit_host: "Answers that hold after the sale.",
    },
    where: { ...host, starts_on: from, ends_on: to },
    costs: {
      cover_plan: "share_work",
      cover_note: "The evening team takes two shifts a week.",
      ...asked("costs_outweigh", "no", "Rail fares are small beside 300 complaints a month."),
    },
    goals: {
      "goal-0": "Ten answers rewritten",
      "measure-0": "Both managers use them by the last week",
      ...asked("goals", "yes", "One goal that the time is enough for."),
    },
    return: {
      return_guarantee: "same_post",
      return_post: "The post held today",
      bring_back: "The ten answers, and a short talk for the whole team.",
      conflicts: "none",
      ...asked("afterwards", "yes", "Back to my shifts, as the one whom both teams ask."),
    },
  };
}

const asked = (question, verdict, why) => ({ [`q-${question}`]: verdict, [`q-${question}-why`]: why });

/** Today as a person may write it. */
export function today() {
  const format = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return format.format(new Date());
}

/** Fills a form by the names of its fields, as a person would by their labels. */
export async function fill(page, answers) {
  for (const [name, value] of Object.entries(answers)) {
    const control = page.locator(`main [name="${name}"]`);
    const { tag, type } = await control.first().evaluate((e) => ({ tag: e.tagName, type: e.type }));
    if (type === "radio") await page.locator(`main [name="${name}"][value="${value}"]`).check();
    else if (type === "checkbox") await control.setChecked(Boolean(value));
    else if (tag === "SELECT") await control.selectOption(value);
    else await control.fill(value);
  }
}

/** Goes through all six steps and sends it; answers the number of the record. */
export async function propose(page, { title, scope, answers, look = async () => {} }) {
  await open(page, "/");
  await press(page, "Start a secondment");
  await press(page, "Propose your own");
  await answer(page, { "What would you like to do there?": title });
  await page.getByRole("radio", { name: scope }).check();
  await look(page);
  await press(page, "Continue");
  const number = page.url().match(/SO-\d+/)?.[0];
  expect(number, "the draft has a number").toBeTruthy();
  for (const step of ["why", "where", "costs", "goals", "return"]) {
    await expect(page).toHaveURL(new RegExp(`/propose/${step}$`));
    await fill(page, answers[step]);
    if (step === "costs") await setUpCost(page, "90");
    await look(page);
    await press(page, "Save and continue");
  }
  await expect(page).toHaveURL(/\/propose\/check$/);
  await expect(page.locator("main"), "nothing is missing").not.toContainText("Still missing");
  await look(page);
  await press(page, /^Send to /);
  await expect(page).toHaveURL(/\/propose\/sent$/);
  await look(page);
  return number;
}

/** The hours that setting it up takes are a cost of every proposal. */
async function setUpCost(page, amount) {
  const row = await page.locator('main input[type=hidden][value="administration"]').getAttribute("name");
  await page.locator(`main [name="${row.replace("-kind", "-amount")}"]`).fill(amount);
}

/** Lets somebody go. */
export async function release(page, number, look = async () => {}) {
  await open(page, `/secondments/${number}/release`);
  await look(page);
  await press(page, /^Release /);
  await expect(page.getByRole("status").first()).toContainText("Released");
}

/** Approves a release as somebody whose turn it is. */
export async function approve(page, number, look = async () => {}) {
  await open(page, "/approvals");
  await look(page);
  await page.locator("main ul.rows > li", { hasText: number }).getByRole("link", { name: /^Decide/ }).click();
  await page.waitForLoadState();
  await look(page);
  await press(page, "Approve");
  await expect(page.getByRole("status").first()).toContainText("Approved");
}

/** Sends the drafted agreement for signature. */
export async function issue(page, number, look = async () => {}) {
  await open(page, `/secondments/${number}/agreement`);
  await look(page);
  await press(page, "Send for signature");
  await expect(page.getByRole("status").first()).toContainText("Sent for signature");
  await look(page);
}

/** Signs in the signature panel that is open, through its dialog. */
export async function sign(page, { look = async () => {} } = {}) {
  await page.getByRole("checkbox", { name: /agree to sign/ }).check();
  await look(page);
  await page.getByRole("button", { name: "Sign agreement" }).first().click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  await look(page);
  await dialog.getByRole("button", { name: "Sign agreement" }).click();
  await page.waitForLoadState();
}

/** Signs as somebody with an account; asks for a code and reads it in the outbox when the page wants one. */
export async function signInside(page, number, outbox, { look = async () => {} } = {}) {
  await open(page, `/secondments/${number}/agreement`);
  const ask = page.getByRole("button", { name: "Send me a code" });
  if (await ask.isVisible()) {
    await look(page);
    await ask.click();
    await page.waitForLoadState();
    await answer(page, { "Six-digit code": await codeFor(outbox, number) });
    await look(page);
    await press(page, "Continue");
  }
  await sign(page, { look });
  await expect(page.locator("main")).toContainText("You signed on");
  await look(page);
}

/** Opens the newest letter whose line in the outbox says all of `words`. */
export async function letter(outbox, ...words) {
  await open(outbox, "/outbox");
  let lines = outbox.locator("main ul.rows > li");
  for (const word of words) lines = lines.filter({ hasText: word });
  await lines.first().getByRole("link").click();
  await outbox.waitForLoadState();
  return outbox.getByRole("article");
}

/** The six digits of the newest code for a record, or for any when only "SO-" is known of it. */
export async function codeFor(outbox, number, to = "") {
  const text = await (await letter(outbox, "code", to)).innerText();
  expect(text).toContain(number);
  return text.match(/\b\d{6}\b/)[0];
}

/** Confirms every check before the start and opens the gate. */
export async function openGate(page, number, look = async () => {}) {
  await open(page, `/secondments/${number}/start`);
  await look(page);
  for (const box of await page.locator("main").getByRole("checkbox").all()) await box.check();
  await press(page, "Save checks");
  await look(page);
  await press(page, "Open the start gate");
  await expect(page.getByRole("status").first()).toContainText("gate is open");
}

/** Writes the debrief: the eight questions once more. */
export async function debrief(page, number, look = async () => {}) {
  await open(page, `/secondments/${number}/debrief`);
  for (const group of await page.locator("main form").getByRole("group").all()) {
    await group.getByRole("radio").first().check();
  }
  await answer(page, {
    "What was brought back?": "Ten answers that hold, and a weekly half hour between both teams.",
    "What would you do differently?": "Start a week earlier.",
  });
  await look(page);
  await press(page, "Save debrief and close");
}
