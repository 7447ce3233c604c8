// One scenario per file in stories/, each against the real binary, once on SQLite and once on PostgreSQL.
import { defineConfig } from "@playwright/test";
import { launchOptions } from "./support/browser.mjs";

const projects = [{ name: "sqlite", use: { database: "sqlite" } }];
if (process.env.SOJOURN_TEST_POSTGRES) {
  projects.push({ name: "postgres", use: { database: "postgres" } });
} else if (process.env.TEST_WORKER_INDEX === undefined) {
  // Workers read this file too; saying it once is enough.
  console.log("SOJOURN_TEST_POSTGRES is not set: the stories run on SQLite only");
}

export default defineConfig({
  testDir: "stories",
  // Each worker has an installation of its own; two keep both cores of a small machine busy.
  workers: 2,
  fullyParallel: false,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // The walks have axe judge every page of a life in four forms: a minute on idle cores, several on busy ones. What
  // hangs is caught by the limits of each step below.
  timeout: 600_000,
  expect: { timeout: 5_000 },
  reporter: [["list"], ["./support/closing-line.mjs"]],
  outputDir: "test-results",
  use: {
    browserName: "chromium",
    launchOptions,
    headless: true,
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/London",
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    screenshot: "only-on-failure",
  },
  projects,
});
