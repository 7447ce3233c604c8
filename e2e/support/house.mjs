// One running installation of the product: the real binary with the demo world, on a free port.
import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const run = promisify(execFile);
/** How long the demo world may take to prepare, in milliseconds. */
export const PATIENCE = 180_000;
/** How long the product may take to drain and stop, in milliseconds. */
const GRACE = 10_000;
/** How many of the last lines are shown when the start fails. */
const REMEMBERED = 60;

/**
 * Starts the product and waits until it says that it is ready.
 * `database` is "sqlite" or "postgres"; the latter makes a database of its own at SOJOURN_TEST_POSTGRES.
 * Answers `{ base, personas: Map(key -> { name, link }), stop() }`.
 */
export async function startHouse({ database = "sqlite" } = {}) {
  const program = process.env.SOJOURN_BIN;
  if (!program) throw new Error("SOJOURN_BIN must name the sojourn binary (cargo xtask test sets it)");
  const data = await mkdtemp(join(tmpdir(), "sojourn-e2e-"));
  const store = database === "postgres" ? await freshDatabase() : undefined;
  const child = launch(program, await freePort(), data, store?.url);
  const stop = async () => {
    await end(child);
    await store?.drop();
    await rm(data, { recursive: true, force: true });
  };
  try {
    return { ...(await readiness(child)), stop };
  } catch (problem) {
    await stop();
    throw problem;
  }
}

function launch(program, port, data, databaseUrl) {
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("SOJOURN_")));
  if (databaseUrl) environment.SOJOURN_DATABASE_URL = databaseUrl;
  const words = [program, "demo", "--listen", `127.0.0.1:${port}`, "--data", data];
  // setpriv has the kernel end the product when this process dies, even by force.
  return spawn("setpriv", ["--pdeathsig", "TERM", "--", ...words], {
    cwd: data,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Reads the start-up lines: `key<TAB>name, role<TAB>link` per persona, then `ready http://...`. */
function readiness(child) {
  const personas = new Map();
  const said = [];
  return new Promise((resolve, reject) => {
    const fail = (why) => {
      clearTimeout(timer);
      reject(new Error(`${why}. Its last words:\n${said.join("\n")}`));
    };
    const timer = setTimeout(() => fail(`the product was not ready after ${PATIENCE / 1000} s`), PATIENCE);
    const hear = (line) => {
      said.push(line);
      if (said.length > REMEMBERED) said.shift();
      const persona = line.match(/^([a-z][a-z0-9_-]*)\t([^\t]*)\t(https?:\/\/\S+)\s*$/);
      if (persona) personas.set(persona[1], { name: persona[2], link: persona[3] });
      const ready = line.match(/^ready (https?:\/\/\S+)/);
      if (!ready) return;
      clearTimeout(timer);
      resolve({ base: ready[1].replace(/\/$/, ""), personas });
    };
    createInterface({ input: child.stdout }).on("line", hear);
    createInterface({ input: child.stderr }).on("line", hear);
    child.on("error", (problem) => fail(`the product could not be started: ${problem.message}`));
    child.on("exit", (code, signal) => fail(`the product ended before it was ready (${signal ?? code})`));
  });
}

async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), GRACE);
  await gone;
  clearTimeout(timer);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function freshDatabase() {
  const admin = process.env.SOJOURN_TEST_POSTGRES;
  if (!admin) throw new Error("SOJOURN_TEST_POSTGRES must name a PostgreSQL where databases may be made");
  const name = `sojourn_e2e_${randomBytes(6).toString("hex")}`;
  const say = (sql) => run("psql", ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--command", sql, admin]);
  await say(`CREATE DATABASE ${name}`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => say(`DROP DATABASE ${name} WITH (FORCE)`) };
}
