// GET of one image and the list, against the peers: Prism for the mock, Jersey on Grizzly with constants for the server.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { KEY, SECONDS, WARM_UP, alternate, build, compare, load, machine, publish, resident, servers, sh, table, target, work } from "./lib.mjs";
import { postgres } from "./postgres.mjs";

/** pgbench runs the statement of a GET, prepared, over as many connections as the server has workers. */
function beside(server, pg) {
  const script = join(work, "get.sql");
  const references = readFileSync(join(work, "references"), "utf8").trim().split("\n").map(decodeURIComponent);
  writeFileSync(
    script,
    `\\set n random(1, ${references.length})\nselect i.* from image i where i.tenant_id = 1 and i.reference = (array[${references.map((r) => `'${r.replaceAll("'", "''")}'`)}])[:n];\n`,
  );
  const workers = String(4 * cpus().length);
  const bench = () => Number(pg.pgbench(["-n", "-M", "prepared", "-c", workers, "-j", "1", "-T", String(SECONDS), "-f", script]).match(/tps = ([\d.]+)/)[1]);
  return alternate(() => load(server, "get", WARM_UP), () => bench(), () => load(server, "get", SECONDS), bench);
}

build();
const row = (what, yard, found, bound) => [
  what,
  found.ours.toFixed(0),
  `${yard}: ${found.theirs.toFixed(0)}`,
  `**${found.ratio.toFixed(2)}** (${found.spread})`,
  target(found.ratio, bound),
];
const rows = [];

const prism = await servers.prism();
const mock = await servers.mock();
rows.push(row("GET one image, mock", "Prism", compare(mock, prism, "get"), 3.5));
rows.push(row("list of 100, mock", "Prism, its canned example", compare(mock, prism, "list"), 1.0));
const memory = resident(mock) / resident(prism);
rows.push(["resident memory after that, mock (MB)", resident(mock).toFixed(0), `Prism: ${resident(prism).toFixed(0)}`, `**${memory.toFixed(2)}**`, target(memory, 2, true)]);
await mock.stop();
await prism.stop();

const file = join(work, "serve.db");
for (const suffix of ["", "-wal", "-shm"]) rmSync(file + suffix, { force: true });
const url = `jdbc:sqlite:${file}`;
sh("./damson", ["tenant", "add", "acme", "--database-url", url]);
sh("./damson", ["key", "create", "--tenant", "acme", "--stdin", "--database-url", url], { input: KEY });
sh("./damson", ["import", "--tenant", "acme", "mock-data/acme.json", "--database-url", url]);
const yardstick = await servers.yardstick();
const serve = await servers.serve("--database-url", url);
rows.push(row("GET one image, serve on SQLite", "Jersey, a constant", compare(serve, yardstick, "get"), 0.5));
rows.push(row("list of 100, serve on SQLite", "Jersey, 100 constants", compare(serve, yardstick, "list"), 0.35));
await serve.stop();
await yardstick.stop();

const pg = await postgres();
try {
  sh("./damson", ["tenant", "add", "acme", "--database-url", pg.url]);
  sh("./damson", ["key", "create", "--tenant", "acme", "--stdin", "--database-url", pg.url], { input: KEY });
  sh("./damson", ["import", "--tenant", "acme", "mock-data/acme.json", "--database-url", pg.url]);
  pg.psql("analyze");
  const overPostgres = await servers.serve("--database-url", pg.url);
  rows.push(row("GET one image, serve on PostgreSQL", "pgbench, the same statement", beside(overPostgres, pg), 0.6));
  await overPostgres.stop();
} finally {
  pg.stop();
}

publish(
  "http",
  `${machine()}. Requests a second by wrk, 16 connections, on loopback; wrk runs on the same processors.\n\n` +
    table(["what", "Damson", "yardstick in the same run", "ratio, median (spread)", "target"], rows),
);
