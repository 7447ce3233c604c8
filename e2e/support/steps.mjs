// What a person does on a page, in their words: open, answer, press. Stories are written with these.
import { expect } from "@playwright/test";

/** Opens an address of the house and insists on a good answer. */
export async function open(page, path) {
  const answer = await page.goto(path);
  expect(answer.status(), `GET ${path}`).toBe(200);
  return answer;
}

/** Presses the button or follows the link with this name, and waits for what comes. */
export async function press(page, name) {
  const button = page.getByRole("button", { name, exact: typeof name === "string" });
  const link = page.getByRole("link", { name, exact: typeof name === "string" });
  await button.or(link).first().click();
  await page.waitForLoadState();
}

/**
 * Answers questions by their labels: `answer(page, { "Why": "To learn", "Part time": true, "Region": ["Leeds"] })`.
 * Text and dates are typed, `true` and `false` set a box, a choice by its words: a select or a radio group.
 */
export async function answer(page, answers) {
  for (const [label, value] of Object.entries(answers)) {
    await answerOne(page, label, value);
  }
}

async function answerOne(page, label, value) {
  const group = page.getByRole("group", { name: label }).or(page.getByRole("radiogroup", { name: label }));
  if (typeof value === "string" && (await group.count()) > 0) {
    const choice = group.first().getByRole("radio", { name: value });
    if ((await choice.count()) > 0) return choice.first().check();
  }
  const control = page.getByLabel(label).first();
  const tag = await control.evaluate((element) => element.tagName);
  if (typeof value === "boolean") return control.setChecked(value);
  if (tag === "SELECT") return control.selectOption(Array.isArray(value) ? value.map(byLabel) : byLabel(value));
  return control.fill(String(value));
}

const byLabel = (words) => ({ label: words });

/** Fills whatever a form still insists on with plausible words, so that a story can move on without knowing it. */
export async function fillRequired(form, words = "A plain and honest answer") {
  const plausible = { date: nextMonth(), number: "1", email: "someone@example.org", url: "https://example.org/" };
  for (const control of await form.locator("input, textarea, select").all()) {
    const { tag, type, name, empty } = await control.evaluate((element) => ({
      tag: element.tagName,
      type: element.type,
      name: element.name,
      empty: !element.value,
    }));
    if (["hidden", "submit", "button", "file", "checkbox"].includes(type) || !(await control.isEditable())) continue;
    if (type === "radio") {
      const chosen = form.locator(`input[type=radio][name="${name}"]:checked`);
      if ((await chosen.count()) === 0) await control.check();
    } else if (tag === "SELECT") {
      if (empty) await control.selectOption({ index: 1 });
    } else if (empty) {
      await control.fill(plausible[type] ?? words);
    }
  }
}

/** A date a month from now, as a date field takes it. */
export function nextMonth(days = 30) {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** Presses Tab until the wanted element has the focus, as a person without a mouse would. */
export async function tabTo(page, wanted, limit = 120) {
  for (let presses = 0; presses < limit; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return presses;
    await page.keyboard.press("Tab");
  }
  throw new Error(`not reached by ${limit} presses of Tab: ${wanted}`);
}

/** The newest letter on the demo's outbox page that mentions `text`: its words and its links. */
export async function newestLetter(page, text, outbox = "/outbox") {
  await open(page, outbox);
  const entry = page.locator("main").locator("article, li, tr").filter({ hasText: text }).first();
  await expect(entry, `a letter that mentions ${text}`).toBeVisible();
  const links = await entry.locator("a").evaluateAll((found) => found.map((link) => link.href));
  return { words: await entry.innerText(), links };
}
