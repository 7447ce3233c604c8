// Becoming somebody: through the sign-in link that the demo prints.

/** Follows a persona's sign-in link until Home is reached, by the page's own button if the link asks for one. */
export async function followLink(page, house, persona) {
  const known = house.personas.get(persona);
  if (!known) throw new Error(`the demo printed no persona "${persona}", only ${[...house.personas.keys()].join(", ")}`);
  const answer = await page.goto(known.link);
  if (!answer.ok()) throw new Error(`the sign-in link of ${persona} answered ${answer.status()}`);
  // A link may only show who is about to sign in; the change itself is then a button.
  if (new URL(page.url()).pathname === new URL(known.link).pathname) {
    await page.locator("main form button[type=submit], main form button:not([type])").first().click();
    await page.waitForURL((address) => address.pathname !== new URL(known.link).pathname);
  }
}

/**
 * The cookies of a signed-in persona, made once per house: many stories become the same person, and sign-in is
 * rate limited for good reason.
 */
export async function sessionOf(browser, house, persona) {
  house.sessions ??= new Map();
  if (!house.sessions.has(persona)) {
    const context = await browser.newContext();
    await followLink(await context.newPage(), house, persona);
    house.sessions.set(persona, await context.storageState());
    await context.close();
  }
  return house.sessions.get(persona);
}
