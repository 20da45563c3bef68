// How long a million images take into either database, within a heap of 512 MB.
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { write } from "./data.mjs";
import { build, jar, machine, publish, quick, sh, table, target, work } from "./lib.mjs";
import { postgres } from "./postgres.mjs";

const IMAGES = quick ? 20000 : 1000000;
const file = join(work, `${IMAGES}.ndjson`);
build();
if (!existsSync(file)) await write(IMAGES, file);

function seconds(work) {
  const began = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - began) / 1e9;
}

function imported(url) {
  sh("java", ["-jar", jar, "tenant", "add", "shop", "--database-url", url]);
  return seconds(() => sh("java", ["-Xmx512m", "-jar", jar, "import", "--tenant", "shop", "--database-url", url, file], { stdio: "pipe" }));
}

// What reading the file costs by itself: line by line, each parsed by Jackson.
const source = join(work, "ReadOnly.java");
writeFileSync(
  source,
  `import com.fasterxml.jackson.databind.ObjectMapper;
   import java.io.BufferedReader;
   import java.nio.file.Files;
   import java.nio.file.Path;
   public class ReadOnly {
     public static void main(String[] arguments) throws Exception {
       ObjectMapper mapper = new ObjectMapper();
       long members = 0;
       try (BufferedReader lines = Files.newBufferedReader(Path.of(arguments[0]))) {
         for (String line = lines.readLine(); line != null; line = lines.readLine()) members += mapper.readTree(line).size();
       }
       System.out.println(members);
     }
   }`,
);
const reading = seconds(() => sh("java", ["-Xmx512m", "-cp", jar, source, file]));

const database = join(work, "import.db");
for (const suffix of ["", "-wal", "-shm", "-import"]) rmSync(database + suffix, { force: true });
const sqlite = imported(`jdbc:sqlite:${database}`);

const pg = await postgres();
let copied, intoPostgres;
try {
  intoPostgres = imported(pg.url);
  // The same rows into the same table with its indexes, from a file that COPY itself has written.
  const rows = join("/tmp", `damson-bench-${process.pid}.copy`);
  try {
    pg.psql(`\\copy image to '${rows}'`);
    pg.psql("delete from image");
    pg.psql("vacuum full image");
    copied = seconds(() => pg.psql(`\\copy image from '${rows}'`));
  } finally {
    rmSync(rows, { force: true });
  }
} finally {
  pg.stop();
}

publish(
  "import",
  `${machine()}. ${IMAGES.toLocaleString("en")} images, a heap of 512 MB.\n\n` +
    table(
      ["import into", "seconds", "yardstick in the same run", "ratio", "target"],
      [
        ["SQLite", sqlite.toFixed(1), `reading the file with Jackson: ${reading.toFixed(1)}`, `**${(sqlite / reading).toFixed(1)}**`, target(sqlite / reading, 8, true)],
        ["PostgreSQL", intoPostgres.toFixed(1), `\`\\copy\`: ${copied.toFixed(1)}`, `**${(intoPostgres / copied).toFixed(1)}**`, target(intoPostgres / copied, 3, true)],
      ],
    ),
);
