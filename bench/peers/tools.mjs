// The mocks, each set up as its own documentation does it: the contract where the tool reads OpenAPI, the images of mock-data/acme.json where
// it takes data. Settings are used; programs of our own (middleware, extensions) are not, except for MSW, which has nothing else.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { freePort, root, servers, start, work } from "../lib.mjs";

const require = createRequire(import.meta.url);
const peers = join(root, "bench", "peers", "node_modules");
const bin = (name) => join(peers, ".bin", name);
const folder = join(work, "peers");
mkdirSync(folder, { recursive: true });

export const contract = "openapi/dam-images.yaml";
export const images = JSON.parse(readFileSync(join(root, "mock-data", "acme.json"), "utf8")).images;
/** Those whose names are ordinary in a path; in `/images/..` not every name is. */
export const plain = images.filter((image) => /^[\w-]+\.[\w.-]+$/.test(image.reference));
/** The image that the behaviour is tried with: it may be deleted, and is not in the contract's examples. */
export const REFERENCE = images.find((image) => image.status === "Ok").reference;

export const version = (name) => JSON.parse(readFileSync(join(peers, name, "package.json"), "utf8")).version;

const json = (method, body, headers = {}) => ({ method, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) });

async function accepted(url, init) {
  const answer = await fetch(url, init);
  if (!answer.ok) throw new Error(`${init?.method ?? "GET"} ${url}: ${answer.status} ${await answer.text()}`);
  return answer;
}

const ownForm = ["/images(", ")"];
const pathForm = ["/images/", ""];

const damson = {
  name: "Damson",
  one: ownForm,
  start: () => servers.mock(),
  keys: ["sandbox-a", "sandbox-b"],
  reset: (url) => accepted(`${url}/__admin/reset`, { method: "POST" }),
  error: (url) => accepted(`${url}/__admin/faults`, json("POST", { status: 503, times: 1 })),
  delay: (url) => accepted(`${url}/__admin/faults`, json("POST", { delay: "700ms", times: 1 })),
  broken: (url) => accepted(`${url}/__admin/faults`, json("POST", { fault: "CONNECTION_RESET_BY_PEER", times: 1 })),
  journal: async (url) => (await accepted(`${url}/__admin/requests`)).text(),
};

const prism = {
  name: "Prism",
  package: "@stoplight/prism-cli",
  one: ownForm,
  start: async () => start(bin("prism"), ["mock", contract, "-p", String(await freePort())]),
};

/** A stub for each image, and a scenario for its delete; the list is one stub, since a stub selects nothing. */
const wiremock = {
  name: "WireMock",
  package: "wiremock",
  one: ownForm,
  async start() {
    const stubs = join(folder, "wiremock");
    rmSync(stubs, { recursive: true, force: true });
    mkdirSync(join(stubs, "mappings"), { recursive: true });
    const answers = (jsonBody) => ({ status: 200, jsonBody, headers: { "Content-Type": "application/json" } });
    const mappings = [
      { priority: 1, request: { urlPathPattern: "/images.*", headers: { "X-API-KEY": { absent: true } } }, response: { status: 401 } },
      { request: { method: "GET", urlPath: "/images" }, response: answers({ items: images.slice(0, 100) }) },
    ];
    for (const image of images) {
      const urlPath = `/images(${encodeURIComponent(image.reference)})`;
      const scenarioName = String(image.id);
      mappings.push(
        { scenarioName, requiredScenarioState: "Started", request: { method: "GET", urlPath }, response: answers(image) },
        { scenarioName, requiredScenarioState: "Started", newScenarioState: "gone", request: { method: "DELETE", urlPath }, response: { status: 204 } },
      );
    }
    writeFileSync(join(stubs, "mappings", "images.json"), JSON.stringify({ mappings }));
    const jar = join(peers, "wiremock", "build", `wiremock-standalone-${version("wiremock")}.jar`);
    return start("java", ["-jar", jar, "--root-dir", stubs, "--disable-banner", "--port", String(await freePort())]);
  },
  reset: (url) => accepted(`${url}/__admin/scenarios/reset`, { method: "POST" }),
  async error(url) {
    const [scenarioName, urlPath] = ["once", `/images(${encodeURIComponent(REFERENCE)})`];
    await accepted(
      `${url}/__admin/mappings`,
      json("POST", { priority: 2, scenarioName, requiredScenarioState: "Started", newScenarioState: "over", request: { urlPath }, response: { status: 503 } }),
    );
  },
  delay: (url) => wiremock.forOne(url, { status: 200, fixedDelayMilliseconds: 700 }),
  broken: (url) => wiremock.forOne(url, { fault: "CONNECTION_RESET_BY_PEER" }),
  forOne: (url, response) =>
    accepted(`${url}/__admin/mappings`, json("POST", { priority: 2, request: { urlPath: `/images(${encodeURIComponent(REFERENCE)})` }, response })),
  journal: async (url) => (await accepted(`${url}/__admin/requests`)).text(),
};

