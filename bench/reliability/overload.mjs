// What clients of an overloaded server get, and what it costs the server. The refused come back after 100 ms, ten times sooner than they
// are told.
import { existsSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { cpus } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { write } from "../data.mjs";
import { build, freePort, machine, quick, resident, sh, start, work } from "../lib.mjs";
import { postgres } from "../postgres.mjs";

const IMAGES = 20000;
const TENANTS = ["acme", "b", "c", "d"];
const keyOf = (tenant) => `${tenant}-demo-key`;
const WORKERS = 4 * cpus().length;
const SECONDS = quick ? 4 : 15;
/** Overload begins with a burst, for which a server is patient; what is measured is what comes then. */
const SETTLING = 2000;
const IDLE = 2000;
const DRIPPING = 500;
const UNREADING = 200;
const CONNECTIONS = 100;
const HALF_SENT = 600;
const HEAP = 96;
const KEY_CLIENTS = 50;

let missed = 0;
function figure(name, value, unit, bound) {
  const met = value <= bound;
  if (!met) missed++;
  console.log(`${met ? "met   " : "MISSED"}  ${name}: ${Number.isInteger(value) ? value : value.toFixed(1)} ${unit} (at most ${bound})`);
}

const percentile = (times, part) => [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))];

function call(url, key, agent) {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    request(url, { agent, headers: { "X-API-KEY": key } }, (answer) => {
      answer.resume();
      answer.on("end", () =>
        resolve({ status: answer.statusCode, retryAfter: answer.headers["retry-after"], millis: performance.now() - began }),
      );
    })
      .on("error", reject)
      .end();
  });
}

let number = 0;
/** A search that no two requests have in common, and that reads every name of the tenant. */
const search = (server) => encodeURI(`${server.url}/images?$top=10&$filter=contains(reference,'x${number++}')`);

/** Clients that send one request after the other. */
async function load(server, clients, seconds, tenants) {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  const began = performance.now();
  const end = began + seconds * 1000;
  const accepted = [];
  const refused = [];
  const others = [];
  await Promise.all(
    Array.from({ length: clients }, async (_, i) => {
      while (performance.now() < end) {
        const at = performance.now() - began;
        const answer = await call(search(server), keyOf(tenants[i % tenants.length]), agent);
        if (answer.status === 200) {
          if (at > SETTLING) accepted.push(answer.millis);
        } else if (answer.status === 503 && answer.retryAfter) {
          refused.push(answer.millis);
          await sleep(100);
        } else {
          others.push(answer);
        }
      }
    }),
  );
  agent.destroy();
  return { accepted, refused, others, perSecond: accepted.length / (seconds - SETTLING / 1000) };
}

async function overload(server, tenants) {
  const name = tenants.length === 1 ? "one tenant" : `${tenants.length} tenants`;
  const normal = await load(server, WORKERS, SECONDS, tenants);
  const over = await load(server, 10 * WORKERS, SECONDS, tenants);
  const ended = performance.now();
  const usual = percentile(normal.accepted, 0.99);
  let after;
  do {
    after = await call(search(server), keyOf(tenants[0]));
  } while ((after.status !== 200 || after.millis > usual) && performance.now() - ended < 10000);
  const back = (performance.now() - ended) / 1000;
  console.log(
    `\n${name}: ${WORKERS} clients ${normal.perSecond.toFixed(0)}/s, p99 ${usual.toFixed(1)} ms; ${10 * WORKERS} clients ` +
      `${over.perSecond.toFixed(0)}/s, p99 ${percentile(over.accepted, 0.99).toFixed(1)} ms, ${over.refused.length} refused`,
  );
  figure(`${name}, p99 of the accepted against normal`, percentile(over.accepted, 0.99) / usual, "times", 2);
  figure(`${name}, slowest refusal`, Math.max(0, ...over.refused), "ms", 1000);
  figure(`${name}, answers that are neither 200 nor 503 with Retry-After`, normal.others.length + over.others.length, "", 0);
  figure(`${name}, refused under normal load`, normal.refused.length, "", 0);
  figure(`${name}, normal again after`, back, "s", 5);
  figure(`${name}, throughput lost`, (1 - over.perSecond / normal.perSecond) * 100, "%", 25);
}

/** Bytes of live objects on the heap, in MB. */
function liveHeap(server) {
  const total = sh("jcmd", [String(server.pid), "GC.class_histogram"]).trim().split("\n").at(-1);
  return Number(total.trim().split(/\s+/)[2]) / 2 ** 20;
}

