// Latency against the number of images and against $skip, on both databases: what grows, and how much.
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { image, write } from "./data.mjs";
import { KEY, build, jar, machine, median, publish, quick, root, servers, sh, table, work } from "./lib.mjs";
import { postgres } from "./postgres.mjs";

const SIZES = quick ? [1000, 10000] : [1000, 10000, 100000, 1000000];
const REQUESTS = quick ? 10 : 40;
const OTHER_TENANTS = quick ? 10 : 1000;

const some = (i, size) => 1 + ((i * 7919) % size);
const at = (i, size) => image(some(i, size));
/** Each takes the number of the request and of images, and gives the query; no two requests of one kind have the same constants. */
const QUERIES = {
  "order `id`": (i) => `$top=100&$skip=${i}`,
  "order `createdOn desc`": (i) => `$orderby=createdOn desc&$top=100&$skip=${i}`,
  "order `numLinks`": (i) => `$orderby=numLinks&$top=100&$skip=${i}`,
  "order `reference desc`": (i) => `$orderby=reference desc&$top=100&$skip=${i}`,
  "`status ne 'Er'`, `createdOn desc`": (i) => `$filter=status ne 'Er' and id ne ${i}&$orderby=createdOn desc`,
  "`status eq 'Ok'`, `createdOn desc`": (i) => `$filter=status eq 'Ok' and id ne ${i}&$orderby=createdOn desc`,
  "`reference eq`": (i, size) => `$filter=reference eq '${at(i, size).reference}'`,
  "`sizeInBytes eq`": (i, size) => `$filter=sizeInBytes eq ${at(i, size).sizeInBytes}`,
  "`id in` of 50": (i, size) => `$filter=id in (${Array.from({ length: 50 }, (_, k) => some(i * 50 + k, size))})`,
  "`startswith`, 12 characters": (i, size) => `$filter=startswith(reference,'${at(i, size).reference.slice(0, 12)}')`,
  "`createdOn` in a day, by it": (i, size) => {
    const day = at(i * 20 + 1, size).modifiedOn.slice(0, 10);
    return `$filter=createdOn ge ${day}T00:00:00 and createdOn le ${day}T23:59:59&$orderby=createdOn`;
  },
  "`contains`, rare (8 characters)": (i, size) => `$filter=contains(reference,'${at(i, size).reference.split("-")[3]}')`,
  "`contains`, no hit": (i) => `$filter=contains(reference,'nowhere${i}')`,
  "`contains`, two characters": (i) => `$filter=contains(reference,'q${i % 10}')`,
};
const DEEP = [0, 1000, 10000, 90000, 900000];

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
function millis(url) {
  return new Promise((resolve, reject) => {
    const began = process.hrtime.bigint();
    request(encodeURI(url), { agent, headers: { "X-API-KEY": KEY } }, (answer) => {
      answer.on("data", () => {});
      answer.on("end", () => {
        if (answer.statusCode !== 200) reject(new Error(`${answer.statusCode} for ${url}`));
        else resolve(Number(process.hrtime.bigint() - began) / 1e6);
      });
    })
      .on("error", reject)
      .end();
  });
}

async function typical(query) {
  const times = [];
  for (let i = 0; i < REQUESTS + 5; i++) times.push(await millis(query(i)));
  return median(times.slice(5));
}

async function measured(url, size) {
  const file = join(work, `${size}.ndjson`);
  if (!existsSync(file)) await write(size, file);
  sh("java", ["-jar", jar, "tenant", "add", "shop", "--database-url", url]);
  sh("java", ["-jar", jar, "key", "create", "--tenant", "shop", "--stdin", "--database-url", url], { input: KEY });
  sh("java", ["-jar", jar, "import", "--tenant", "shop", "--database-url", url, file], { stdio: "pipe" });
  const server = await servers.serve("--database-url", url);
  try {
    for (let i = 0; i < (quick ? 200 : 2000); i++) await millis(`${server.url}/images?$top=100&$skip=${i % 100}`); // warm
    const cells = {};
    for (const [name, query] of Object.entries(QUERIES)) cells[name] = await typical((i) => `${server.url}/images?${query(i, size)}`);
    const skips = {};
    for (const skip of DEEP.filter((skip) => skip < size)) {
      skips[skip] = await typical((i) => `${server.url}/images?$orderby=numLinks desc&$top=100&$skip=${skip + i}`);
    }
    return { cells, skips };
  } finally {
    await server.stop();
  }
}

