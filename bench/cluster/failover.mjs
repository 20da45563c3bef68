// Two servers over PostgreSQL under Patroni (docs/examples/high-availability), one by way of HAProxy, one with both hosts in its URL. The
// primary is killed, frozen, and told to hand over, amid deletes. Prints what was seen, and ends with 1 where a promise is broken.
import { execFile, execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, get, request } from "node:http";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { image } from "../data.mjs";
import { KEY, build, freePort, root, sh, start } from "../lib.mjs";
import { bin } from "../postgres.mjs";

const examples = join(root, "docs", "examples", "high-availability");
const folder = mkdtempSync(join(tmpdir(), "damson-failover-"));
chmodSync(folder, 0o777);
const names = ["db-1", "db-2"];
const ports = {};
for (const name of ["etcd", "peer", "proxy", "haproxy", "url", ...names, ...names.map((name) => `${name} rest`)]) ports[name] = await freePort();
const processes = {};
const servers = {};
let broken = 0;

function promise(kept, text) {
  console.log(`${kept ? "kept  " : "BROKEN"}  ${text}`);
  if (!kept) broken++;
}

async function until(condition, what, seconds = 90) {
  for (const end = Date.now() + seconds * 1000; !(await condition()); await sleep(100)) {
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
  }
}

/** In a process group of its own; as the user postgres where we are root, which PostgreSQL does not run as. */
function daemon(name, command, args) {
  const log = openSync(join(folder, `${name}.log`), "a");
  const unprivileged = userInfo().uid === 0 ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] : [];
  const [program, ...rest] = [...unprivileged, command, ...args];
  processes[name] = spawn(program, rest, { cwd: "/tmp", stdio: ["ignore", log, log], env: { ...process.env, HOME: folder } });
}

/** The example's file, with the hosts' ports on this one. */
function fill(file, name, more) {
  let text = readFileSync(join(examples, file), "utf8");
  for (const host of names) text = text.replaceAll(`${host}.example:5432`, `127.0.0.1:${ports[host]}${file === "haproxy.cfg" ? ` port ${ports[`${host} rest`]}` : ""}`);
  for (const [from, to] of Object.entries(more)) text = text.replaceAll(from, to);
  const target = join(folder, `${name}-${file}`);
  writeFileSync(target, text);
  return target;
}

function patroni(name) {
  const data = join(folder, name);
  const config = fill("patroni.yml", name, {
    "name: db-1": `name: ${name}`,
    "0.0.0.0:8008": `127.0.0.1:${ports[`${name} rest`]}`,
    "db-1.example:8008": `127.0.0.1:${ports[`${name} rest`]}`,
    "0.0.0.0:5432": `127.0.0.1:${ports[name]}`,
    [`127.0.0.1:${ports["db-1"]}`]: `127.0.0.1:${ports[name]}`,
    "etcd-1.example:2379,etcd-2.example:2379,etcd-3.example:2379": `127.0.0.1:${ports.etcd}`,
    "/var/lib/postgresql/15/damson": `${data}\n  pgpass: ${data}.pgpass\n  parameters: {unix_socket_directories: ${folder}}`,
    "/usr/lib/postgresql/15/bin": bin,
    "local all all peer": "local all all trust",
  });
  daemon(name, "patroni", [config]);
  return config;
}

/** What Patroni answers; 0 where it does not. */
function rest(name, path) {
  return new Promise((resolve) => {
    const asked = get({ host: "127.0.0.1", port: ports[`${name} rest`], path, timeout: 2000 }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.on("error", () => resolve(0)).on("timeout", () => asked.destroy());
  });
}

const other = (name) => names.find((one) => one !== name);
const isSynchronous = async (name) => (await rest(name, "/synchronous")) === 200;
async function primary() {
  for (const name of names) if ((await rest(name, "/primary")) === 200) return name;
  return undefined;
}

/** Until there is a primary again, and the other one follows it. */
async function settled() {
  await until(async () => {
    const name = await primary();
    return name !== undefined && (await isSynchronous(other(name)));
  }, "one is the primary, and the other follows it");
}

/** Patroni's process of a host, and all of PostgreSQL's. */
function pids(name) {
  const postmaster = readFileSync(join(folder, name, "postmaster.pid"), "utf8").split("\n")[0];
  return [processes[name].pid, Number(postmaster), ...readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, "utf8").trim().split(" ").map(Number)];
}

