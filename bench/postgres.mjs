// A PostgreSQL of Debian's packages for one benchmark, on loopback, in a folder of its own.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { freePort } from "./lib.mjs";

const home = "/usr/lib/postgresql";
export const bin = join(home, readdirSync(home).sort((a, b) => a - b).at(-1), "bin");

/** As the user postgres where we are root, which PostgreSQL refuses to run as. */
export function run(program, args, options = {}) {
  const root = userInfo().uid === 0;
  const command = join(bin, program);
  return execFileSync(root ? "runuser" : command, root ? ["-u", "postgres", "--", command, ...args] : args, {
    cwd: "/",
    encoding: "utf8",
    maxBuffer: 1 << 28,
    ...options,
  });
}

/** @param more settings of its own, as `-c name=value` */
export async function postgres(more = "") {
  const data = mkdtempSync(join(tmpdir(), "damson-bench-pg-"));
  if (userInfo().uid === 0) execFileSync("chown", ["postgres", data]);
  run("initdb", ["-D", data, "-E", "UTF8", "--locale=C", "--auth=trust", "-U", "postgres"]);
  const port = await freePort();
  const settings = `-p ${port} -k ${data} -c listen_addresses=127.0.0.1 -c shared_buffers=1GB -c max_wal_size=8GB ${more}`;
  const start = () => run("pg_ctl", ["-D", data, "-s", "-w", "-l", join(data, "log"), "-o", settings, "start"], { stdio: "ignore" });
  start();
  const connection = ["-h", "127.0.0.1", "-p", String(port), "-U", "postgres"];
  return {
    url: `jdbc:postgresql://127.0.0.1:${port}/postgres?user=postgres`,
    connection,
    psql: (sql, options) => run("psql", [...connection, "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", "-c", sql], options),
    script: (text) => run("psql", [...connection, "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1"], { input: text }),
    pgbench: (args) => run("pgbench", [...connection, ...args, "postgres"]),
    data,
    port,
    start,
    stop() {
      run("pg_ctl", ["-D", data, "-m", "immediate", "-s", "stop"]);
      rmSync(data, { recursive: true, force: true });
    },
  };
}
