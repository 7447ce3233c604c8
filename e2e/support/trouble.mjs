// What must never happen on a page: a script error, a console error, a refused resource, a blocking dialog.

/** Collects trouble from every page of the contexts it watches. */
export class Trouble {
  #seen = [];
  #allowed = [];

  /** Expects a message, for stories that provoke one: `trouble.allow(/status of 422/)`. */
  allow(pattern) {
    this.#allowed.push(pattern);
  }

  async watch(context) {
    context.on("console", (message) => {
      if (message.type() === "error") this.#note(`console error: ${message.text()}`, message.page());
    });
    context.on("weberror", (error) => this.#note(`script error: ${error.error().message}`, error.page()));
    context.on("dialog", async (dialog) => {
      this.#note(`${dialog.type()} dialog: ${dialog.message()}`, dialog.page());
      await dialog.dismiss().catch(() => {});
    });
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`content security policy: ${event.effectiveDirective} refused ${event.blockedURI}`);
      });
    });
  }

  /** What was seen and not allowed, one sentence each. */
  get list() {
    return this.#seen.filter((sentence) => !this.#allowed.some((pattern) => pattern.test(sentence)));
  }

  #note(sentence, page) {
    this.#seen.push(`${sentence} (on ${page?.url() ?? "a closed page"})`);
  }
}