function signal(all, kind) {
  for (const pid of all) {
    try {
      process.kill(pid, kind);
    } catch {
      // it has just ended
    }
  }
}

function psql(name, sql, database = "damson") {
  return execFileSync(join(bin, "psql"), ["-h", "127.0.0.1", "-p", String(ports[name]), "-U", "postgres", "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", sql], { encoding: "utf8", env: { ...process.env, PGPASSWORD: "change-this" } }).trim();
}

const agent = new Agent({ keepAlive: true });
function call(method, name, path) {
  return new Promise((resolve) => {
    const sent = request({ agent, host: "127.0.0.1", port: ports[name], path, method, headers: { "X-API-KEY": KEY }, timeout: 60_000 }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode));
    });
    sent.on("error", (e) => resolve(e.code)).on("timeout", () => sent.destroy()).end();
  });
}
const path = (n) => `/images(${encodeURIComponent(image(n).reference)})`;

let next = 1;
const acknowledged = new Set();

/** Deletes one image after the other by each server while something is done; how long each gave no right answer since then. */
async function amidDeletes(what, disturb, seconds = 6) {
  const seen = {};
  let going = true;
  let disturbedAt;
  const clients = Object.keys(servers).map(async (name) => {
    const statuses = {};
    let [rightAt, silent, longest] = [Date.now(), 0, 0];
    while (going) {
      const n = next++;
      const began = Date.now();
      const status = await call("DELETE", name, path(n));
      if (disturbedAt) longest = Math.max(longest, Date.now() - began);
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (status === 204) acknowledged.add(n);
      if (status === 204 || status === 409) {
        if (disturbedAt) silent = Math.max(silent, Date.now() - rightAt);
        rightAt = Date.now();
      }
      await sleep(20);
    }
    seen[name] = { silent, longest, statuses };
  });
  await sleep(1000);
  disturbedAt = Date.now();
  await disturb();
  await sleep(seconds * 1000);
  going = false;
  await Promise.all(clients);
  for (const [name, { silent, longest, statuses }] of Object.entries(seen)) {
    const none = Object.keys(statuses).every((status) => ["204", "409", "503", "404"].includes(status));
    promise(none && silent > 0, `${what}, server by ${name}: right again after ${(silent / 1000).toFixed(1)} s, longest answer ${(longest / 1000).toFixed(1)} s; DELETEs by status ${JSON.stringify(statuses)}`);
  }
}

/** How many deletes that were acknowledged are to be seen undone. */
async function undone() {
  let back = 0;
  for (const n of acknowledged) {
    let status;
    await until(async () => [200, 404].includes((status = await call("GET", n % 2 ? "haproxy" : "url", path(n)))), `GET ${path(n)}`);
    if (status !== 404) back++;
  }
  return back;
}

async function nothingIsBack(what) {
  const back = await undone();
  promise(back === 0, `${what}: of ${acknowledged.size} acknowledged deletes ${back} came back`);
}

