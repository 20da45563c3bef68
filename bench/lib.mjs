// What the benchmarks share: processes, load by wrk, alternating runs, and tables in docs/performance.md.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { cpus, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const jar = join(root, "target", "damson.jar");
export const work = join(root, "target", "bench-work");
export const quick = process.argv.includes("quick");
export const WARM_UP = quick ? 5 : 20;
export const SECONDS = quick ? 3 : 8;
export const ROUNDS = quick ? 1 : 3;
export const KEY = "acme-demo-key";

mkdirSync(work, { recursive: true });

export function sh(command, args, options = {}) {
  return execFileSync(command, args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28, ...options });
}

/** Builds the jar where it is missing or old, as the launcher does. */
export function build() {
  sh("./damson", ["--version"]);
}

export async function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Whether a GET has a 2xx. */
export function ok(url, headers = { "X-API-KEY": KEY }) {
  return new Promise((resolve) => {
    const asked = request(url, { headers, timeout: 5000 }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode >= 200 && answer.statusCode < 300));
    });
    asked.on("error", () => resolve(false));
    asked.on("timeout", () => asked.destroy());
    asked.end();
  });
}

function portOf(args) {
  return Number(args.find((arg, i) => /^(-p|--port)$/.test(args[i - 1])) ?? args.at(-1));
}

/** Starts a server and waits for its first 2xx; how long that took is `millis`. */
export async function start(command, args, path = "/images?$top=1", env = {}, port = portOf(args)) {
  const began = process.hrtime.bigint();
  const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env }, stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  child.stderr.on("data", (text) => (errors = (errors + text).slice(-2000)));
  let ended = false;
  const end = new Promise((resolve) => child.on("exit", () => resolve((ended = true))));
  const url = `http://127.0.0.1:${port}`;
  while (!(await ok(url + path))) {
    if (ended) throw new Error(`${command} ${args.join(" ")} ended: ${errors}`);
    await sleep(5);
  }
  return {
    url,
    pid: child.pid,
    millis: Number(process.hrtime.bigint() - began) / 1e6,
    async stop() {
      child.kill("SIGKILL");
      await end;
    },
    /** As an operator ends it. */
    async end() {
      child.kill("SIGTERM");
      await end;
    },
  };
}

const JAVA = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, "bin", "java") : "java";

export const servers = {
  mock: async (...more) => start("./damson", ["mock", "--port", String(await freePort()), ...more]),
  serve: async (...more) => start("./damson", ["serve", "--port", String(await freePort()), ...more]),
  proxy: async (...more) => start("./damson", ["proxy", "--port", String(await freePort()), ...more]),
  prism: async () => {
    const prism = join(root, "bench", "node_modules", ".bin", "prism");
    if (!existsSync(prism)) sh("npm", ["ci", "--prefix", "bench", "--no-audit", "--no-fund", "--ignore-scripts"]);
    return start(prism, ["mock", "openapi/dam-images.yaml", "-p", String(await freePort())]);
  },
  yardstick: async () => {
    const classes = join(work, "yardstick");
    const sources = join(root, "src/bench/java/io/damson/bench");
    sh("javac", ["-proc:none", "-cp", jar, "-d", classes, join(sources, "Yardstick.java")]);
    return start(JAVA, ["-XX:+UseSerialGC", "-cp", `${jar}:${classes}`, "io.damson.bench.Yardstick", String(await freePort())]);
  },
};

/**
 * Requests a second that wrk gets with a script from bench/lua. `server.one` is what stands around a reference in its paths, `server.references` a file
 * of the references to request, where they are not the ordinary ones.
 */
export function load(server, script, seconds, connections = 16) {
  return Number(wrk(server, script, seconds, connections).match(/Requests\/sec:\s+([\d.]+)/)[1]);
}

/** Latencies in milliseconds that wrk sees with so many connections, which all wait for their responses: half of them, and all but one in a hundred. */
export function latency(server, script, seconds, connections) {
  const out = wrk(server, script, seconds, connections);
  const millis = (percentile) => {
    const [, value, unit] = out.match(new RegExp(`\\s${percentile}%\\s+([\\d.]+)(us|ms|s)`));
    return Number(value) * { us: 0.001, ms: 1, s: 1000 }[unit];
  };
  return { p50: millis(50), p99: millis(99) };
}

function wrk(server, script, seconds, connections) {
  const references = server.references ?? join(work, "references");
  if (!existsSync(references)) {
    const data = JSON.parse(readFileSync(join(root, "mock-data", "acme.json"), "utf8"));
    writeFileSync(references, data.images.map((image) => encodeURIComponent(image.reference)).join("\n") + "\n");
  }
  const [BEFORE, AFTER] = server.one ?? ["/images(", ")"];
  const out = sh("wrk", ["-t1", `-c${connections}`, `-d${seconds}s`, "--latency", "-s", `bench/lua/${script}.lua`, server.url], {
    env: { ...process.env, REFERENCES: references, KEY, BEFORE, AFTER },
  });
  const bad = out.match(/Non-2xx or 3xx responses: (\d+)/);
  if (bad) throw new Error(`${bad[1]} answers were errors: ${script} at ${server.url}`);
  return out;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}

/** Two servers in turn, warmed up, each alone on the machine while it is measured; the ratio is taken round by round. */
export function compare(ours, theirs, script) {
  return alternate(
    () => load(ours, script, WARM_UP),
    () => load(theirs, script, WARM_UP),
    () => load(ours, script, SECONDS),
    () => load(theirs, script, SECONDS),
  );
}

/** Two measurements in turn, after both have been warmed up. */
export function alternate(warmOurs, warmTheirs, ours, theirs) {
  warmOurs();
  warmTheirs();
  const rounds = [];
  for (let i = 0; i < ROUNDS; i++) rounds.push([ours(), theirs()]);
  const ratios = rounds.map(([a, b]) => a / b);
  return {
    ours: median(rounds.map(([a]) => a)),
    theirs: median(rounds.map(([, b]) => b)),
    ratio: median(ratios),
    spread: `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`,
  };
}

/** Resident memory of a process, in MB. */
export function resident(server) {
  return Number(readFileSync(`/proc/${server.pid}/status`, "utf8").match(/VmRSS:\s+(\d+)/)[1]) / 1024;
}

export function machine() {
  const java = sh(JAVA, ["--version"]);
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${cpus()[0].model.trim()}, ${memory} GiB, ${process.platform}; Node ${process.version}; ${java.split("\n")[0]}`;
}

/** Puts a table, or any text, between its marks in docs/performance.md; a quick run only prints it. */
export function publish(name, text) {
  console.log(`\n${text}\n`);
  if (quick) return;
  const file = join(root, "docs", "performance.md");
  const marks = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const page = readFileSync(file, "utf8");
  const [from, to] = marks.map((mark) => page.indexOf(mark));
  if (from < 0 || to < from) throw new Error(`docs/performance.md has no marks for ${name}`);
  writeFileSync(file, page.slice(0, from + marks[0].length) + "\n" + text.trim() + "\n" + page.slice(to));
}

export function table(head, rows) {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Says whether a target is met, in a cell. */
export function target(value, bound, most = false) {
  return `${most ? "≤" : "≥"} ${bound}: ${(most ? value <= bound : value >= bound) ? "met" : "missed"}`;
}
