// A process of its own: makes an archive of the classes that a command loads, `archive.js KIND JAR JAVA FOLDER`. Whatever goes wrong, starts
// are slower and nothing else.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { removeStale } from './cache.js'

// A mock that starts and ends by itself loads most of what the other commands need; a test that finds no server, what tests need.
const RUNS = {
  mock: ['mock', '--check', '--port', '0'],
  verify: ['verify', '--url', 'http://127.0.0.1:9', '--api-key', 'none', '--wait', '0ms'],
}
const LONGEST_MS = 300_000

/** One process makes it; the lock of one that died is removed when it is older than any run. */
function lock(file) {
  const begun = statSync(file, { throwIfNoEntry: false })?.mtimeMs
  if (begun !== undefined && Date.now() - begun > 2 * LONGEST_MS) {
    rmSync(file, { force: true })
  }
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    return false
  }
}

function java(program, folder, args) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(DAMSON_|JAVA_TOOL_OPTIONS$|JDK_JAVA_OPTIONS$)/.test(name)))
  return spawnSync(program, args, { cwd: folder, env, stdio: 'ignore', timeout: LONGEST_MS, windowsHide: true })
}

/** Moved to its place when it is whole: whoever finds it finds all of it. */
function archive(kind, jar, program, folder) {
  const target = path.join(folder, `${kind}.jsa`)
  const list = `${target}.${process.pid}.classes`
  const fresh = `${target}.${process.pid}`
  try {
    // In two steps, since a runtime that jlink has made has no archive of its own that another could stand on.
    java(program, folder, [`-XX:DumpLoadedClassList=${list}`, `-Ddamson.native=${folder}`, '-jar', jar, ...RUNS[kind]])
    const dump = java(program, folder, [
      '-Xshare:dump',
      '-XX:+UseG1GC', // others cannot write objects, though they can read them
      `-XX:SharedClassListFile=${list}`,
      `-XX:SharedArchiveFile=${fresh}`,
      '-cp',
      jar,
    ])
    if (dump.status === 0 && existsSync(fresh)) {
      renameSync(fresh, target)
    } else {
      writeFileSync(path.join(folder, `${kind}.failed`), '')
    }
  } finally {
    rmSync(list, { force: true })
    rmSync(fresh, { force: true })
  }
}

/** What a maker has left that was killed; whoever has the lock is the only one. */
function removeUnfinished(kind, folder) {
  for (const name of readdirSync(folder).filter((each) => each.startsWith(`${kind}.jsa.`))) {
    rmSync(path.join(folder, name), { force: true })
  }
}

const [kind, jar, program, folder] = process.argv.slice(2)
const held = path.join(folder, `${kind}.lock`)
if (lock(held)) {
  try {
    if (!existsSync(path.join(folder, `${kind}.jsa`))) {
      os.setPriority(os.constants.priority.PRIORITY_LOW)
      removeUnfinished(kind, folder)
      archive(kind, jar, program, folder)
      removeStale(path.dirname(folder))
    }
  } finally {
    rmSync(held, { force: true })
  }
}
