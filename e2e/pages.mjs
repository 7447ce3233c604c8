// Every page worth looking at: walked by stories/every-page.spec.mjs and pictured by `cargo xtask shots`.
//
//   key      names the picture and the test
//   persona  who looks; null for somebody who is not signed in
//   path     the address, or where to begin when `follow` is given
//   follow   optional: selectors of links to click one after the other, for pages whose address differs per world
//   part     optional: the rest of the address after the last link, such as "/history"
//   status   optional: what the page answers when that is not 200
//   steps    optional: what is done there before looking, for pages that have no address of their own
//   sealed   optional: whether the page forbids every script, axe's too, unless the browser overrules it
//   provokes optional: the status that the browser complains about after those steps

import { answer, press } from "./support/steps.mjs";
import { codeFor } from "./support/walk.mjs";

const ORGANISATION = 'main table a[href^="/organisations/"]';
const PERSON = 'main tbody a[href^="/people/"]';
const LETTER = (words) => [`main ul.rows > li:has-text("${words}") a`];

/** A page of the record of somebody: the first that the list shows for this name. */
const record = (key, persona, name, part = "") => ({
  key,
  persona,
  path: "/secondments",
  follow: [`main tbody tr:has-text("${name}") a[href^="/secondments/SO-"]`],
  part,
});

/** A page of the opportunity with these words in its title. */
const opening = (key, persona, words, part = "", more = {}) => ({
  key,
  persona,
  path: "/opportunities?sort=newest",
  follow: [`main article.opp:has-text("${words}") h3 a`],
  part,
  ...more,
});

/** A step of the proposal form, in a draft of its own. */
const step = (name, more = {}) => ({
  key: `propose-${name}`,
  persona: "priya",
  path: "/proposals/new",
  steps: async (page) => {
    await answer(page, { "What would you like to do there?": "Customer voice in Service" });
    await page.getByRole("radio", { name: /Another department/ }).check();
    await press(page, "Continue");
    if (name !== "why") await page.goto(page.url().replace(/why$/, name));
  },
  ...more,
});

const sign = (key, steps) => ({
  key,
  persona: "maya",
  path: "/outbox",
  follow: [...LETTER("Sign by"), 'article a[href*="/sign/"]'],
  steps,
});

/** Proves by the code from the letter that one is who the private link was sent to. */
async function enterCode(page) {
  await press(page, "Send me a code");
  const outbox = await page.context().newPage();
  await answer(page, { "Six-digit code": await codeFor(outbox, "SO-", "Helen Marsh") });
  await outbox.close();
  await press(page, "Continue");
}

/** Sends a file to be checked, as the page does. */
async function check(page, buffer) {
  await page.getByLabel("The PDF file").setInputFiles({ name: "agreement.pdf", mimeType: "application/pdf", buffer });
  await press(page, "Check the file");
}

const home = (persona, role) => ({ key: `home-${role}`, persona, path: "/" });

