// Two servers behind HAProxy, over PgBouncer, over PostgreSQL with a synchronous replica that images are read from. Prints what was
// tried, and ends with 1 where a promise is broken.   node bench/cluster/run.mjs
import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { image } from "../data.mjs";
import { KEY, build, freePort, ok, root, sh, start } from "../lib.mjs";
import { run } from "../postgres.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "damson-cluster-"));
chmodSync(folder, 0o777);
const ports = {};
for (const name of ["primary", "replica", "pgbouncer", "proxy", "one", "two"]) ports[name] = await freePort();
const daemons = [];
const servers = { one: undefined, two: undefined };
let broken = 0;

function promise(kept, text) {
  console.log(`${kept ? "kept  " : "BROKEN"}  ${text}`);
  if (!kept) broken++;
}

async function until(condition, what, seconds = 30) {
  for (const end = Date.now() + seconds * 1000; !(await condition()); await sleep(50)) {
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
  }
}

/** As the user postgres where we are root; neither PostgreSQL nor PgBouncer runs as root. */
function unprivileged(command, args) {
  const asRoot = userInfo().uid === 0;
  return spawn(asRoot ? "runuser" : command, asRoot ? ["-u", "postgres", "--", command, ...args] : args, { cwd: "/", stdio: "ignore" });
}

function fill(file, values) {
  const text = Object.entries(values).reduce((filled, [name, value]) => filled.replaceAll(name, String(value)), readFileSync(join(here, file), "utf8"));
  const target = join(folder, file);
  writeFileSync(target, text);
  return target;
}

const connection = (port) => ["-h", "127.0.0.1", "-p", String(port), "-U", "postgres", "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1"];
const psql = (port, sql, database = "damson") => run("psql", [...connection(port), "-d", database, "-c", sql]).trim();

function postgres(name, extra = "") {
  run("pg_ctl", ["-D", join(folder, name), "-s", "-w", "-l", join(folder, `${name}.log`), "-o", `-p ${ports[name]} -k ${folder} -c listen_addresses=127.0.0.1 ${extra}`, "start"], { stdio: "ignore" });
}

async function database() {
  run("initdb", ["-D", join(folder, "primary"), "-E", "UTF8", "--locale=C", "--auth=trust", "-U", "postgres"]);
  postgres("primary");
  psql(ports.primary, "create role damson login", "postgres");
  psql(ports.primary, "grant pg_monitor to damson", "postgres");
  psql(ports.primary, "create database damson owner damson", "postgres");
  run("pg_basebackup", ["-h", "127.0.0.1", "-p", String(ports.primary), "-U", "postgres", "-D", join(folder, "replica"), "-R", "-d", "application_name=replica", "-X", "stream"]);
  postgres("replica");
  // From now on a commit with synchronous_commit = remote_apply waits until the replica shows what was committed.
  psql(ports.primary, "alter system set synchronous_standby_names = 'replica'", "postgres");
  psql(ports.primary, "select pg_reload_conf()", "postgres");
  await until(() => psql(ports.primary, "select count(*) from pg_stat_replication where sync_state = 'sync'") === "1", "the replica is synchronous");
}

const direct = `jdbc:postgresql://127.0.0.1:${ports.primary}/damson?user=damson`;
const pooled = (name) => `jdbc:postgresql://127.0.0.1:${ports.pgbouncer}/${name}?user=damson&prepareThreshold=0`;
const server = (name) =>
  start("./damson", ["serve", "--database-url", pooled("damson"), "--read-database-url", pooled("damson_replica"), "--query-timeout", "3s", "--port", String(ports[name])]);

/** HAProxy's own command line. */
function proxy(command) {
  return new Promise((resolve, reject) => {
    const socket = connect(join(folder, "haproxy.sock"), () => socket.end(`${command}\n`));
    let answer = "";
    socket.on("data", (text) => (answer += text)).on("end", () => resolve(answer)).on("error", reject);
  });
}

const agent = new Agent({ keepAlive: true });
function call(method, port, path) {
  return new Promise((resolve) => {
    const sent = request({ agent, host: "127.0.0.1", port, path, method, headers: { "X-API-KEY": KEY } }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode));
    });
    sent.on("error", (e) => resolve(e.code)).end();
  });
}
const path = (n) => `/images(${encodeURIComponent(image(n).reference)})`;

function verify(...more) {
  return new Promise((resolve) => {
    const run = spawn("./damson", ["verify", "--url", `http://127.0.0.1:${ports.proxy}`, "--api-key", "verify-key", "--allow-delete", ...more], { cwd: root });
    let text = "";
    run.stdout.on("data", (part) => (text += part));
    run.stderr.on("data", (part) => (text += part));
    run.on("exit", (code) => resolve({ code, text }));
  });
}

async function restart(name) {
  await servers[name].end();
  servers[name] = await server(name);
  await until(async () => (await proxy("show servers state damson")).split("\n").some((line) => line.split(" ")[3] === name && line.split(" ")[5] === "2"), `${name} is up again`);
}

function account(tenant, key, count, from) {
  const file = join(folder, `${tenant}.ndjson`);
  writeFileSync(file, Array.from({ length: count }, (_, i) => JSON.stringify(image(from + i))).join("\n") + "\n");
  sh("./damson", ["tenant", "add", tenant, "--database-url", direct]);
  sh("./damson", ["key", "create", "--tenant", tenant, "--stdin", "--database-url", direct], { input: key });
  sh("./damson", ["import", "--tenant", tenant, file, "--database-url", direct], { stdio: "pipe" });
}