build();
const found = { SQLite: {}, PostgreSQL: {} };
for (const size of SIZES) {
  const file = join(work, "growth.db");
  for (const suffix of ["", "-wal", "-shm", "-import"]) rmSync(file + suffix, { force: true });
  found.SQLite[size] = await measured(`jdbc:sqlite:${file}`, size);
  const pg = await postgres();
  try {
    sh("java", ["-jar", jar, "tenant", "list", "--database-url", pg.url]); // makes the schema
    pg.script(`insert into tenant (name) select 'other-' || n from generate_series(1, ${OTHER_TENANTS}) n;
      insert into image (tenant_id, id, reference, num_links, status, modified_on, file_type, created_on, tags, width, height, size_in_bytes)
      select t.id, n, md5(t.id || '-' || n) || '.jpg', n % 40, 'Ok', timestamp '2020-01-01' + n * interval '1 hour', 'jpg',
        timestamp '2020-01-01' + n * interval '1 hour', '[]', 100 + n, 100 + n, 1000 + n
      from tenant t, generate_series(1, 100) n;`);
    found.PostgreSQL[size] = await measured(pg.url, size);
  } finally {
    pg.stop();
  }
}

const ms = (value) => (value === undefined ? "–" : value < 10 ? value.toFixed(1) : value.toFixed(0));
const heads = SIZES.map((size) => size.toLocaleString("en"));
const text = [`${machine()}. Milliseconds a request over HTTP, one at a time, median; on PostgreSQL among ${OTHER_TENANTS.toLocaleString("en")} other tenants.`];
for (const [name, bySize] of Object.entries(found)) {
  text.push(`**${name}, the first page, against the number of images**`);
  text.push(table([name, ...heads], Object.keys(QUERIES).map((query) => [query, ...SIZES.map((size) => ms(bySize[size].cells[query]))])));
  const largest = bySize[SIZES.at(-1)].skips;
  text.push(`**${name}, order \`numLinks desc\`, against \`$skip\`, of ${heads.at(-1)} images**`);
  text.push(table(Object.keys(largest).map((skip) => Number(skip).toLocaleString("en")), [Object.values(largest).map(ms)]));
}
text.push("![Latency against the number of images](growth.svg)");
if (!quick) writeFileSync(join(root, "docs", "growth.svg"), plot());
publish("growth", text.join("\n\n"));

/** Both axes are logarithmic: a line that is flat does not grow, one at 45 degrees grows with the images. */
function plot() {
  const [width, height, left, bottom, top, right] = [860, 460, 70, 50, 20, 330];
  const shown = ["order `createdOn desc`", "`reference eq`", "`startswith`, 12 characters", "`contains`, no hit"];
  const lines = Object.entries(found).flatMap(([name, bySize]) => shown.map((query) => [`${name}: ${query.replaceAll("`", "")}`, SIZES.map((size) => bySize[size].cells[query])]));
  const most = Math.max(...lines.flatMap(([, values]) => values));
  const x = (size) => left + ((Math.log10(size) - 3) / (Math.log10(SIZES.at(-1)) - 3)) * (width - left - right);
  const y = (value) => height - bottom - ((Math.log10(value) + 1) / (Math.log10(most) + 1.1)) * (height - bottom - top);
  const colors = ["#0b5fa5", "#3b8ed0", "#7fb6e3", "#12395c", "#a5480b", "#d0783b", "#e3ab7f", "#5c2a12"];
  const grid = [0.1, 1, 10, 100, 1000].filter((value) => value <= most * 2);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13">
<rect width="100%" height="100%" fill="#fff"/>
${grid.map((value) => `<path d="M${left} ${y(value)}H${width - right}" stroke="#ddd"/><text x="${left - 8}" y="${y(value) + 4}" text-anchor="end">${value} ms</text>`).join("\n")}
${SIZES.map((size) => `<text x="${x(size)}" y="${height - bottom + 22}" text-anchor="middle">${size.toLocaleString("en")}</text>`).join("\n")}
<text x="${(left + width - right) / 2}" y="${height - 6}" text-anchor="middle">images of the tenant</text>
${lines.map(([label, values], i) => `<polyline fill="none" stroke="${colors[i]}" stroke-width="2" points="${values.map((value, k) => `${x(SIZES[k]).toFixed(1)},${y(value).toFixed(1)}`).join(" ")}"/>
<rect x="${width - right + 20}" y="${top + i * 24}" width="12" height="12" fill="${colors[i]}"/><text x="${width - right + 38}" y="${top + 11 + i * 24}">${label}</text>`).join("\n")}
</svg>
`;
}
