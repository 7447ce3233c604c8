// Accessibility, judged by axe.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect } from "@playwright/test";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

/** Between light and dark only colours differ. */
const COLOURS = ["color-contrast", "link-in-text-block"];

/**
 * What axe finds on the page as it stands, one sentence per element. In a dark form it judges colours alone: the same
 * page has been judged whole in its light form.
 */
export async function findViolations(page, form) {
  const only = form?.colorScheme === "dark" ? { type: "rule", values: COLOURS } : { type: "tag", values: TAGS };
  if (!(await page.evaluate("typeof window.axe === 'object'"))) await page.evaluate(SOURCE);
  const found = await page.evaluate(async (only) => {
    const result = await window.axe.run(document, {
      runOnly: only,
      ...(only.type === "tag" && { rules: { "target-size": { enabled: true } } }),
      resultTypes: ["violations"],
    });
    return result.violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => ({ id, help, target: target.join(" "), failureSummary })),
    );
  }, only);
  return found.map(({ id, help, target, failureSummary }) => {
    const detail = (failureSummary ?? "").split("\n").slice(1).join(" ").replace(/\s+/g, " ").trim();
    return `${id}: ${help} | ${target} | ${detail}`;
  });
}

/** Fails the story when axe finds anything at all. */
export async function noViolations(page, form) {
  expect(await findViolations(page, form), `axe on ${page.url()} ${form?.key ?? ""}`).toEqual([]);
}