export const PAGES = [
  { key: "sign-in", persona: null, path: "/sign-in" },
  { key: "sign-in-sent", persona: null, path: "/sign-in/sent" },
  { key: "sign-in-persona", persona: null, path: "/demo/dana" },
  { key: "not-found", persona: "tomasz", path: "/secondments/SO-9999", status: 404 },

  home("tomasz", "employee"),
  home("callum", "away"),
  home("ruth", "manager"),
  home("maya", "mobility"),
  home("dev", "legal"),
  home("finance", "finance"),
  home("fiona", "host"),
  home("admin", "administrator"),
  home("sofia", "second-organisation"),

  { key: "tasks", persona: "maya", path: "/tasks" },
  { key: "tasks-own", persona: "callum", path: "/tasks" },
  { key: "tasks-none", persona: "admin", path: "/tasks" },
  { key: "opportunities", persona: "dana", path: "/opportunities" },
  { key: "opportunities-narrowed", persona: "dana", path: "/opportunities?kind=client&length=middle" },
  { key: "opportunities-none", persona: "dana", path: "/opportunities?q=juggling" },
  { key: "opportunities-mine", persona: "fiona", path: "/opportunities/mine" },
  { key: "opportunities-searches", persona: "dana", path: "/opportunities/searches?q=sales" },
  { key: "opportunities-fit", persona: "dana", path: "/opportunities/fit" },
  { key: "opportunity-new", persona: "fiona", path: "/opportunities/new" },
  opening("opportunity", "dana", "Spend four weeks"),
  opening("opportunity-host", "fiona", "Spend four weeks"),
  opening("opportunity-withdrawal", "fiona", "Spend four weeks", "/withdrawal"),
  opening("opportunity-capacity", "theo", "Two experienced agents"),
  opening("application-new", "dana", "Spend four weeks", "/application"),
  opening("application-offered", "ada", "Two weeks in Marketing", "/application"),
  opening("shortlist", "fiona", "Spend four weeks", "/shortlist"),
  opening("applicant-hidden", "fiona", "Spend four weeks", "/applicants/1"),
  opening("applicant", "fiona", "Spend four weeks", "/applicants/3"),
  { key: "profile", persona: "dana", path: "/profile" },
  { key: "skills", persona: "maya", path: "/skills?q=crm" },

  { key: "secondments", persona: "maya", path: "/secondments" },
  { key: "secondments-narrowed", persona: "maya", path: "/secondments?q=callum" },
  { key: "secondments-none", persona: "maya", path: "/secondments?q=nobody" },
  { key: "secondments-own", persona: "tomasz", path: "/secondments" },

  record("record-away", "maya", "Callum Reyes"),
  record("record-away-secondee", "callum", "Callum Reyes"),
  record("record-away-host", "fiona", "Callum Reyes"),
  record("record-in-approval", "tomasz", "Tomasz Wilk"),
  record("record-signatures", "maya", "Inès Baptiste"),
  record("record-agreed", "maya", "Ada"),
  record("record-at-approvals", "maya", "Grace Tan"),
  record("record-nobody-approves", "sofia", "Sofia Lindqvist"),
  { ...record("record-home-again", "maya", "Grace Tan"), path: "/secondments?status=home" },
  { ...record("record-closed", "maya", "Priya Nair"), path: "/secondments?status=closed" },
  { ...record("record-past-its-end", "maya", "Priya Nair"), path: "/secondments?status=misfit" },

  record("return-plan-far", "callum", "Callum Reyes", "/return-plan"),
  { ...record("return-plan", "maya", "Creative", "/return-plan"), path: "/secondments?q=Grace" },
  { ...record("return-plan-open", "alison", "Priya Nair", "/return-plan"), path: "/secondments?status=misfit" },
  { ...record("reentry", "theo", "Creative", "/reentry"), path: "/secondments?q=Grace" },
  { ...record("reentry-check", "grace", "Creative", "/reentry/7"), path: "/secondments?q=Grace" },
  { ...record("skills-use", "grace", "Creative", "/skills-use"), path: "/secondments?q=Grace" },
  { ...record("skills-use-manager", "theo", "Creative", "/skills-use"), path: "/secondments?q=Grace" },
  { key: "follow-ups", persona: "maya", path: "/follow-ups" },
  { ...record("follow-ups-record", "grace", "Creative", "/follow-ups"), path: "/secondments?q=Grace" },
  { ...record("follow-up", "maya", "Priya Nair", "/follow-ups/3"), path: "/secondments?status=closed" },
  { ...record("follow-up-answer", "alison", "Priya Nair", "/follow-ups/6"), path: "/secondments?status=closed" },
  { ...record("record-along", "grace", "Creative", "/record"), path: "/secondments?q=Grace" },
  record("changes", "maya", "Callum Reyes", "/changes"),
  record("change-asked", "alison", "Callum Reyes", "/changes/1"),
  record("change-asked-host", "fiona", "Callum Reyes", "/changes/1"),
  record("change-terms", "maya", "Callum Reyes", "/changes/new/variation"),
  record("notice-home", "alison", "Callum Reyes", "/changes/new/recall"),
  record("notice-host", "fiona", "Callum Reyes", "/changes/new/removal"),
  record("happenings", "maya", "Callum Reyes", "/happenings"),
  record("happening-permanent-post", "maya", "Callum Reyes", "/happenings/new/conversion"),
  record("happening-conflict", "callum", "Callum Reyes", "/happenings/new/conflict"),

  { key: "start-a-secondment", persona: "fiona", path: "/start" },
  { key: "interests", persona: "maya", path: "/interests" },
  { key: "interest-new", persona: "priya", path: "/interests/new" },
  { key: "interest", persona: "priya", path: "/interests", follow: ['main tbody a[href^="/interests/EI-"]'] },
  { key: "invitations", persona: "maya", path: "/invitations" },
  { key: "invitation-new", persona: "fiona", path: "/invitations/new" },
  { key: "invitation", persona: "grace", path: "/invitations", follow: ['main tbody a[href^="/invitations/IN-"]'] },
  { key: "needs", persona: "maya", path: "/needs" },
  { key: "need-new", persona: "wen", path: "/needs/new" },
  { key: "need", persona: "ravi", path: "/needs", follow: ['main tbody a[href^="/needs/BN-"]'] },
  { key: "swaps", persona: "maya", path: "/swaps" },
  { key: "swap-new", persona: "ravi", path: "/swaps/new" },
  { key: "swap", persona: "wen", path: "/swaps", follow: ['main tbody a[href^="/swaps/SW-"]'] },
  { key: "invitation-sent", persona: "fiona", path: "/invitations", follow: ['main tbody a[href^="/invitations/IN-"]'] },

  { key: "propose-new", persona: "priya", path: "/proposals/new" },
  ...["why", "where", "costs", "goals", "return", "check"].map((name) => step(name)),
  step("check", {
    key: "propose-missing",
    provokes: 422,
    steps: async (page) => {
      await step("check").steps(page);
      await press(page, /^Send to/);
    },
  }),
  record("release", "ruth", "Tomasz Wilk", "/release"),
  { key: "approvals", persona: "maya", path: "/approvals" },
  { key: "approvals-none", persona: "ruth", path: "/approvals?view=decided&before=1-00000000000000000000000000000000" },
  { key: "approvals-decided", persona: "dev", path: "/approvals?view=decided" },
  { key: "delegations", persona: "finance", path: "/approvals/delegations" },
  record("approval", "maya", "Grace Tan", "/approvals"),
  record("approval-secondee", "sofia", "Sofia Lindqvist", "/approvals"),
  record("appeal", "grace", "Grace Tan", "/appeal"),
  record("withdrawal", "tomasz", "Tomasz Wilk", "/withdrawal"),
  record("cancellation", "maya", "Inès Baptiste", "/cancellation"),
  record("proposal", "maya", "Tomasz Wilk", "/proposal"),
  record("proposal-host", "fiona", "Callum Reyes", "/proposal"),

  record("agreement-draft", "maya", "Dana Whitlock", "/agreement"),
  record("agreement-signers", "maya", "Dana Whitlock", "/agreement/signers"),
  record("agreement-terms", "callum", "Callum Reyes", "/agreement/terms"),
  record("agreement-clause", "maya", "Dana Whitlock", "/agreement/clauses/2"),
  record("agreement-wording", "maya", "Dana Whitlock", "/agreement/wording"),
  record("agreement-particulars", "maya", "Dana Whitlock", "/agreement/particulars"),
  record("agreement-signing", "maya", "Inès Baptiste", "/agreement"),
  { ...record("agreement-pass", "rob", "Inès Baptiste", "/agreement/passes"), status: 409 },
  record("agreement-recall", "maya", "Inès Baptiste", "/agreement/recall"),
  record("agreement-question", "ines", "Inès Baptiste", "/agreement/questions?clause=9"),
  record("agreement-change-request", "rob", "Inès Baptiste", "/agreement/change-requests?clause=9"),
  record("agreement-talks", "maya", "Inès Baptiste", "/agreement/talks"),
  { ...record("agreement-talk-none", "maya", "Inès Baptiste", "/agreement/talks/99"), status: 404 },
  record("agreement-notes", "rob", "Inès Baptiste", "/agreement/notes"),
  record("agreement-compare", "maya", "Dana Whitlock", "/agreement/v/standard/compare/draft"),
  record("agreement-signed", "callum", "Callum Reyes", "/agreement"),
  { ...record("agreement-printable", "callum", "Callum Reyes", "/agreement/v/1"), sealed: true },
  record("agreement-evidence", "callum", "Callum Reyes", "/agreement/v/1/evidence"),
  record("agreement-evidence-office", "maya", "Callum Reyes", "/agreement/v/1/evidence"),
  sign("sign-link"),
  sign("sign-code", (page) => press(page, "Send me a code")),
  sign("sign-read", enterCode),
  sign("sign-sure", async (page) => {
    await enterCode(page);
    await page.getByRole("checkbox", { name: /agree to sign/ }).check();
    await page.getByRole("button", { name: "Sign agreement" }).first().click();
  }),
  sign("sign-change", async (page) => {
    await enterCode(page);
    await page.goto("/sign/change?clause=9");
  }),
  sign("sign-talks", async (page) => {
    await enterCode(page);
    await page.goto("/sign/talks");
  }),
  sign("sign-notes", async (page) => {
    await enterCode(page);
    await page.goto("/sign/notes");
  }),
  { key: "sign-compare-nothing", persona: null, path: "/sign/compare/1", status: 404 },
  { key: "sign-nothing", persona: null, path: "/sign", status: 404 },
  { key: "sign-evidence-nothing", persona: null, path: "/sign/evidence", status: 404 },
  { key: "verify", persona: null, path: "/verify" },
  { key: "verify-no-pdf", persona: null, path: "/verify", steps: (page) => check(page, Buffer.from("no PDF")) },
  {
    key: "verify-ours",
    persona: "callum",
    path: "/secondments",
    follow: [`main tbody tr:has-text("Callum Reyes") a[href^="/secondments/SO-"]`],
    steps: async (page) => {
      const sealed = await page.request.get(`${page.url()}/agreement/v/1/agreement.pdf`);
      await page.goto("/verify");
      await check(page, await sealed.body());
    },
  },

  record("task-list", "maya", "Callum Reyes", "/tasks"),
  record("task-list-host", "fiona", "Callum Reyes", "/tasks?show=all"),
  record("task", "maya", "Ada", "/tasks/C27"),
  record("task-evidence", "maya", "Inès Baptiste", "/tasks/C18"),
  record("task-done", "alison", "Callum Reyes", "/tasks/C26"),
  record("task-new", "maya", "Callum Reyes", "/tasks/new"),
  record("start-gate", "maya", "Ada", "/start"),
  record("start-arrived", "fiona", "Callum Reyes", "/start"),
  record("check-ins", "callum", "Callum Reyes", "/check-ins"),
  { ...record("check-in-prepare", "callum", "Callum Reyes", "/check-ins"), steps: (page) => press(page, "Prepare it") },
  record("objectives", "callum", "Callum Reyes", "/objectives"),
  record("objectives-plan", "callum", "Callum Reyes", "/objectives/plan"),
  record("contact", "callum", "Callum Reyes", "/contact"),
  record("contact-manager", "alison", "Callum Reyes", "/contact"),
  { key: "contacts", persona: "alison", path: "/contacts" },
  { key: "people-met", persona: "callum", path: "/my/people" },
  { key: "person-met", persona: "callum", path: "/my/people", follow: ['main ul.rows a[href^="/my/people/acq_"]'] },
  record("introduction", "olu", "Ada", "/introduction"),
  record("introduction-own", "ada", "Ada", "/introduction"),
  { key: "news", persona: "callum", path: "/news" },
  { key: "news-manager", persona: "alison", path: "/news" },
  record("support", "callum", "Callum Reyes", "/support"),
  {
    ...record("support-request", "alison", "Callum Reyes", "/support"),
    steps: (page) => page.locator('main ul.rows a[href*="/support/srq_"]').first().click(),
  },
  record("links", "callum", "Callum Reyes", "/links"),
  record("feedback", "callum", "Callum Reyes", "/feedback"),
  record("feedback-manager", "fiona", "Callum Reyes", "/feedback"),
  record("journal-shared", "fiona", "Callum Reyes", "/journal"),
  { key: "my-placement", persona: "callum", path: "/my/placement" },
  { key: "my-placement-none", persona: "tomasz", path: "/my/placement" },
  { key: "journal", persona: "callum", path: "/journal" },
  { key: "journal-entry", persona: "callum", path: "/journal", follow: ['main .jr a[href^="/journal/"]'] },
  { key: "pulse", persona: "callum", path: "/pulse" },
  { key: "pulse-team", persona: "alison", path: "/pulse/team" },
  { key: "pulse-calls", persona: "maya", path: "/pulse/calls" },
  record("host-answer", "rob", "Inès Baptiste", "/host-answer"),
  { key: "host-answer-link", persona: null, path: "/host/for/nothing", status: 404 },
  { key: "sign-pass-nothing", persona: null, path: "/sign/pass", status: 404 },
  { key: "feedback-link", persona: null, path: "/feedback/for/nothing", status: 404 },
  record("return-confirmation", "alison", "Callum Reyes", "/return"),
  { ...record("return-confirmed", "grace", "Grace Tan", "/return"), path: "/secondments?status=home" },
  { ...record("debrief", "grace", "Grace Tan", "/debrief"), path: "/secondments?status=home" },
  record("debrief-done", "maya", "Priya Nair", "/debrief"),
  record("history", "maya", "Callum Reyes", "/history"),

  { key: "calendar", persona: "maya", path: "/calendar" },
  { key: "calendar-person", persona: "maya", path: "/calendar?by=person" },
  { key: "calendar-list", persona: "maya", path: "/calendar?by=list" },
  { key: "calendar-manager", persona: "olu", path: "/calendar" },
  { key: "calendar-none", persona: "grace", path: "/calendar?from=2031-01" },
  { key: "team-minimum", persona: "maya", path: "/calendar", follow: ['main a[href$="/minimum"]'] },
  { key: "team", persona: "alison", path: "/team" },
  { key: "team-guests", persona: "fiona", path: "/team" },

  { key: "people", persona: "maya", path: "/people" },
  { key: "people-none", persona: "maya", path: "/people?q=nobody+at+all" },
  { key: "person", persona: "maya", path: "/people?q=Callum", follow: [PERSON] },
  { key: "person-change", persona: "maya", path: "/people?q=Callum", follow: [PERSON], part: "/edit" },
  { key: "person-pay", persona: "maya", path: "/people?q=Callum", follow: [PERSON], part: "/pay" },
  { key: "person-account", persona: "admin", path: "/people?q=Callum", follow: [PERSON], part: "/account" },
  { key: "person-new", persona: "maya", path: "/people/new" },
  { key: "me", persona: "tomasz", path: "/me" },
  { key: "import", persona: "maya", path: "/imports/new" },
  { key: "organisations", persona: "maya", path: "/organisations" },
  { key: "organisation", persona: "maya", path: "/organisations", follow: [ORGANISATION] },
  { key: "organisation-new", persona: "admin", path: "/organisations/new" },

  { key: "settings", persona: "tomasz", path: "/settings" },
  { key: "settings-sign-in", persona: "tomasz", path: "/settings/sign-in" },
  { key: "settings-second-factor", persona: "tomasz", path: "/settings/second-factor" },
  { key: "settings-keys", persona: "tomasz", path: "/settings/keys" },
  { key: "settings-calendar", persona: "tomasz", path: "/settings/calendar" },
  { key: "settings-roles", persona: "admin", path: "/settings/roles" },
  { key: "settings-rules", persona: "admin", path: "/settings/rules" },
  { key: "settings-authorities", persona: "dev", path: "/settings/authorities" },
  { key: "settings-approvals", persona: "maya", path: "/settings/approvals" },
  { key: "settings-clauses", persona: "dev", path: "/settings/clauses" },
  { key: "settings-clause", persona: "ruth", path: "/settings/clauses/CL-23" },
  { key: "settings-clause-own", persona: "dev", path: "/settings/clauses/CL-23/own" },
  {
    key: "settings-clause-version",
    persona: "dev",
    path: "/settings/clauses/CL-43/own",
    steps: async (page) => {
      await press(page, "Save as a new version");
      await page.goto("/settings/clauses/CL-43/versions/1");
    },
  },
  { key: "outbox", persona: "maya", path: "/outbox" },
  { key: "letter", persona: "maya", path: "/outbox", follow: LETTER("Please sign") },
  { key: "help", persona: "tomasz", path: "/help" },
  { key: "help-anonymous", persona: null, path: "/help" },
];

/** Opens a page of the list, ready to be looked at; fails with the address that answered otherwise. */
export async function openListed(page, listed) {
  await reach(page, listed);
  await listed.steps?.(page);
}

async function reach(page, { path, follow = [], part = "", status = 200 }) {
  const alone = !follow.length && !part;
  let answer = await insist(page.goto(path), path, alone ? status : 200);
  for (const link of follow) {
    await turnTo(page, link);
    const href = await page.locator(link).first().getAttribute("href", { timeout: 3_000 });
    answer = await insist(page.goto(href), href, 200);
  }
  if (!part) return answer;
  const address = new URL(page.url()).pathname + part;
  return insist(page.goto(address), address, status);
}

/** A list may have what is looked for on a later page. */
async function turnTo(page, link) {
  const older = page.locator('nav.pager a[rel="next"]');
  while (!(await page.locator(link).count()) && (await older.count())) {
    await page.goto(await older.getAttribute("href"));
  }
}

async function insist(going, path, status) {
  const answer = await going;
  if (answer.status() !== status) throw new Error(`GET ${path} answered ${answer.status()} instead of ${status}`);
  return answer;
}
