// Images that are made up, as newline-delimited JSON: the same number, the same bytes.   node bench/data.mjs N FILE
import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { pathToFileURL } from "node:url";

const WORDS = "amber basil cedar dune ember fern grove hazel iris juniper kelp linen maple nectar olive pearl quartz reed sage thyme umber violet willow yarrow zinc".split(" ");
const TYPES = ["jpg", "jpg", "jpg", "png", "gif", null];

/** Multiplication by an odd number is a permutation: ids follow no order that another member has. */
const mixed = (n, factor, bound) => Number((BigInt(n) * BigInt(factor)) % BigInt(bound));
const pad = (n, width = 2) => String(n).padStart(width, "0");

export function image(n) {
  const word = (factor) => WORDS[mixed(n, factor, WORDS.length)];
  const type = TYPES[mixed(n, 7919, TYPES.length)];
  const reference = `${word(7)}-${word(11)}-${word(13)}-${pad(mixed(n, 2654435761, 4294967291).toString(16), 8)}-${n}.${type ?? "jpg"}`;
  const day = mixed(n, 104729, 3650);
  const on = new Date(Date.UTC(2015, 0, 1 + day, mixed(n, 31, 24), mixed(n, 37, 60), mixed(n, 41, 60))).toISOString().slice(0, 19);
  const url = `https://cdn.example.com/shop/${n}`;
  return {
    id: n,
    reference,
    numLinks: mixed(n, 611953, 40),
    status: n % 100 === 0 ? "Er" : n % 101 === 0 ? "Up" : "Ok",
    modifiedOn: on,
    fileType: type,
    createdOn: n % 20 === 0 ? null : on,
    tags: n % 3 === 0 ? [word(17), word(19)] : [],
    originalUrl: `${url}/original`,
    thumbnailUrl: `${url}/th`,
    thumbnailMediumUrl: `${url}/thm`,
    thumbnailPreviewUrl: `${url}/thp`,
    width: 100 + mixed(n, 7907, 3900),
    height: 100 + mixed(n, 7901, 2900),
    sizeInBytes: 1000 + mixed(n, 15485863, 20000000),
  };
}

export async function write(count, file) {
  const out = createWriteStream(file);
  for (let n = 1; n <= count; n++) {
    if (!out.write(JSON.stringify(image(n)) + "\n")) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await write(Number(process.argv[2]), process.argv[3]);
