// What clients of servers on PostgreSQL get while it is paused, stopped, locked, full of connections, read-only, or replaced by its replica;
// and whether all is right again afterwards, without a restart.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { cpus, tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { image, write } from "../data.mjs";
import { KEY, build, freePort, sh, start } from "../lib.mjs";
import { bin, postgres, run } from "../postgres.mjs";
import { call, failed, figure, misses } from "./figures.mjs";

const IMAGES = 20_000;
const WAVES = 4;
const AT_ONCE = 20;
const WARM = 10;
const MOST = 2000;
const BACK = 5000;
const CONNECTIONS = 40;
const WORKERS = Math.min(64, 4 * cpus().length);
const folder = mkdtempSync(join(tmpdir(), "damson-faults-"));
const servers = [];
const clusters = [];
let next = 1;

const deletion = (server) => call("DELETE", `${server.url}/images(${encodeURIComponent(image(next++).reference)})`);
const reading = (server, n) => call("GET", n % 2 ? `${server.url}/images?$top=10` : `${server.url}/images(${encodeURIComponent(image(IMAGES - n).reference)})`);
const isRight = ({ status }) => [200, 204, 409].includes(status);
const isRefused = ({ status, retryAfter }) => status === 503 && retryAfter !== undefined;
const atOnce = (server) => Promise.all(Array.from({ length: AT_ONCE }, (_, n) => (n % 2 ? deletion(server) : reading(server, n / 2))));

async function serve(url, timeout) {
  const managementPort = await freePort();
  const server = await start("./damson", ["serve", "--database-url", url, "--query-timeout", timeout, "--management-port", String(managementPort), "--port", String(await freePort())]);
  server.health = async (kind) => (await call("GET", `http://127.0.0.1:${managementPort}/health/${kind}`)).status;
  servers.push(server);
  for (let i = 0; i < WARM; i++) await atOnce(server);
  return server;
}

/** Waves of requests, each begun while those before it may still wait. */
async function waves(server) {
  const all = [];
  for (let i = 0; i < WAVES; i++) {
    all.push(atOnce(server));
    await sleep(400);
  }
  return (await Promise.all(all)).flat();
}

function slowest(fault, answers, most) {
  const longest = Math.max(...answers.map(({ millis }) => millis));
  figure(`${fault}: slowest of ${answers.length} answers`, `${longest.toFixed(0)} ms`, longest <= most, `at most ${most} ms`);
}

/** Nobody can be answered. */
async function allAreRefused(server, fault, most = MOST) {
  const answers = await waves(server);
  const refused = answers.filter(isRefused).length;
  figure(`${fault}: requests that are a 503 with Retry-After`, `${refused} of ${answers.length}`, refused === answers.length, "all");
  slowest(fault, answers, most);
  const [live, ready] = [await server.health("live"), await server.health("ready")];
  figure(`${fault}: liveness, readiness`, `${live}, ${ready}`, live === 200 && ready === 503, "200, 503");
}

/** Deletes cannot be made, but all can be read. */
async function deletesAreRefused(server, fault) {
  const answers = await waves(server);
  const reads = answers.filter(({ method }) => method === "GET");
  const deletes = answers.filter(({ method }) => method === "DELETE");
  figure(`${fault}: reads that are answered`, `${reads.filter(isRight).length} of ${reads.length}`, reads.every(isRight), "all");
  figure(`${fault}: deletes that are a 503 with Retry-After`, `${deletes.filter(isRefused).length} of ${deletes.length}`, deletes.every(isRefused), "all");
  slowest(fault, answers, MOST);
  const [live, ready] = [await server.health("live"), await server.health("ready")];
  figure(`${fault}: liveness, readiness`, `${live}, ${ready}`, live === 200 && ready === 200, "200, 200");
}

/** Both are right again, and each worker serves. */
async function back(server, fault, began = performance.now()) {
  while (!(isRight(await deletion(server)) && isRight(await reading(server, 1))) && performance.now() - began < 4 * BACK) await sleep(20);
  figure(`${fault}: right again after`, `${(performance.now() - began).toFixed(0)} ms`, performance.now() - began < BACK, `under ${BACK} ms`);
  const answers = await Promise.all(Array.from({ length: 4 * WORKERS }, (_, n) => reading(server, n)));
  figure(`${fault}: of ${answers.length} requests at once, answered afterwards`, answers.filter(isRight).length, answers.every(isRight), "all");
}

