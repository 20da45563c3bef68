// The mocks beside each other, for docs/comparison.md: `node bench/peers/run.mjs [behaviour|starts|rates]`.
import { build, machine, table } from "../lib.mjs";
import { behaviour } from "./behaviour.mjs";
import { rates, starts } from "./figures.mjs";
import { tools, version } from "./tools.mjs";

const parts = process.argv.slice(2).filter((part) => part !== "quick");
const wanted = (part) => parts.length === 0 || parts.includes(part);
const head = ["", ...tools.map((tool) => (tool.package ? `${tool.name} ${version(tool.package)}` : tool.name))];

build();
if (wanted("behaviour")) {
  const answers = [];
  for (const tool of tools) answers.push(await behaviour(tool));
  console.log(table(head, Object.keys(answers[0]).map((question) => [question, ...answers.map((answer) => answer[question])])) + "\n");
}
if (wanted("starts") || wanted("rates")) {
  const rows = [...(wanted("starts") ? await starts() : []), ...(wanted("rates") ? await rates() : [])];
  console.log(`${machine()}\n\n${table(head, rows)}`);
}
