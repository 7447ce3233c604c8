// Accessibility, judged by axe.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect } from "@playwright/test";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

/** What axe finds on the page as it stands, one sentence per element. */
export async function findViolations(page) {
  if (!(await page.evaluate("typeof window.axe === 'object'"))) await page.evaluate(SOURCE);
  const found = await page.evaluate(async (tags) => {
    const result = await window.axe.run(document, {
      runOnly: { type: "tag", values: tags },
      rules: { "target-size": { enabled: true } },
      resultTypes: ["violations"],
    });
    return result.violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => ({ id, help, target: target.join(" "), failureSummary })),
    );
  }, TAGS);
  return found.map(({ id, help, target, failureSummary }) => {
    const detail = (failureSummary ?? "").split("\n").slice(1).join(" ").replace(/\s+/g, " ").trim();
    return `${id}: ${help} | ${target} | ${detail}`;
  });
}

/** Fails the story when axe finds anything at all. */
export async function noViolations(page, form = "") {
  expect(await findViolations(page), `axe on ${page.url()} ${form}`).toEqual([]);
}
