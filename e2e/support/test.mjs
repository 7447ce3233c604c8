// The fixtures every story starts from. `import { test, expect } from "../support/test.mjs"`.
import { test as base, expect } from "@playwright/test";
import { PATIENCE, startHouse } from "./house.mjs";
import { dress } from "./browser.mjs";
import { followLink, sessionOf } from "./sign-in.mjs";
import { Trouble } from "./trouble.mjs";

export { expect };

export const test = base.extend({
  /** "sqlite" or "postgres": set by the project in playwright.config.mjs. */
  database: ["sqlite", { option: true, scope: "worker" }],

  /**
   * Stories with the same name here share one running installation. A story that changes much takes its own:
   * `test.use({ houseName: "internal walk" })` at the top of its file.
   */
  houseName: ["shared", { option: true, scope: "worker" }],

  /** The running installation: `{ base, personas }`. */
  house: [
    async ({ database, houseName }, use) => {
      const house = await startHouse({ database, houseName });
      await use(house);
      await house.stop();
    },
    { scope: "worker", timeout: PATIENCE },
  ],

  /** Fails the story on script errors, console errors, refused resources and dialogs. */
  trouble: async ({}, use) => {
    const trouble = new Trouble();
    await use(trouble);
    expect(trouble.list, "trouble on a page").toEqual([]);
  },

  /** `visit(options)`: a fresh browser context that belongs to nobody, watched for trouble. */
  visit: async ({ browser, house, trouble }, use) => {
    const opened = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({ baseURL: house.base, reducedMotion: "reduce", ...options });
      opened.push(context);
      await dress(context);
      await trouble.watch(context);
      return context;
    });
    await Promise.all(opened.map((context) => context.close()));
  },

  /**
   * `signIn(persona, options)`: a browser context in which that persona is signed in. `{ fresh: true }` walks
   * through the link itself and gives a session of its own, for stories that end it.
   */
  signIn: async ({ browser, house, visit }, use) => {
    await use(async (persona, { fresh = false, ...options } = {}) => {
      if (!fresh) return visit({ ...options, storageState: await sessionOf(browser, house, persona) });
      const context = await visit(options);
      const page = await context.newPage();
      await followLink(page, house, persona);
      await page.close();
      return context;
    });
  },
});