function socket(server, what) {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve) => {
    const opened = connect(Number(port), hostname, () => {
      what?.(opened);
      resolve(opened);
    });
    opened.on("error", () => {});
  });
}

const many = (count, make) => Promise.all(Array.from({ length: count }, make));

async function slowClients(server) {
  const key = keyOf("acme");
  const unread = `GET /images HTTP/1.1\r\nHost: a\r\nX-API-KEY: ${key}\r\n\r\n`.repeat(20);
  const before = { rss: resident(server), heap: liveHeap(server) };
  const idle = await many(IDLE, () => socket(server));
  const dripping = await many(DRIPPING, () => socket(server));
  const unreading = await many(UNREADING, () =>
    socket(server, (opened) => {
      opened.pause();
      opened.write(unread);
    }),
  );
  const drip = setInterval(() => dripping.forEach((one) => one.writable && one.write("G")), 500);
  const times = [];
  const end = performance.now() + 4000;
  while (performance.now() < end) {
    const answer = await call(`${server.url}/images?$top=1`, keyOf("b"));
    if (answer.status !== 200) throw new Error(`a client beside slow ones was answered with ${answer.status}`);
    times.push(answer.millis);
  }
  const amid = { rss: resident(server), heap: liveHeap(server) };
  clearInterval(drip);
  for (const one of [...idle, ...dripping, ...unreading]) one.destroy();
  await sleep(2000);
  const after = { rss: resident(server), heap: liveHeap(server) };
  console.log(`\n${IDLE} idle connections, ${DRIPPING} dripping, ${UNREADING} that never read:`);
  for (const [name, { rss, heap }] of Object.entries({ before, amid, after })) {
    console.log(`        ${name}: ${rss.toFixed(0)} MB resident, ${heap.toFixed(1)} MB of live objects`);
  }
  figure("p99 of others meanwhile", percentile(times, 0.99), "ms", 100);
  figure("live objects meanwhile, more than before", amid.heap - before.heap, "MB", 64);
  figure("live objects afterwards, more than before", after.heap - before.heap, "MB", 8);
  figure("resident memory afterwards, more than before", after.rss - before.rss, "MB", 128);
}

/** More connections than the server takes; those that it has taken are asked on. */
async function connections(server) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS - 1 });
  await many(CONNECTIONS - 1, () => call(`${server.url}/images?$top=1`, keyOf("b"), agent));
  const surplus = [];
  const taken = [];
  await Promise.all([
    many(9 * CONNECTIONS, async (_, i) => {
      await sleep((i % 9) * 100);
      surplus.push(await call(`${server.url}/images?$top=1`, keyOf("c"), new Agent()).catch((e) => ({ status: e.code, millis: 0 })));
    }),
    many(50, async (_, i) => {
      await sleep(i * 20);
      taken.push(await call(`${server.url}/images?$top=1`, keyOf("b"), agent));
    }),
  ]);
  agent.destroy();
  const told = surplus.filter((answer) => answer.status === 503 && answer.retryAfter);
  const cut = surplus.filter((answer) => typeof answer.status === "string");
  console.log(`\n--max-connections ${CONNECTIONS}, ${9 * CONNECTIONS} more in a second: ${told.length} × 503, ${cut.length} cut`);
  figure("slowest of those answers", Math.max(...surplus.map((answer) => answer.millis)), "ms", 1000);
  figure("requests on connections that were taken, not answered with 200", taken.filter((answer) => answer.status !== 200).length, "", 0);
}

/** Requests that never become whole, of more bytes together than the server holds. */
async function bytes(server) {
  const begun = `GET /images?$filter=${"a".repeat(60000)}`;
  const statuses = {};
  const before = liveHeap(server);
  const opened = await many(HALF_SENT, () =>
    socket(server, (one) => {
      one.once("data", (text) => {
        const status = text.toString().slice(9, 12);
        statuses[status] = (statuses[status] ?? 0) + 1;
      });
      one.write(begun);
    }),
  );
  const times = [];
  for (let i = 0; i < 50; i++) {
    const answer = await call(`${server.url}/images?$top=1`, keyOf("b"));
    if (answer.status !== 200) throw new Error(`a client beside half-sent requests was answered with ${answer.status}`);
    times.push(answer.millis);
  }
  const amid = liveHeap(server);
  for (const one of opened) one.destroy();
  console.log(`\n-Xmx${HEAP}m, ${HALF_SENT} requests that stop after 60,000 bytes: ${statuses[503] ?? 0} × 503; ${before.toFixed(1)} MB of live objects before, ${amid.toFixed(1)} MB meanwhile`);
  figure("half-sent requests that are held, not refused", HALF_SENT - (statuses[503] ?? 0), "", Math.floor(((HEAP / 8) * 2 ** 20) / 55000));
  figure("live objects meanwhile, more than before", amid - before, "MB", HEAP / 4);
  figure("p99 of others meanwhile", percentile(times, 0.99), "ms", 200);
}

