// A folder in which what makes a start quick is kept: loaded classes as the JVM archives them, and SQLite's unpacked library. Archives are
// of one jar (its path, size and time) and one java, which the JVM checks itself; so they cannot come with the package.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { version } from './jar.js'

/** What the folder's archives are of. */
export const ORIGIN = 'origin.json'

/** The command whose archive serves a command: a test loads other classes than a server. */
export function archiveKind(command) {
  return command === 'verify' ? 'verify' : 'mock'
}

/** Where caches are kept, or undefined where there is no home. */
export function cacheRoot(env = process.env, platform = process.platform) {
  if (env.DAMSON_MOCK_CACHE) {
    return path.resolve(env.DAMSON_MOCK_CACHE)
  }
  if (env.XDG_CACHE_HOME) {
    return path.join(env.XDG_CACHE_HOME, 'damson-mock')
  }
  if (platform === 'win32') {
    return env.LOCALAPPDATA && path.join(env.LOCALAPPDATA, 'damson-mock', 'cache')
  }
  const home = env.HOME || os.homedir()
  return home && path.join(home, platform === 'darwin' ? 'Library/Caches' : '.cache', 'damson-mock')
}

/** For how long an archive that nobody uses is kept. */
const KEPT_MS = 60 * 24 * 3_600_000

/**
 * The folder's name for a jar and a java as they are now.
 *
 * @param jarVersion the version of the package that the jar is in: npm gives the files of every version the same time
 *
 * @throws if one of them is not there
 */
export function cacheName(jar, java, jarVersion = version) {
  const identity = [jar, realpathSync(java)].map((file) => {
    const { size, mtimeMs } = statSync(file)
    return [file, size, mtimeMs]
  })
  return `${jarVersion}-${createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 16)}`
}

/** The folder for a jar and a java, and the archive if there is one; undefined where none can be written. */
export function openCache(jar, java, command, env = process.env) {
  const root = cacheRoot(env)
  if (!root) {
    return undefined
  }
  try {
    const folder = path.join(root, cacheName(jar, java))
    if (!existsSync(path.join(folder, ORIGIN))) {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      writeFileSync(path.join(folder, ORIGIN), JSON.stringify({ jar, java }))
    }
    noteUse(path.join(folder, ORIGIN))
    const archive = path.join(folder, `${archiveKind(command)}.jsa`)
    return { folder, archive: existsSync(archive) ? archive : undefined }
  } catch {
    return undefined
  }
}

function noteUse(file) {
  try {
    const now = new Date()
    utimesSync(file, now, now)
  } catch {
    // Somebody else's, or read-only: it serves all the same.
  }
}

/** Removes what belongs to a jar or a java that is gone or has been replaced, and what has not been used for two months. */
export function removeStale(root) {
  for (const name of readdirSync(root)) {
    const folder = path.join(root, name)
    try {
      if (isStale(folder)) {
        rmSync(folder, { recursive: true, force: true })
      }
    } catch {
      // Not ours, or in use.
    }
  }
}

function isStale(folder) {
  const file = path.join(folder, ORIGIN)
  const { jar, java } = JSON.parse(readFileSync(file, 'utf8'))
  if (Date.now() - statSync(file).mtimeMs > KEPT_MS) {
    return true
  }
  try {
    const { version: jarVersion } = JSON.parse(readFileSync(path.join(path.dirname(jar), 'package.json'), 'utf8'))
    return cacheName(jar, java, jarVersion) !== path.basename(folder)
  } catch {
    return true
  }
}

/**
 * Makes the archive beside the first start, which is not to wait for it, in a process that outlives this one and steps back behind all
 * others. On a build server, which forgets it, only if it is said where it is kept.
 */
export function archiveInBackground(cache, jar, java, command, env = process.env) {
  const kind = archiveKind(command)
  if (cache === undefined || cache.archive !== undefined || (env.CI && !env.DAMSON_MOCK_CACHE)) {
    return
  }
  if (existsSync(path.join(cache.folder, `${kind}.failed`))) {
    return
  }
  spawn(process.execPath, [fileURLToPath(new URL('archive.js', import.meta.url)), kind, jar, java, cache.folder], {
    cwd: cache.folder,
    detached: true,
    stdio: 'ignore',
    windowsHide: true,
  })
    .on('error', () => {})
    .unref()
}
