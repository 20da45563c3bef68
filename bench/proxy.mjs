// What `damson proxy` costs, against nginx in front of the same mock: added latency at few connections, requests a second at many.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROUNDS, SECONDS, WARM_UP, build, freePort, latency, load, machine, median, publish, servers, start, table, target, work } from "./lib.mjs";

/** nginx with as many workers as there are processors, and connections to the upstream that stay. */
async function nginx(upstream) {
  const port = await freePort();
  const folder = join(work, "nginx");
  mkdirSync(folder, { recursive: true });
  const conf = join(folder, "nginx.conf");
  writeFileSync(
    conf,
    `daemon off; worker_processes auto; pid ${folder}/pid; error_log stderr error; events { worker_connections 1024; }
     http {
       access_log off; keepalive_requests 100000000;
       ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};`).join(" ")}
       upstream mock { server ${upstream.url.replace("http://", "")}; keepalive 128; keepalive_requests 100000000; }
       server { listen 127.0.0.1:${port}; location / { proxy_pass http://mock; proxy_http_version 1.1; proxy_set_header Connection ""; } }
     }`,
  );
  return start("nginx", ["-e", "stderr", "-c", conf], "/images?$top=1", {}, port);
}

build();
const mock = await servers.mock();
const proxies = {
  nginx: await nginx(mock),
  "damson proxy": await servers.proxy("--upstream", mock.url),
  "damson proxy --no-header": await servers.proxy("--upstream", mock.url, "--no-header"),
};
const SCRIPTS = { get: "GET one image", top: "list of 10", list: "list of 100" };
const all = { mock, ...proxies };
for (const script of Object.keys(SCRIPTS)) for (const server of Object.values(proxies)) load(server, script, WARM_UP);

const added = [];
for (const [script, what] of Object.entries(SCRIPTS)) {
  for (const connections of [1, 8]) {
    const seen = Object.fromEntries(Object.keys(all).map((name) => [name, []]));
    for (let i = 0; i < ROUNDS; i++) for (const name of Object.keys(all)) seen[name].push(latency(all[name], script, SECONDS, connections));
    const middle = (name, percentile) => median(seen[name].map((times) => times[percentile]));
    const more = (name) => ["p50", "p99"].map((percentile) => (middle(name, percentile) - middle("mock", percentile)).toFixed(2)).join(" / ");
    added.push([`${what}, ${connections} at once`, `${middle("mock", "p50").toFixed(2)} / ${middle("mock", "p99").toFixed(2)}`, ...Object.keys(proxies).map(more)]);
  }
}
const rates = [];
for (const [script, what] of Object.entries(SCRIPTS)) {
  const seen = Object.fromEntries(Object.keys(all).map((name) => [name, []]));
  for (let i = 0; i < ROUNDS; i++) for (const name of Object.keys(all)) seen[name].push(load(all[name], script, SECONDS, 32));
  const ratio = (name) => median(seen[name].map((rate, i) => rate / seen.nginx[i]));
  rates.push([
    what,
    ...["mock", "nginx"].map((name) => median(seen[name]).toFixed(0)),
    ...["damson proxy", "damson proxy --no-header"].map((name) => `${median(seen[name]).toFixed(0)}: **${ratio(name).toFixed(2)}** of nginx`),
    target(ratio("damson proxy"), 0.2),
  ]);
}
for (const server of Object.values(all)) await server.end();

publish(
  "proxy",
  `${machine()}. All on loopback and on the same processors, wrk included.\n\n` +
    table(["latency in ms, p50 / p99", "the mock alone", ...Object.keys(proxies).map((name) => `added by ${name}`)], added) +
    "\n\n" +
    table(["requests a second, 32 connections", "the mock alone", "nginx", "damson proxy", "damson proxy --no-header", "target"], rates),
);
