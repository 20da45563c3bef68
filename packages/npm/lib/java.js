// Which Java runs the jar: the runtime of the platform package, else that of JAVA_HOME, else the one on the PATH.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, readFileSync, realpathSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const OLDEST = 17

/** What keeps Damson from being started, in a sentence for people. */
export class CannotStart extends Error {}

/**
 * The path of a java program of version 17 or later.
 *
 * @throws {CannotStart} if there is none
 */
export function findJava({ env = process.env, target = `${process.platform}-${process.arch}`, runtime = packagedRuntime } = {}) {
  const packaged = runtime(target)
  if (packaged !== undefined) {
    return program(packaged)
  }
  if (env.JAVA_HOME) {
    return requireVersion(program(env.JAVA_HOME), `JAVA_HOME is ${env.JAVA_HOME}`)
  }
  const found = (env.PATH ?? env.Path ?? '')
    .split(path.delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => path.join(folder, javaName))
    .find(isProgram)
  if (found === undefined) {
    throw new CannotStart(
      `Java ${OLDEST} or later is needed, and there is none: install damson-mock with its optional dependencies, of which` +
        ` damson-mock-${target} has a Java runtime if there is one for this platform, or set JAVA_HOME, or put java on the PATH`,
    )
  }
  return requireVersion(found, `it is the first on the PATH; JAVA_HOME names another`)
}

const javaName = process.platform === 'win32' ? 'java.exe' : 'java'

function program(home) {
  return path.join(home, 'bin', javaName)
}

/** The runtime's folder in the platform package, if that is installed. */
function packagedRuntime(target) {
  try {
    return path.join(path.dirname(createRequire(import.meta.url).resolve(`damson-mock-${target}/package.json`)), 'runtime')
  } catch {
    return undefined
  }
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

function requireVersion(java, hint) {
  if (!isProgram(java)) {
    throw new CannotStart(`Java ${OLDEST} or later is needed, and ${java} is no program: ${hint}`)
  }
  const version = releasedVersion(java) ?? printedVersion(java)
  if (version === undefined || version < OLDEST) {
    throw new CannotStart(`Java ${OLDEST} or later is needed, and ${java} is version ${version ?? 'unknown'}: ${hint}`)
  }
  return java
}

/** As the file beside it has it; to start Java for that would take a tenth of a second each time. */
function releasedVersion(java) {
  try {
    return major(readFileSync(path.join(realpathSync(java), '..', '..', 'release'), 'utf8').match(/^JAVA_VERSION="(.*)"/m)?.[1])
  } catch {
    return undefined
  }
}

function printedVersion(java) {
  return major(spawnSync(java, ['-version'], { encoding: 'utf8', windowsHide: true }).stderr?.match(/ version "([^"]*)"/)?.[1])
}

function major(version) {
  const number = version?.match(/^[0-9]+/)?.[0]
  return number === undefined ? undefined : Number(number)
}
