// From the command to the first 200: the mock, from its second start on, against Prism's mock of the same contract.
import { build, median, publish, quick, servers, table, target } from "./lib.mjs";

build();
const STARTS = quick ? 3 : 10;
await (await servers.mock()).stop(); // the first start makes the archive of classes
const times = { mock: [], prism: [] };
for (let i = 0; i < STARTS; i++) {
  for (const name of ["mock", "prism"]) {
    const server = await servers[name]();
    times[name].push(server.millis / 1000);
    await server.stop();
  }
}
const large = await servers.mock("--images", "100000");
await large.stop();
const ratio = median(times.mock.map((mock, i) => mock / times.prism[i]));
publish(
  "start",
  table(
    ["from the command to the first 200", "seconds, median", "yardstick in the same run", "ratio", "target"],
    [
      ["`./damson mock`", median(times.mock).toFixed(2), `Prism: ${median(times.prism).toFixed(2)}`, `**${ratio.toFixed(2)}**`, target(ratio, 1, true)],
      ["`./damson mock --images 100000`", (large.millis / 1000).toFixed(1), "–", "–", target(large.millis / 1000, 10, true)],
    ],
  ),
);
