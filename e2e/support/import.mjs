// Importing people through the pages, as both the story with script and the one without tell it.
import { expect } from "@playwright/test";
import { open, press } from "./steps.mjs";

const HEADER = "Employee number,First name,Last name,Email,Hire date,Department,Job title,Manager number";

/** A small file of people; `rows` are the lines after the header. */
export function file(...rows) {
  return { name: "people.csv", mimeType: "text/csv", buffer: Buffer.from([HEADER, ...rows, ""].join("\n")) };
}

/** Chooses a file and waits until it has been read. */
export async function read(page, chosen) {
  await open(page, "/imports/new");
  const whose = page.getByLabel("Whose people are they");
  if (await whose.isVisible()) await whose.selectOption({ label: "Brightwater Group" });
  await page.getByLabel("File", { exact: true }).setInputFiles(chosen);
  await press(page, "Read the file");
  await expect(page.locator("main")).not.toContainText("Reading:", { timeout: 20_000 });
}

/** What an import would do or did, by word: `{ Created: "2", ... }`. */
export async function counts(page) {
  const pairs = await page.locator("main .facts > div").evaluateAll((found) =>
    found.map((one) => [one.querySelector("dt").textContent, one.querySelector("dd").textContent]),
  );
  return Object.fromEntries(pairs);
}
