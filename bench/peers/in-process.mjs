// MSW and its client in one process: prints a line at the first response, then the resident memory (MB) after 1,000 requests, then requests
// a second, eight at a time.
import { KEY } from "../lib.mjs";
import { plain, tools } from "./tools.mjs";

const msw = tools.find((tool) => tool.name === "MSW");
const server = await msw.start();
let next = 0;
const one = async () => {
  const { reference } = plain[next++ % plain.length];
  const answer = await fetch(`${server.url}/images(${encodeURIComponent(reference)})`, { headers: { "X-API-KEY": KEY } });
  await answer.text();
  if (!answer.ok) throw new Error(`${answer.status} ${reference}`);
};

async function eight(until) {
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (until()) await one();
    }),
  );
}

await one();
console.log("ready");
await eight(() => next < 1000);
console.log(process.memoryUsage.rss() / 2 ** 20);
for (const seconds of [5, 8]) {
  const [began, from] = [performance.now(), next];
  await eight(() => performance.now() - began < seconds * 1000);
  server.rate = (next - from) / ((performance.now() - began) / 1000);
}
console.log(server.rate);
await server.stop();