/** Until the standby is read. */
async function readsAreBack(server, fault) {
  const began = performance.now();
  while (!isRight(await reading(server, 1)) && performance.now() - began < 4 * BACK) await sleep(20);
  figure(`${fault}: read again after`, `${(performance.now() - began).toFixed(0)} ms`, performance.now() - began < BACK, `under ${BACK} ms`);
}

/** PostgreSQL, and then its processes: once it has stopped, it starts no more of them. */
function signal({ data }, kind) {
  const postmaster = Number(readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[0]);
  process.kill(postmaster, kind);
  for (const pid of readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, "utf8").trim().split(" ")) {
    try {
      process.kill(Number(pid), kind);
    } catch {
      // it has just ended
    }
  }
}

const sessions = [];
/** A session that stays until it is ended. */
function session(database, sql) {
  const child = spawn(join(bin, "psql"), [...database.connection.slice(0, 4), "-U", "damson", "-X", "-q", "-d", "postgres"], { stdio: ["pipe", "ignore", "ignore"] });
  child.stdin.write(`${sql}\n`);
  sessions.push(child);
  return child;
}
const ended = (child) => new Promise((resolve) => (child.exitCode === null && child.signalCode === null ? child.on("exit", resolve).kill() : resolve()));

async function until(condition, what) {
  for (const end = performance.now() + 30_000; !condition(); await sleep(20)) if (performance.now() > end) throw new Error(`not within 30 s: ${what}`);
}

/** Pauses it amid requests, and again when the connections have not been used for a while. */
async function paused(database, server, fault, most) {
  await atOnce(server);
  const began = waves(server);
  await sleep(100);
  signal(database, "SIGSTOP");
  slowest(`${fault}, amid requests`, await began, most);
  await allAreRefused(server, fault, most);
  signal(database, "SIGCONT");
  await back(server, fault);
}

async function locked(database, server, fault) {
  const lock = session(database, "begin; lock table image in access exclusive mode;");
  await until(() => database.psql("select count(*) from pg_locks where granted and mode = 'AccessExclusiveLock' and relation = 'image'::regclass").trim() === "1", "the table is locked");
  await allAreRefused(server, fault);
  await ended(lock);
  await back(server, fault);
}

async function faults(database, url) {
  const server = await serve(url, "2s");
  const patient = await serve(url, "5s");
  await paused(database, server, "paused, --query-timeout 2s", 2000);
  await paused(database, patient, "paused, --query-timeout 5s", 5000);
  await locked(database, server, "image table locked, --query-timeout 2s");
  await locked(database, patient, "image table locked, --query-timeout 5s");

  await patient.stop();
  run("pg_ctl", ["-D", database.data, "-m", "immediate", "-s", "stop"]);
  await allAreRefused(server, "stopped");
  await sleep(8000); // whoever tries again and again has made longer pauses by then
  database.start();
  await back(server, "stopped");

  const during = waves(server);
  run("pg_ctl", ["-D", database.data, "-m", "fast", "-s", "stop"]);
  database.start();
  const restarted = performance.now();
  const answers = await during;
  const orderly = answers.filter((answer) => isRight(answer) || isRefused(answer)).length;
  figure("restarted: requests that are right, or a 503 with Retry-After", `${orderly} of ${answers.length}`, orderly === answers.length, "all");
  slowest("restarted", answers, MOST);
  await back(server, "restarted", restarted);

  // Others take each connection that is let go.
  const eaters = [];
  const mine = () => Number(database.psql("select count(*) from pg_stat_activity where application_name <> 'psql' and usename = 'damson'"));
  await until(() => {
    database.psql("select pg_terminate_backend(pid) from pg_stat_activity where application_name <> 'psql' and usename = 'damson'");
    for (let i = 0; i < 5 && eaters.filter((child) => child.exitCode === null).length < CONNECTIONS; i++) eaters.push(session(database, ""));
    return eaters.filter((child) => child.exitCode === null).length >= CONNECTIONS - 3 && mine() === 0;
  }, "others have all connections");
  await allAreRefused(server, "out of connections");
  await Promise.all(eaters.map(ended));
  await back(server, "out of connections");

  database.psql("alter system set default_transaction_read_only = on");
  database.psql("select pg_reload_conf()");
  await until(() => database.psql("show default_transaction_read_only").trim() === "on", "it is read-only");
  await sleep(200); // each session takes it from its next statement on
  await deletesAreRefused(server, "read-only");
  database.script("set default_transaction_read_only = off;\nalter system reset default_transaction_read_only;\n");
  database.psql("select pg_reload_conf()");
  await back(server, "read-only");
  await server.stop();
}

