// Start, memory and speed of the mocks, in turn.
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { KEY, load, median, quick, resident, work } from "../lib.mjs";
import { plain, tools } from "./tools.mjs";

const CONNECTIONS = 8;
const STARTS = quick ? 1 : 5;
const [WARM_UP, SECONDS, ROUNDS] = quick ? [2, 2, 1] : [20, 5, 3];
const REQUESTS = 1000;

/** The images one after the other, as many requests at a time as there are connections. */
async function requests(server, [before, after]) {
  let next = 0;
  const client = async () => {
    while (next < REQUESTS) {
      const path = before + encodeURIComponent(plain[next++ % plain.length].reference) + after;
      const answer = await fetch(server.url + path, { headers: { "X-API-KEY": KEY } });
      await answer.text();
      if (!answer.ok) throw new Error(`${answer.status} ${server.url}${path}`);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, client));
}

/** MSW has no server: a process that has it, and is its own client. */
async function inProcess() {
  const began = process.hrtime.bigint();
  const child = spawn(process.execPath, [join(dirname(fileURLToPath(import.meta.url)), "in-process.mjs")], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = [];
  let start;
  for await (const text of child.stdout) {
    start ??= Number(process.hrtime.bigint() - began) / 1e6;
    lines.push(...String(text).trim().split("\n"));
  }
  const [, memory, rate] = lines.map(Number);
  return { start, memory, rate };
}

async function ofServer(tool) {
  const starts = [];
  for (let i = 0; i < STARTS; i++) {
    const server = await tool.start();
    starts.push(server.millis);
    await server.stop();
  }
  const server = await tool.start();
  try {
    await requests(server, tool.one);
    return { start: median(starts), memory: resident(server) };
  } finally {
    await server.stop();
  }
}

function speeds(servers) {
  const references = join(work, "plain-references");
  writeFileSync(references, plain.map((image) => image.reference).join("\n") + "\n");
  const run = (seconds) => servers.map(([tool, server]) => load({ ...server, one: tool.one, references }, "get", seconds, CONNECTIONS));
  run(WARM_UP);
  const rounds = Array.from({ length: ROUNDS }, () => run(SECONDS));
  return servers.map((_, i) => ({
    rate: median(rounds.map((round) => round[i])),
    ratio: median(rounds.map((round) => round[i] / round[0])),
  }));
}

const base = (found) => found.get(tools[0]);
const cell = (value, own, digits) => `${value.toFixed(digits)} (${(value / own).toFixed(2)})`;
let alone;
/** A tool without a server has its three figures from one process. */
const ofMsw = async () => (alone ??= await inProcess());

/** The rows of start and memory: one cell for each tool, with its ratio to Damson. */
export async function starts() {
  const found = new Map();
  for (const tool of tools) found.set(tool, tool.name === "MSW" ? await ofMsw() : await ofServer(tool));
  const all = [...found.values()];
  return [
    [`start to first response, s, median of ${STARTS}`, ...all.map((it) => cell(it.start / 1000, base(found).start / 1000, 2))],
    [`resident memory after ${REQUESTS} requests, MB`, ...all.map((it) => cell(it.memory, base(found).memory, 0))],
  ];
}

/** The row of requests a second; the ratios are taken round by round. */
export async function rates() {
  const servers = [];
  try {
    for (const tool of tools) if (tool.name !== "MSW") servers.push([tool, await tool.start()]);
    const found = new Map(speeds(servers).map((speed, i) => [servers[i][0], speed]));
    for (const tool of tools) if (!found.has(tool)) found.set(tool, await ofMsw());
    const all = [...found.values()];
    return [[`requests a second, GET one image, ${CONNECTIONS} connections`, ...all.map((it) => `${it.rate.toFixed(0)} (${(it.ratio ?? it.rate / base(found).rate).toFixed(2)})`)]];
  } finally {
    for (const [, server] of servers) await server.stop();
  }
}