async function main() {
  build();
  daemon("etcd", "etcd", ["--data-dir", join(folder, "etcd"), "--listen-client-urls", `http://127.0.0.1:${ports.etcd}`, "--advertise-client-urls", `http://127.0.0.1:${ports.etcd}`, "--listen-peer-urls", `http://127.0.0.1:${ports.peer}`, "--initial-advertise-peer-urls", `http://127.0.0.1:${ports.peer}`, "--initial-cluster", `default=http://127.0.0.1:${ports.peer}`]);
  const config = patroni("db-1");
  await until(async () => (await rest("db-1", "/primary")) === 200, "db-1 is the primary");
  patroni("db-2");
  await until(() => isSynchronous("db-2"), "db-2 is a synchronous standby");
  psql("db-1", "create role damson login password 'damson'", "postgres");
  psql("db-1", "create database damson owner damson", "postgres");
  daemon("proxy", "haproxy", ["-db", "-f", fill("haproxy.cfg", "proxy", { "127.0.0.1:5000": `127.0.0.1:${ports.proxy}`, "check port 8008": "check" })]);

  const urls = {
    haproxy: `jdbc:postgresql://127.0.0.1:${ports.proxy}/damson`,
    url: `jdbc:postgresql://${names.map((name) => `127.0.0.1:${ports[name]}`).join(",")}/damson?targetServerType=primary&socketTimeout=15`,
  };
  const user = (name) => ["--database-url", urls[name], "--database-user", "damson", "--database-password", "damson"];
  await sleep(1500); // HAProxy has asked Patroni by then
  const file = join(folder, "shop.ndjson");
  writeFileSync(file, Array.from({ length: 20_000 }, (_, i) => JSON.stringify({ ...image(i + 1), status: "Ok" })).join("\n") + "\n");
  sh("./damson", ["tenant", "add", "shop", ...user("url")]);
  sh("./damson", ["key", "create", "--tenant", "shop", "--stdin", ...user("url")], { input: KEY });
  sh("./damson", ["import", "--tenant", "shop", file, ...user("haproxy")], { stdio: "pipe" });
  for (const name of ["haproxy", "url"]) servers[name] = await start("./damson", ["serve", ...user(name), "--port", String(ports[name])]);

  // The machine of the primary is gone.
  let old = await primary();
  await amidDeletes("primary killed", async () => {
    signal(pids(old), "SIGKILL");
    await until(async () => (await rest(other(old), "/primary")) === 200, "the other one takes over");
  });
  await nothingIsBack("primary killed");
  patroni(old);
  await settled();

  // The machine of the primary is silent, and comes back.
  old = await primary();
  const frozen = pids(old);
  await amidDeletes("primary frozen", async () => {
    signal(frozen, "SIGSTOP");
    await until(async () => (await rest(other(old), "/primary")) === 200, "the other one takes over");
    await sleep(20_000);
    signal(frozen, "SIGCONT");
  });
  await nothingIsBack("primary frozen, and back");
  await settled();

  // An operator changes the two, as before an upgrade.
  old = await primary();
  await amidDeletes("switchover", async () => {
    await promisify(execFile)("patronictl", ["-c", config, "switchover", "damson", "--master", old, "--candidate", other(old), "--force"]);
  });
  await nothingIsBack("switchover");
  await settled();

  // The standby is gone.
  old = await primary();
  await amidDeletes("standby killed", async () => {
    signal(pids(other(old)), "SIGKILL");
    await sleep(25_000);
  });
  await nothingIsBack("standby killed");
  patroni(other(old));
  await settled();

  // What asynchronous replication is: a standby that is a moment behind takes over.
  sh("patronictl", ["-c", config, "edit-config", "damson", "--force", "-q", "-s", "synchronous_mode=false"], { stdio: "pipe" });
  await until(() => psql(old, "show synchronous_standby_names", "postgres") === "", "replication is asynchronous");
  await sleep(6000);
  const receiver = Number(psql(other(old), "select pid from pg_stat_wal_receiver", "postgres"));
  const counted = new Set(acknowledged);
  signal([receiver], "SIGSTOP");
  for (let i = 0; i < 50; i++) {
    const n = next++;
    if ((await call("DELETE", "url", path(n))) === 204) acknowledged.add(n);
  }
  const more = acknowledged.size - counted.size;
  signal(pids(old), "SIGKILL");
  signal([receiver], "SIGKILL"); // with what it had not read yet
  await until(async () => (await rest(other(old), "/primary")) === 200, "the other one takes over");
  await until(async () => (await call("GET", "haproxy", path(19_999))) === 200 && (await call("GET", "url", path(19_999))) === 200, "both servers answer");
  console.log(`seen    asynchronous, the standby a moment behind: of ${more} deletes acknowledged in that moment ${await undone()} came back`);
}

try {
  await main();
} catch (e) {
  console.log(e);
  broken++;
} finally {
  for (const server of Object.values(servers)) await server.stop();
  for (const name of names) {
    try {
      signal(pids(name), "SIGCONT");
      signal(pids(name), "SIGKILL");
    } catch {
      // it does not run
    }
  }
  for (const one of Object.values(processes)) one.kill("SIGKILL");
  agent.destroy();
  if (broken) for (const name of [...names, "etcd", "proxy"]) console.log(`-- ${name}\n${readFileSync(join(folder, `${name}.log`), "utf8").split("\n").slice(-25).join("\n")}`);
  rmSync(folder, { recursive: true, force: true });
}
process.exit(broken ? 1 : 0);
