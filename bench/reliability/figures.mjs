// Figures beside their bounds, and requests that are timed.
import { request } from "node:http";
import { KEY } from "../lib.mjs";

let missed = 0;

/** Prints a figure; how many were missed is `misses()`. */
export function figure(name, value, met, bound) {
  if (!met) missed++;
  console.log(`${met ? "met   " : "MISSED"}  ${name}: ${value} (${bound})`);
}

/** Counts what has failed without a figure. */
export function failed(error) {
  console.error(error);
  missed++;
}

export const misses = () => missed;

/** An answer's status, and how long it took; on a connection of its own. */
export function call(method, url) {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    request(url, { method, agent: false, headers: { "X-API-KEY": KEY } }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve({ method, status: answer.statusCode, retryAfter: answer.headers["retry-after"], millis: performance.now() - began }));
    })
      .on("error", reject)
      .end();
  });
}