const jsonServer = {
  name: "json-server",
  package: "json-server",
  one: pathForm,
  async start() {
    const file = join(folder, "json-server.json");
    writeFileSync(file, JSON.stringify({ images }));
    return start(bin("json-server"), [file, "--id", "reference", "--quiet", "--host", "127.0.0.1", "--port", String(await freePort())], "/images");
  },
};

const TOKEN = "peers";
/** A CRUD route over a data bucket; the desktop program writes the same file. */
const mockoon = {
  name: "Mockoon",
  package: "@mockoon/cli",
  one: pathForm,
  environment(port) {
    const { BuildCRUDRoute, BuildDatabucket, BuildEnvironment } = require("@mockoon/commons");
    const bucket = BuildDatabucket({ name: "images", value: JSON.stringify(images) });
    const route = BuildCRUDRoute();
    Object.assign(route, { endpoint: "images" });
    Object.assign(route.responses[0], { databucketID: bucket.id, crudKey: "reference" });
    const environment = BuildEnvironment({ hasDefaultHeader: false });
    Object.assign(environment, { name: "images", port, hostname: "127.0.0.1", data: [bucket], routes: [route], rootChildren: [{ type: "route", uuid: route.uuid }] });
    return environment;
  },
  async start() {
    const port = await freePort();
    const file = join(folder, "mockoon.json");
    writeFileSync(file, JSON.stringify(mockoon.environment(port)));
    return start(bin("mockoon-cli"), ["start", "--data", file, "--disable-log-to-file", "--admin-api-token", TOKEN, "--port", String(port)], "/images");
  },
  admin: (url, path, init = {}) => accepted(`${url}/mockoon-admin/${path}`, { ...init, headers: { ...init.headers, authorization: `Bearer ${TOKEN}` } }),
  reset: (url) => mockoon.admin(url, "data-buckets/purge", { method: "POST" }),
  /** A route before the others, for one image, that answers while its rule holds, and else falls back to them. */
  async before(url, answer, ...rules) {
    const { BuildHTTPRoute, BuildResponseRule } = require("@mockoon/commons");
    const route = BuildHTTPRoute();
    Object.assign(route, { endpoint: `images/${REFERENCE}`, responseMode: "FALLBACK" });
    Object.assign(route.responses[0], answer, { rules: rules.map((rule) => Object.assign(BuildResponseRule(), rule)) });
    const environment = mockoon.environment(Number(new URL(url).port));
    environment.routes.unshift(route);
    environment.rootChildren.unshift({ type: "route", uuid: route.uuid });
    await mockoon.admin(url, "environment", json("PUT", environment));
  },
  error: (url) => mockoon.before(url, { statusCode: 503 }, { target: "request_number", value: "1" }),
  delay: (url) => mockoon.before(url, { statusCode: 200, latency: 700 }, { target: "request_number", value: "1" }),
  journal: async (url) => (await mockoon.admin(url, "logs")).text(),
};

/**
 * Handlers over an array, as its "getting started" writes them: MSW is a library, and its set-up is a program. They are in this process: there
 * is no server. `@msw/source` makes handlers of a contract, but none that matches `/images({reference})`.
 */
const msw = {
  name: "MSW",
  package: "msw",
  one: ownForm,
  async start() {
    const { setupServer } = require("msw/node");
    const { http, HttpResponse, delay } = require("msw");
    const url = "http://dam.example";
    const one = /^http:\/\/dam\.example\/images\((.*)\)$/;
    const all = () => new Map(images.map((image) => [image.reference, image]));
    let present = all();
    const seen = [];
    const named = (request) => decodeURIComponent(one.exec(request.url)[1]);
    const unknown = () => new HttpResponse(null, { status: 404 });
    const server = setupServer(
      http.get(`${url}/images`, () => HttpResponse.json({ items: [...present.values()] })),
      http.get(one, ({ request }) => {
        const image = present.get(named(request));
        return image ? HttpResponse.json(image) : unknown();
      }),
      http.delete(one, ({ request }) => (present.delete(named(request)) ? new HttpResponse(null, { status: 204 }) : unknown())),
    );
    server.events.on("request:start", ({ request }) => seen.push(request.url));
    server.listen({ onUnhandledRequest: "error" });
    Object.assign(msw, {
      reset() {
        server.resetHandlers();
        present = all();
      },
      error: () => server.use(http.get(one, () => new HttpResponse(null, { status: 503 }), { once: true })),
      // Without a response the next handler has the request.
      delay: () => server.use(http.get(one, () => delay(700), { once: true })),
      broken: () => server.use(http.get(one, () => HttpResponse.error(), { once: true })),
      journal: () => seen.join("\n"),
    });
    return { url, stop: async () => server.close() };
  },
};

export const tools = [damson, prism, wiremock, jsonServer, mockoon, msw];
