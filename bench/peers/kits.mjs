// Wrong servers of the kit's tests, from outside: which does the kit find, which Schemathesis, which Dredd?
//   node bench/peers/kits.mjs [damson|schemathesis|ignored_auth|dredd]…    each twentieth wrong server (EVERY=1: all) and five of shapes; SCHEMATHESIS names the program
// A wrong server counts as found where the tool's failures are not those at the right server.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { build, jar, root, sh, table, work } from "../lib.mjs";

const EVERY = Number(process.env.EVERY ?? 20);
/** What a schema shows, which a sample of the others may miss: the field of tools that read the contract alone. */
const SHAPES = ["BROKEN_FILTER_IS_500", "UNKNOWN_IS_410", "WRONG_MEDIA_TYPE", "MEMBER_MISSING", "NUMBER_AS_STRING"];
const contract = "openapi/dam-images.yaml";
const [own, other] = ["Acme-demo-key", "Globex-demo-key"];

function run(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28, env: { ...process.env, HYPOTHESIS_STORAGE_DIRECTORY: join(work, "hypothesis") } });
  if (error) throw error;
  return { status, text: (stdout + stderr).replace(/\x1b\[\d*m/g, "") };
}

function schemathesis(url, checks, ...more) {
  const command = process.env.SCHEMATHESIS ?? "schemathesis";
  const { text } = run(command, ["run", contract, "--base-url", url, "-H", `X-API-KEY: ${own}`, "--hypothesis-seed", "1", "--checks", checks, ...more]);
  if (!/Performed checks/.test(text)) throw new Error(text);
  return (text.match(/^(_+ [A-Z]+ .*|- .*| +The API returned .*)$/gm) ?? []).join("\n");
}

/** Each gives the failures as a text that is the same for the same failures. */
const kits = {
  damson(url) {
    const { text } = run("./damson", ["verify", "--url", url, "--api-key", own, "--other-api-key", other, "--level", "damson", "--strict", "--allow-delete", "--seed", "1"]);
    if (!/conform/.test(text)) throw new Error(text);
    return (text.match(/^FAILED +\S+/gm) ?? []).join("\n");
  },
  schemathesis: (url) => schemathesis(url, "all", "--exclude-checks", "ignored_auth"),
  // In a run of its own: it fails at the right server at once, since the contract has 400 for an unknown key, and a failure ends the tests of
  // an operation.
  ignored_auth: (url) => schemathesis(url, "ignored_auth"),
  dredd(url) {
    const { text } = run(join(root, "bench/peers/node_modules/.bin/dredd"), [contract, url, "--header", `X-API-KEY: ${own}`, "--loglevel", "error"]);
    if (!/\d+ passing/.test(text)) throw new Error(text);
    return (text.match(/^(pass|fail): .*$/gm) ?? []).map((line) => line.replace(/ duration:.*/, "")).join("\n");
  },
};

build();
const classes = join(work, "wrong-servers");
mkdirSync(classes, { recursive: true });
const path = [jar, join(root, "target/test-classes"), classes].join(":");
sh("javac", ["-proc:none", "-cp", path, "-d", classes, "bench/peers/WrongServers.java"]);
const main = ["-cp", path, "io.damson.verify.WrongServers"];
const all = sh("java", [...main, "list"]).trim().split("\n");
const wrong = [...new Set([...all.filter((_, i) => i % EVERY === 0), ...SHAPES])];
const wanted = process.argv.slice(2).length ? process.argv.slice(2) : Object.keys(kits);

const servers = spawn("java", main, { cwd: root, stdio: ["pipe", "pipe", "inherit"] });
const urls = createInterface({ input: servers.stdout })[Symbol.asyncIterator]();
async function failures(kit, server) {
  servers.stdin.write(server + "\n");
  return kits[kit]((await urls.next()).value);
}

const found = {};
for (const kit of wanted) {
  const right = await failures(kit, "right");
  console.log(`${kit} at the right server: ${right.replaceAll("\n", "; ") || "nothing"}`);
  found[kit] = [];
  for (const server of wrong) {
    if ((await failures(kit, server)) !== right) found[kit].push(server);
    console.log(`${kit} at ${server}: ${found[kit].includes(server) ? "found" : "not found"}`);
  }
}
servers.stdin.end();
const rows = wrong.map((server) => [server, ...wanted.map((kit) => (found[kit].includes(server) ? "found" : ""))]);
console.log(table([`of ${all.length}`, ...wanted], [...rows, [`${wrong.length}`, ...wanted.map((kit) => found[kit].length)]]));
