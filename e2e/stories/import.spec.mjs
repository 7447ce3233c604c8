// A file with a mistake changes nobody and says where it is; put right it is taken over, and a second time changes nothing.
import { counts, file, read } from "../support/import.mjs";
import { onTheWay } from "../support/looks.mjs";
import { open, press } from "../support/steps.mjs";
import { expect, test } from "../support/test.mjs";

const ROWS = [
  "N9001,Aoife,Brennan,aoife.brennan@brightwater.example,2021-03-01,Customer Service,Agent,",
  "N9002,Tunde,Adeyemi,tunde.adeyemi@brightwater.example,2022-09-12,Customer Service,Agent,N9001",
  "N9003,Mirela,Popescu,mirela.popescu@brightwater.example,2019-04-30,Night Desk,Agent,N9001",
];

test("a small file is imported, wrong at first", async ({ database, signIn }) => {
  const page = await (await signIn("maya")).newPage();
  const look = onTheWay(database);
  const slip = ROWS.with(1, ROWS[1].replace("2022-09-12", "the spring").replace("Tunde", ""));

  await open(page, "/imports/new");
  await look(page);
  await read(page, file(...slip));
  const problems = page.getByRole("table", { name: "What stands in the way" });
  await expect(problems.getByRole("row").filter({ hasText: "the spring" })).toContainText(/3.*Hire date/s);
  await expect(problems.getByRole("row").filter({ hasText: "First name" })).toContainText("3");
  await look(page);
  await open(page, "/people?q=Popescu");
  await expect(page.locator("main"), "nothing is half done").not.toContainText("Mirela");

  await read(page, file(...ROWS.with(1, ROWS[1].replace(/N9001$/, "N7777"))));
  await expect(problems.getByRole("row").filter({ hasText: "N7777" })).toContainText("Manager number");

  await read(page, file(...ROWS));
  expect(await counts(page)).toEqual({ Created: "3", Updated: "0", Unchanged: "0", Left: "0" });
  await look(page);
  await press(page, "Take over 3 people");
  await expect(page.locator("main")).toContainText("3 rows taken over");
  await look(page);
  await open(page, "/people?q=Popescu");
  await expect(page.locator("main")).toContainText("Mirela Popescu");

  await read(page, file(...ROWS.with(0, ROWS[0].replace("Agent", "Shift lead"))));
  expect(await counts(page)).toEqual({ Created: "0", Updated: "1", Unchanged: "2", Left: "0" });
  await press(page, "Take over 1 person");
  await read(page, file(...ROWS.with(0, ROWS[0].replace("Agent", "Shift lead"))));
  expect(await counts(page), "the same file again").toEqual({ Created: "0", Updated: "0", Unchanged: "3", Left: "0" });
  look.done();
});
