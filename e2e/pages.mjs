// Every page worth looking at: walked by stories/every-page.spec.mjs and pictured by `cargo xtask shots`.
//
//   key      names the picture and the test
//   persona  who looks; null for somebody who is not signed in
//   path     the address, or where to begin when `follow` is given
//   follow   optional: selectors of links to click one after the other, for pages whose address differs per world

const RECORD = 'main a[href^="/secondments/SO-"]';
const ORGANISATION = 'main table a[href^="/organisations/"]';
const PERSON = 'main a[href^="/people/"]:not([href$="/new"])';

export const PAGES = [
  { key: "sign-in", persona: null, path: "/sign-in" },

  { key: "home-employee", persona: "tomasz", path: "/" },
  { key: "home-manager", persona: "ruth", path: "/" },
  { key: "home-mobility", persona: "maya", path: "/" },
  { key: "home-legal", persona: "dev", path: "/" },
  { key: "home-finance", persona: "finance", path: "/" },
  { key: "home-host", persona: "fiona", path: "/" },
  { key: "home-administrator", persona: "admin", path: "/" },
  { key: "home-second-organisation", persona: "sofia", path: "/" },

  { key: "secondments", persona: "maya", path: "/secondments" },
  { key: "secondments-own", persona: "tomasz", path: "/secondments" },
  { key: "record", persona: "maya", path: "/secondments", follow: [RECORD] },
  { key: "record-secondee", persona: "tomasz", path: "/secondments", follow: [RECORD] },
  { key: "record-manager", persona: "ruth", path: "/secondments", follow: [RECORD] },
  { key: "propose-new", persona: "dana", path: "/proposals/new" },

  { key: "people", persona: "maya", path: "/people" },
  { key: "person", persona: "maya", path: "/people", follow: [PERSON] },
  { key: "person-own", persona: "tomasz", path: "/me" },
  { key: "person-new", persona: "maya", path: "/people/new" },
  { key: "import", persona: "maya", path: "/imports/new" },
  { key: "organisations", persona: "maya", path: "/organisations" },
  { key: "organisation", persona: "maya", path: "/organisations", follow: [ORGANISATION] },
  { key: "organisation-new", persona: "admin", path: "/organisations/new" },

  { key: "settings", persona: "tomasz", path: "/settings" },
  { key: "settings-administrator", persona: "admin", path: "/settings" },
  { key: "outbox", persona: "maya", path: "/outbox" },
  { key: "help", persona: "tomasz", path: "/help" },
];

/** Opens a page of the list and answers the last response, or fails with the address that did not answer 200. */
export async function openListed(page, { path, follow = [] }) {
  let answer = await insist(page.goto(path), path);
  for (const link of follow) {
    const href = await page.locator(link).first().getAttribute("href");
    answer = await insist(page.goto(href), href);
  }
  return answer;
}

async function insist(going, path) {
  const answer = await going;
  if (answer.status() !== 200) throw new Error(`GET ${path} answered ${answer.status()}`);
  return answer;
}
