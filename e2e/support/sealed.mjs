// The sealed PDF of a signed agreement, as its holders see it: other programs accept it, the public page knows it, and a
// single changed byte is refused by all of them.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { open, press } from "./steps.mjs";
import { expect } from "./test.mjs";

/** Downloads the file at `path` with the session of `page`, and has it checked whole and with one byte changed. */
export async function sealed(page, path, visitor) {
  const answer = await page.request.get(new URL(path, page.url()).href);
  expect(answer.status(), `${path} is there`).toBe(200);
  expect(answer.headers()["content-disposition"], "it is saved, not shown").toContain("attachment");
  const bytes = await answer.body();
  const again = await page.request.get(new URL(path, page.url()).href);
  expect(Buffer.compare(await again.body(), bytes), "it is kept, never made anew").toBe(0);
  const touched = Buffer.from(bytes);
  // a byte in the middle of the file: part of the text, long before the seal at its end
  touched[Math.floor(bytes.length / 2)] ^= 1;

  expect(pdfsig(bytes), "pdfsig accepts it").toMatch(/Signature is Valid[\s\S]*|NOT RUN/);
  expect(pdfsig(bytes)).toMatch(/Total document signed|NOT RUN/);
  expect(pdfsig(touched), "pdfsig refuses a changed byte").not.toContain("Signature is Valid");
  await asked(visitor, bytes, "This is one of our signed agreements, unchanged");
  await asked(visitor, touched, /was changed after it was sealed|not a PDF file that can be read/);
  return bytes;
}

/** What the public page says of a file. */
async function asked(visitor, buffer, words) {
  await open(visitor, "/verify");
  await visitor.getByLabel("The PDF file").setInputFiles({ name: "agreement.pdf", mimeType: "application/pdf", buffer });
  await press(visitor, "Check the file");
  await expect(visitor.locator("main")).toContainText(words);
}

/** What poppler says of the signatures in a file; `cargo xtask test` installs it. */
function pdfsig(bytes) {
  const folder = mkdtempSync(join(tmpdir(), "sealed-"));
  try {
    const file = join(folder, "agreement.pdf");
    writeFileSync(file, bytes);
    return execFileSync("pdfsig", ["-nocert", file], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    if (error.code === "ENOENT") return "NOT RUN: pdfsig is not installed";
    return `${error.stdout ?? ""}${error.stderr ?? ""}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
