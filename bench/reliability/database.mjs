// What clients of a server on an SQLite file get while its disk is full, and while the file is read-only; and whether it is right again.
import { execFileSync } from "node:child_process";
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { image, write } from "../data.mjs";
import { KEY, build, freePort, sh, start } from "../lib.mjs";
import { call, failed, figure, misses } from "./figures.mjs";

const IMAGES = 4000;
const ROUNDS = 20;
/** With so many reads beside a delete more connections are made than a server has had before. */
const FEW = 1;
const MANY = 6;
const MOST = 2000;
const BACK = 5000;
const disk = mkdtempSync(join(tmpdir(), "damson-disk-"));
const file = join(disk, "damson.db");
let next = 1;
const gone = [];
/** Deletes one image that is there still, or was not to be deleted. */
async function remove(server) {
  const n = next++;
  const answer = await call("DELETE", `${server.url}/images(${encodeURIComponent(image(n).reference)})`);
  if (answer.status === 204) gone.push(n);
  return answer;
}

/** Rounds of deletes, with reads beside them. */
async function rounds(server, readers) {
  const seen = { reads: [], deletes: [] };
  for (let i = 0; i < ROUNDS; i++) {
    const [deleted, ...read] = await Promise.all([remove(server), ...Array.from({ length: readers }, () => call("GET", `${server.url}/images?$top=100`))]);
    seen.deletes.push(deleted);
    seen.reads.push(...read);
  }
  return seen;
}

function report(fault, { reads, deletes }) {
  const refused = deletes.filter(({ status }) => status === 503);
  const slowest = Math.max(...reads.map(({ millis }) => millis), ...deletes.map(({ millis }) => millis));
  figure(`${fault}: reads that are answered`, `${reads.filter(({ status }) => status === 200).length} of ${reads.length}`, reads.every(({ status }) => status === 200), "all");
  figure(`${fault}: deletes that are a 503 with Retry-After`, `${refused.length} of ${deletes.length}`, refused.length > 0 && deletes.every(({ status, retryAfter }) => [204, 409].includes(status) || (status === 503 && retryAfter)), "all that are not done");
  figure(`${fault}: slowest answer`, `${slowest.toFixed(0)} ms`, slowest < MOST, `under ${MOST} ms`);
}

async function back(server, fault, readers) {
  const began = performance.now();
  while (![204, 409].includes((await remove(server)).status) && performance.now() - began < BACK);
  figure(`${fault}: deletes are right again after`, `${(performance.now() - began).toFixed(0)} ms`, performance.now() - began < BACK, `under ${BACK} ms`);
  const { reads, deletes } = await rounds(server, readers);
  const right = [...reads, ...deletes].filter(({ status }) => [200, 204, 409].includes(status)).length;
  figure(`${fault}: answered afterwards`, `${right} of ${reads.length + deletes.length}`, right === reads.length + deletes.length, "all");
}

async function health(management, fault) {
  const live = await call("GET", `${management}/health/live`);
  const ready = await call("GET", `${management}/health/ready`);
  figure(`${fault}: liveness, and readiness, since reads are answered`, `${live.status}, ${ready.status}`, live.status === 200 && ready.status === 200, "200, 200");
}

/** Leaves no byte on the disk; ends with what is in the way. */
function fill() {
  const filler = join(disk, "filler");
  const descriptor = openSync(filler, "w");
  for (let size = 1 << 20; size >= 1; size >>= 1) {
    try {
      for (;;) writeSync(descriptor, Buffer.alloc(size));
    } catch (e) {
      if (e.code !== "ENOSPC") throw e;
    }
  }
  closeSync(descriptor);
  return filler;
}

async function main() {
  build();
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=32m,mode=700", "damson", disk]);
  const url = ["--database-url", `jdbc:sqlite:${file}`];
  const images = join(disk, "images.ndjson");
  await write(IMAGES, images);
  sh("./damson", ["tenant", "add", "acme", ...url]);
  sh("./damson", ["key", "create", "--tenant", "acme", "--stdin", ...url], { input: KEY });
  sh("./damson", ["import", "--tenant", "acme", images, ...url], { stdio: "pipe" });
  rmSync(images);
  const managementPort = await freePort();
  const management = `http://127.0.0.1:${managementPort}`;
  // Without a user of its own, so that what may not be written cannot be written by root either.
  const serve = async () => start("unshare", ["-U", "./damson", "serve", ...url, "--management-port", String(managementPort), "--port", String(await freePort())]);
  let server = await serve();
  try {
    const filler = fill();
    let failing;
    do failing = await remove(server);
    while (failing.status !== 503 && next < IMAGES / 2);
    report("full disk", await rounds(server, FEW));
    await health(management, "full disk");
    rmSync(filler);
    await back(server, "full disk", FEW);

    chmodSync(file, 0o444);
    // Connections that were made before may write still: a delete is done, or a 503.
    const seen = await rounds(server, MANY);
    figure("read-only file: reads that are answered", `${seen.reads.filter(({ status }) => status === 200).length} of ${seen.reads.length}`, seen.reads.every(({ status }) => status === 200), "all");
    figure("read-only file: deletes that are done, or a 503", `${seen.deletes.filter(({ status }) => status !== 503).length} and ${seen.deletes.filter(({ status }) => status === 503).length}`, seen.deletes.every(({ status }) => [204, 409, 503].includes(status)), "each");
    await health(management, "read-only file");
    chmodSync(file, 0o644);
    await back(server, "read-only file", MANY);

    await server.end();
    const [verdict] = sh("./damson", ["doctor", ...url], { stdio: ["ignore", "pipe", "pipe"] }).trim().split("\n").slice(-1);
    console.log(`seen    doctor: ${verdict}`);
    server = await serve();
    let undone = 0;
    for (const n of gone) if ((await call("GET", `${server.url}/images(${encodeURIComponent(image(n).reference)})`)).status !== 404) undone++;
    figure("acknowledged deletes that came back", `${undone} of ${gone.length}`, undone === 0, "none");
  } finally {
    await server.stop();
  }
}

try {
  await main();
} catch (e) {
  failed(e);
} finally {
  try {
    execFileSync("umount", ["-l", disk], { stdio: "ignore" });
  } catch {
    // it was not mounted
  }
  rmSync(disk, { recursive: true, force: true });
}
process.exit(misses() ? 1 : 0);