/** A copy of a primary, which follows it. */
async function standby(primary) {
  const data = mkdtempSync(join(tmpdir(), "damson-bench-standby-"));
  if (userInfo().uid === 0) execFileSync("chown", ["postgres", data]);
  run("pg_basebackup", [...primary.connection, "-D", data, "-R", "-X", "stream", "-c", "fast"]);
  const port = await freePort();
  run("pg_ctl", ["-D", data, "-s", "-w", "-l", join(data, "log"), "-o", `-p ${port} -k ${data} -c listen_addresses=127.0.0.1 -c max_connections=${CONNECTIONS}`, "start"], { stdio: "ignore" });
  clusters.push({
    stop() {
      run("pg_ctl", ["-D", data, "-m", "immediate", "-s", "stop"]);
      rmSync(data, { recursive: true, force: true });
    },
  });
  return { port, promote: () => run("pg_ctl", ["-D", data, "-s", "-w", "promote"]) };
}

const jdbc = (ports, more) => `jdbc:postgresql://${ports.map((port) => `127.0.0.1:${port}`).join(",")}/postgres?user=damson${more}`;

/** The primary is gone in some way; its replica is promoted. */
async function failover(how, leave) {
  const primary = await prepared();
  const replica = await standby(primary);
  const both = [primary.port, replica.port];
  const server = await serve(jdbc(both, "&targetServerType=primary"), "2s");
  const reader = await serve(jdbc(both, "&targetServerType=preferPrimary"), "2s");
  const onReplica = await serve(jdbc([replica.port], ""), "2s");
  await deletesAreRefused(onReplica, "server on a standby");
  leave(primary);
  await allAreRefused(server, `primary ${how}`);
  await readsAreBack(reader, `primary ${how}, server that may use the standby`);
  await deletesAreRefused(reader, `primary ${how}, server that may use the standby`);
  replica.promote();
  const promoted = performance.now();
  await Promise.all([
    back(server, `primary ${how}, replica promoted`, promoted),
    back(reader, `primary ${how}, replica promoted, server that may use the standby`, promoted),
    back(onReplica, `primary ${how}, replica promoted, server on it`, promoted),
  ]);
  for (const one of [server, reader, onReplica]) await one.stop();
}

/** With our tables and images, and a user who is no superuser. */
async function prepared() {
  const database = await postgres(`-c max_connections=${CONNECTIONS} -c shared_buffers=64MB`);
  clusters.push(database);
  database.psql("create role damson login");
  database.psql("grant all on schema public to damson");
  const url = ["--database-url", jdbc([database.port], "")];
  const images = join(folder, "images.ndjson");
  await write(IMAGES, images);
  sh("./damson", ["tenant", "add", "acme", ...url]);
  sh("./damson", ["key", "create", "--tenant", "acme", "--stdin", ...url], { input: KEY });
  sh("./damson", ["import", "--tenant", "acme", images, ...url], { stdio: "pipe" });
  next = 1;
  return database;
}

try {
  build();
  const database = await prepared();
  await faults(database, jdbc([database.port], ""));
  await failover("killed", (primary) => run("pg_ctl", ["-D", primary.data, "-m", "immediate", "-s", "stop"]));
  await failover("paused", (primary) => signal(primary, "SIGSTOP"));
} catch (e) {
  failed(e);
} finally {
  await Promise.all(servers.map((server) => server.stop()));
  await Promise.all(sessions.map(ended));
  for (const cluster of clusters) {
    try {
      if (cluster.data) signal(cluster, "SIGCONT");
    } catch {
      // it has ended
    }
    try {
      cluster.stop();
    } catch {
      if (cluster.data) rmSync(cluster.data, { recursive: true, force: true });
    }
  }
  rmSync(folder, { recursive: true, force: true });
}
process.exit(misses() ? 1 : 0);
