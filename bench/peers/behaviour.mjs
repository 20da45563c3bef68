// What a client of the mock meets: each question is some requests, and its answer is "yes" or "no". A tool that has no such command has "no".
import { KEY } from "../lib.mjs";
import { REFERENCE, images } from "./tools.mjs";

const byId = [...images].sort((a, b) => a.id - b.id);
const names = (list) => list.map((image) => image.reference).join("\n");
const FILTERS = {
  "status eq 'Er'": (image) => image.status === "Er",
  "numLinks ge 5 and fileType eq 'png'": (image) => image.numLinks >= 5 && image.fileType === "png",
  "contains(reference,'front') and not (status eq 'Ok')": (image) => image.reference.includes("front") && image.status !== "Ok",
};

/** A tool, with the requests of a client. */
class Client {
  constructor(tool, server) {
    Object.assign(this, { tool, url: server.url });
  }

  request(path, { method = "GET", key = KEY } = {}) {
    return fetch(this.url + path, { method, headers: key === null ? {} : { "X-API-KEY": key }, signal: AbortSignal.timeout(10000) });
  }

  one(options) {
    const [before, after] = this.tool.one;
    return this.request(before + encodeURIComponent(REFERENCE) + after, options);
  }

  async list(options = {}, key = KEY) {
    const query = new URLSearchParams(options).toString();
    const answer = await this.request(`/images${query && "?"}${query}`, { key });
    const body = await answer.json();
    return answer.ok ? (body.items ?? body) : [];
  }

  async lists(image, key) {
    return (await this.list({ $top: "100" }, key)).some(({ reference }) => reference === image);
  }
}

async function filters(client) {
  for (const [$filter, meaning] of Object.entries(FILTERS)) {
    if (names(await client.list({ $filter })) !== names(byId.filter(meaning))) return false;
  }
  return true;
}

async function pages(client) {
  const sorted = [...byId].sort((a, b) => b.sizeInBytes - a.sizeInBytes || b.id - a.id);
  return names(await client.list({ $orderby: "sizeInBytes desc", $top: "5", $skip: "10" })) === names(sorted.slice(10, 15));
}

async function badFilter(client) {
  const answer = await client.request(`/images?${new URLSearchParams({ $filter: "numLinks gt 2 and statu eq 'Ok'" })}`);
  const text = await answer.text();
  return answer.status === 400 && text.includes("statu") && text.includes("18");
}

async function keyNeeded(client) {
  return (await client.one({ key: null })).status === 401 && (await client.request("/images", { key: null })).status === 401;
}

async function deletes(client) {
  if ((await client.one()).status !== 200 || !(await client.lists(REFERENCE))) return false;
  const deleted = await client.one({ method: "DELETE" });
  return deleted.ok && (await client.one()).status === 404 && !(await client.lists(REFERENCE));
}

async function deletesOne(client) {
  const deleted = await client.one({ method: "DELETE" });
  return deleted.ok && (await client.one()).status === 404;
}

async function isolated(client) {
  const [one, other] = client.tool.keys ?? ["worker-1", "worker-2"];
  const deleted = await client.one({ method: "DELETE", key: one });
  return deleted.ok && (await client.one({ key: one })).status === 404 && (await client.one({ key: other })).status === 200;
}

async function resets(client) {
  if (!client.tool.reset || !(await deletesOne(client))) return false;
  await client.tool.reset(client.url);
  return (await client.one()).status === 200;
}

async function oneError(client) {
  if (!client.tool.error) return false;
  await client.tool.error(client.url);
  const first = (await client.one()).status;
  return first === 503 && (await client.one()).status === 200;
}

async function delays(client) {
  if (!client.tool.delay) return false;
  await client.one();
  await client.tool.delay(client.url);
  const began = performance.now();
  return (await client.one()).status === 200 && performance.now() - began > 600;
}

async function breaks(client) {
  if (!client.tool.broken) return false;
  await client.tool.broken(client.url);
  return client.one().then(() => false, () => true);
}

async function files(client) {
  const { originalUrl } = (await client.list())[0] ?? {};
  // Never a request to another machine.
  if (!originalUrl || new URL(originalUrl).origin !== client.url) return false;
  const answer = await fetch(originalUrl);
  return answer.ok && answer.headers.get("content-type").startsWith("image/");
}

async function journal(client) {
  if (!client.tool.journal) return false;
  await client.request("/images?journal=seen");
  return (await client.tool.journal(client.url)).includes("journal=seen");
}

const questions = {
  "`$filter` selects the right images (3 filters)": filters,
  "`$orderby`, `$top`, `$skip` give the right page": pages,
  "a wrong filter is a 400 that names the place": badFilter,
  "a missing key is a 401": keyNeeded,
  "a deleted image is a 404 afterwards": deletesOne,
  "and no longer in the list": deletes,
  "a delete with one key is not seen with another": isolated,
  "a reset without a restart": resets,
  "one 503 on demand, then as before": oneError,
  "a delay on demand, without a restart": delays,
  "a broken connection on demand": breaks,
  "the URL of an image loads a picture": files,
  "a journal of requests, to be read by a test": journal,
};

/** The answers of a tool, each by a server of its own. */
export async function behaviour(tool) {
  const answers = {};
  for (const [question, asked] of Object.entries(questions)) {
    const server = await tool.start();
    try {
      answers[question] = (await asked(new Client(tool, server)).catch((e) => (process.env.TRACE && console.error(tool.name, question, e), false))) ? "yes" : "no";
    } finally {
      await server.stop();
    }
  }
  return answers;
}