/** Deletes by one server, and reads by the other at once: the delete has to be seen. */
async function deletesAreSeen(from, to) {
  let undone = 0;
  for (let n = from; n < to; n += 8) {
    await Promise.all(
      Array.from({ length: 8 }, async (_, k) => {
        const [first, second] = (n + k) % 2 ? [ports.one, ports.two] : [ports.two, ports.one];
        const deleted = await call("DELETE", first, path(n + k));
        const seen = await call("GET", second, path(n + k));
        if (deleted === 204 && seen !== 404) undone++;
        if (![204, 409].includes(deleted)) console.log(`  DELETE: ${deleted}`);
      }),
    );
  }
  promise(undone === 0, `${to - from} deletes by one server, each read at once by the other: ${undone} seen undone`);
}

async function main() {
  build();
  await database();
  account("shop", KEY, 4000, 1);
  account("verified", "verify-key", 300, 10001);
  writeFileSync(join(folder, "users"), '"damson" ""\n');
  daemons.push(unprivileged("pgbouncer", ["-q", fill("pgbouncer.ini", { PORT: ports.pgbouncer, PRIMARY: ports.primary, REPLICA: ports.replica, FOLDER: folder })]));
  await until(() => new Promise((resolve) => connect(ports.pgbouncer, "127.0.0.1").on("connect", function () { this.end(); resolve(true); }).on("error", () => resolve(false))), "PgBouncer listens");
  for (const name of ["one", "two"]) servers[name] = await server(name);
  daemons.push(spawn("haproxy", ["-db", "-f", fill("haproxy.cfg", { PORT: ports.proxy, ONE: ports.one, TWO: ports.two, SOCKET: join(folder, "haproxy.sock") })], { stdio: "ignore" }));
  await until(() => ok(`http://127.0.0.1:${ports.proxy}/images?$top=1`), "HAProxy has both servers");

  const scans = () => Number(psql(ports.replica, "select coalesce(sum(seq_scan + idx_scan), 0) from pg_stat_user_tables where relname = 'image'"));
  const before = scans();
  const calm = await verify();
  promise(calm.code === 0, `damson verify --allow-delete through the proxy: ${summary(calm)}`);
  await until(() => scans() > before, "the replica is read", 10).then(() => promise(true, `images are read from the replica`), () => promise(false, "images are read from the replica"));

  // One server after the other is ended by SIGTERM and started again, while the kit and another client go on.
  let [sent, failed, going] = [0, {}, true];
  const other = (async () => {
    while (going) {
      const status = await call("GET", ports.proxy, `/images?$top=5&$skip=${sent++ % 100}`);
      if (status !== 200) failed[status] = (failed[status] ?? 0) + 1;
    }
  })();
  const checked = verify("--seed", "7");
  for (const name of ["one", "two", "one", "two"]) await restart(name);
  const beside = await checked;
  going = false;
  await other;
  promise(beside.code === 0, `the same while each server is restarted twice: ${summary(beside)}`);
  promise(Object.keys(failed).length === 0, `${sent} other requests meanwhile, of which failed: ${JSON.stringify(failed)}`);

  await deletesAreSeen(1, 1601);

  // The replica stands still: nothing may be acknowledged that it does not show.
  psql(ports.replica, "select pg_wal_replay_pause()", "postgres");
  const [status, seen] = [await call("DELETE", ports.one, path(2001)), await call("GET", ports.two, path(2001))];
  promise(status === 503, `the replica stands still: a delete is ${status} (expected: 503), a GET of that image ${seen}`);
  psql(ports.replica, "select pg_wal_replay_resume()", "postgres");
  await until(async () => (await call("GET", ports.two, path(2001))) === 404, "the delete shows after all", 10);
  await deletesAreSeen(2011, 2411);

  // The replica is gone: images are read from the primary, and deletes once the primary need not wait for it.
  run("pg_ctl", ["-D", join(folder, "replica"), "-m", "immediate", "-s", "stop"]);
  const began = Date.now();
  let statuses = [];
  for (let i = 0; i < 200; i++) statuses.push(await call("GET", i % 2 ? ports.one : ports.two, path(3000 + i)));
  promise(statuses.every((status) => [200, 404].includes(status)), `the replica is gone: 200 GETs in ${Date.now() - began} ms, all answered`);
  psql(ports.primary, "alter system set synchronous_standby_names = ''", "postgres");
  psql(ports.primary, "select pg_reload_conf()", "postgres");
  await sleep(500);
  promise((await call("DELETE", ports.one, path(3501))) === 204, "without it, a delete is 204 when synchronous_standby_names names it no more");

  // It comes back as an asynchronous standby, which may be behind: it is not read.
  postgres("replica", "-c recovery_min_apply_delay=3s");
  await deletesAreSeen(3503, 3663);
}

function summary({ code, text }) {
  if (code !== 0) console.log(text);
  return `exit ${code}, ${text.trim().split("\n").filter((line) => /relations|passed|conform/i.test(line)).at(-1) ?? ""}`.trim();
}

try {
  await main();
} finally {
  try {
    process.kill(Number(readFileSync(join(folder, "pgbouncer.pid"), "utf8")));
  } catch {
    // it was never started
  }
  for (const daemon of daemons) daemon.kill("SIGTERM");
  for (const server of Object.values(servers)) await server?.stop();
  for (const name of ["replica", "primary"]) {
    try {
      run("pg_ctl", ["-D", join(folder, name), "-m", "immediate", "-s", "stop"], { stdio: "ignore" });
    } catch {
      // it was never started
    }
  }
  agent.destroy();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(broken ? 1 : 0);