/** The 99th percentile of a few clients with right keys, beside others. */
async function beside(server, clients, send) {
  let going = true;
  let sent = 0;
  const others = Array.from({ length: clients }, async (_, i) => {
    while (going) {
      await send(i);
      sent++;
    }
  });
  const agent = new Agent({ keepAlive: true });
  const times = [];
  const began = performance.now();
  const end = began + SECONDS * 1000;
  await many(4, async () => {
    while (performance.now() < end) {
      const answer = await call(`${server.url}/images?$top=1`, keyOf("b"), agent);
      if (answer.status !== 200) throw new Error(`a right key was answered with ${answer.status}`);
      if (performance.now() - began > 500) times.push(answer.millis);
      await sleep(5);
    }
  });
  going = false;
  await Promise.all(others);
  agent.destroy();
  return { p99: percentile(times, 0.99), perSecond: sent / SECONDS };
}

let wrong = 0;
/** One that connects, sends a request, and goes away when it has an answer or after a moment. */
function connectAnew(server, key) {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(server.url);
    const opened = connect(Number(port), hostname, () => {
      opened.write(`GET /images?$top=1 HTTP/1.1\r\nHost: a\r\nX-API-KEY: ${key}\r\n\r\n`);
      opened.setTimeout(20, () => opened.destroy());
    });
    opened.once("data", () => opened.destroy());
    opened.on("error", () => {});
    opened.on("close", resolve);
  });
}

/** Wrong keys, as fast as clients can send them, against right ones. */
async function wrongKeys(server, name, send) {
  const right = await beside(server, KEY_CLIENTS, (i) => send(keyOf("c"), i));
  const other = await beside(server, KEY_CLIENTS, (i) => send(`wrong-${wrong++}`, i));
  console.log(
    `\n${KEY_CLIENTS} clients, ${name}: right keys ${right.perSecond.toFixed(0)}/s, p99 of others ${right.p99.toFixed(1)} ms; ` +
      `wrong keys ${other.perSecond.toFixed(0)}/s, p99 of others ${other.p99.toFixed(1)} ms`,
  );
  figure(`${name}, p99 of others beside wrong keys against right ones`, other.p99 / right.p99, "times", 1.25);
}

async function eachOnItsConnection(server, name) {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  await wrongKeys(server, name, (key) => call(`${server.url}/images?$top=1`, key, agent));
  agent.destroy();
}

build();
const file = join(work, `${IMAGES}.ndjson`);
if (!existsSync(file)) await write(IMAGES, file);
async function measure(url) {
  for (const tenant of TENANTS) {
    sh("./damson", ["tenant", "add", tenant, "--database-url", url]);
    sh("./damson", ["key", "create", "--tenant", tenant, "--stdin", "--database-url", url], { input: keyOf(tenant) });
    sh("./damson", ["import", "--tenant", tenant, file, "--database-url", url], { stdio: "pipe" });
  }
  const on = async (heap, options, ...parts) => {
    const port = String(await freePort());
    const server = await start("./damson", ["serve", "--database-url", url, ...options, "--port", port], undefined, { JAVA_OPTS: `-Xmx${heap}m` });
    try {
      for (const part of parts) await part(server);
    } finally {
      await server.stop();
    }
  };
  const warmUp = (server) => load(server, WORKERS, quick ? 5 : 20, TENANTS);
  await on(
    256,
    [],
    warmUp,
    (server) => overload(server, TENANTS),
    (server) => overload(server, ["acme"]),
    (server) => wrongKeys(server, "keys on new connections, not waited for", (key) => connectAnew(server, key)),
    slowClients,
  );
  await on(256, ["--wrong-keys", "off"], warmUp, (server) => eachOnItsConnection(server, "keys with --wrong-keys off"));
  await on(256, ["--max-connections", String(CONNECTIONS)], connections);
  await on(HEAP, [], bytes);
}

console.log(machine());
if (process.argv.includes("postgres")) {
  const pg = await postgres();
  try {
    await measure(pg.url);
  } finally {
    pg.stop();
  }
} else {
  const database = join(work, "overload.db");
  for (const suffix of ["", "-wal", "-shm", "-import"]) rmSync(database + suffix, { force: true });
  await measure(`jdbc:sqlite:${database}`);
}
process.exit(missed === 0 ? 0 : 1);
