// What other clients notice of one whose requests are heavy: 400 contains() a request, over 100,000 images.
import { existsSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { write } from "./data.mjs";
import { KEY, WARM_UP, build, load, machine, publish, quick, servers, sh, table, target, work } from "./lib.mjs";
import { postgres } from "./postgres.mjs";

const IMAGES = quick ? 10000 : 100000;
const SECONDS = quick ? 2 : 15;
const agent = new Agent({ keepAlive: true });

function call(url, key) {
  return new Promise((resolve, reject) => {
    const began = process.hrtime.bigint();
    request(url, { agent, headers: { "X-API-KEY": key } }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve({ status: answer.statusCode, millis: Number(process.hrtime.bigint() - began) / 1e6 }));
    })
      .on("error", reject)
      .end();
  });
}

/** The 99th percentile, in milliseconds, of four clients of another tenant, each with a pause of 5 ms between two requests. */
async function others(server) {
  const end = Date.now() + SECONDS * 1000;
  const times = [];
  const client = async () => {
    for (let i = 0; Date.now() < end; i++) {
      const { status, millis } = await call(`${server.url}/images?$top=1&$skip=${i % 100}`, KEY);
      if (status !== 200) throw new Error(`another tenant's request was answered with ${status}`);
      times.push(millis);
      await sleep(5);
    }
  };
  await Promise.all([client(), client(), client(), client()]);
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)];
}

async function measured(url) {
  const file = join(work, `${IMAGES}.ndjson`);
  if (!existsSync(file)) await write(IMAGES, file);
  for (const [tenant, key, images] of [["heavy", "heavy-key", file], ["acme", KEY, "mock-data/acme.json"]]) {
    sh("./damson", ["tenant", "add", tenant, "--database-url", url]);
    sh("./damson", ["key", "create", "--tenant", tenant, "--stdin", "--database-url", url], { input: key });
    sh("./damson", ["import", "--tenant", tenant, images, "--database-url", url], { stdio: "pipe" });
  }
  const server = await servers.serve("--database-url", url);
  try {
    load(server, "list", WARM_UP);
    const normal = await others(server);
    let [going, number] = [true, 0];
    const statuses = {};
    const heavy = Array.from({ length: 6 }, async () => {
      while (going) {
        const filter = Array.from({ length: 400 }, (_, i) => `contains(reference,'x${number++}${i}')`).join(" or ");
        const { status } = await call(encodeURI(`${server.url}/images?$filter=${filter}`), "heavy-key");
        statuses[status] = (statuses[status] ?? 0) + 1;
      }
    });
    await sleep(1000);
    const beside = await others(server);
    going = false;
    await Promise.all(heavy);
    return { normal, beside, heavy: statuses };
  } finally {
    await server.stop();
  }
}

build();
const file = join(work, "fair.db");
for (const suffix of ["", "-wal", "-shm", "-import"]) rmSync(file + suffix, { force: true });
const rows = [["SQLite", await measured(`jdbc:sqlite:${file}`)]];
const pg = await postgres();
try {
  rows.push(["PostgreSQL", await measured(pg.url)]);
} finally {
  pg.stop();
}
publish(
  "fair",
  `${machine()}. The 99th percentile of other tenants' \`?$top=1\`, while six clients of one tenant send filters of 400 \`contains\` over ${IMAGES.toLocaleString("en")} images, one after the other.\n\n` +
    table(
      ["database", "others alone, ms", "beside the heavy ones, ms", "ratio", "target", "answers to the heavy ones"],
      rows.map(([name, { normal, beside, heavy }]) => [
        name,
        normal.toFixed(1),
        beside.toFixed(1),
        `**${(beside / normal).toFixed(2)}**`,
        target(beside / normal, 3, true),
        Object.entries(heavy).map(([status, count]) => `${count} × ${status}`).join(", "),
      ]),
    ),
);
agent.destroy();
