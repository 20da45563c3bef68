// The commands of docs/examples/ci are run as a build server would run them, in a copy of a project (PROJECT) that has Damson in its folder
// `damson`; steps that install something are not. A job that starts a mock gets a free port, the others are given the server DAMSON_URL.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createRequire } from 'node:module'

const { parse } = createRequire(path.resolve('.ci/lint/package.json'))('yaml')
const { PROJECT, DAMSON_URL } = process.env

/** Jobs of either kind: a name, variables, and commands one after the other in one shell. */
function jobs(file) {
  const workflow = parse(readFileSync(file, 'utf8'), { strict: true, uniqueKeys: true })
  if (workflow.jobs !== undefined) {
    return Object.entries(workflow.jobs).map(([name, { env, steps }]) => ({
      name,
      env,
      commands: steps.filter(({ run, if: condition }) => run && condition !== 'failure()').map(({ run }) => run),
    }))
  }
  return Object.entries(workflow)
    .filter(([, { script }]) => script)
    .map(([name, { variables, script }]) => ({ name, env: variables, commands: script }))
}

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })

async function run(file, { name, env, commands }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'snippet-'))
  try {
    cpSync(PROJECT, folder, { recursive: true, filter: (source) => path.basename(source) !== 'node_modules' })
    symlinkSync(process.cwd(), path.join(folder, 'damson'))
    const port = env.DAMSON_PORT && (await freePort())
    // One relation is enough to see that the kit is started rightly.
    const given = port ? { DAMSON_PORT: port, DAMSON_URL: `http://127.0.0.1:${port}` } : { DAMSON_URL, DAMSON_API_KEY: 'acme-demo-key', DAMSON_ONLY: 'FILTER-8' }
    const script = ["trap 'kill $(jobs -p) 2>/dev/null || true; wait' EXIT", ...commands].join('\n')
    const { status, stdout, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', script], {
      cwd: folder,
      env: { ...process.env, ...given },
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`${file}, ${name}: exit code ${status}\n${stdout}\n${stderr}`)
    if (!port && !existsSync(path.join(folder, 'report/junit.xml'))) throw new Error(`${file}, ${name}: there is no report/junit.xml`)
    console.log(`${file}, ${name}: ${commands.length} steps`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

for (const file of process.argv.slice(2)) {
  const found = jobs(file)
  if (found.length !== 2) throw new Error(`${file} has ${found.length} jobs, not 2`)
  for (const job of found) await run(file, job)
}
