// Runs a command of the jar in this process's place: its input, output, signals and exit code are this process's.
import { spawn } from 'node:child_process'
import { archiveInBackground, openCache } from './cache.js'
import { findJar } from './jar.js'
import { CannotStart, findJava } from './java.js'
import { jvmArguments } from './jvm.js'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK']
const LONGEST_END_MS = 10_000

/**
 * Runs `damson ARGS…`, and ends this process as it ends. Where a parent has opened a channel of messages, the JVM ends when the
 * channel does: with its parent, however that ends.
 *
 * @param {string[]} args
 */
export function runDamson(args) {
  const supervised = process.send !== undefined
  if (supervised && !process.connected) {
    process.exitCode = 143 // the parent went before there was anything to end
    return
  }
  let found
  try {
    found = { jar: findJar(), java: findJava() }
  } catch (e) {
    if (!(e instanceof CannotStart)) {
      throw e
    }
    process.stderr.write(`damson-mock: ${e.message}\n`)
    process.exitCode = 2
    return
  }
  const { jar, java } = found
  const cache = openCache(jar, java, args[0])
  const { JAVA_OPTS: javaOpts } = process.env
  const child = spawn(java, jvmArguments({ jar, args, cache, javaOpts, terminal: process.stderr.isTTY, endsWithInput: supervised }), {
    env: environment(process.env),
    stdio: [supervised ? 'pipe' : 'inherit', 'inherit', 'inherit'],
    windowsHide: true,
  })
  child.on('error', (e) => {
    process.stderr.write(`damson-mock: ${java} cannot be run: ${e.message}\n`)
    process.exit(2)
  })
  child.on('exit', end)
  for (const signal of SIGNALS) {
    process.on(signal, () => pass(signal, child))
  }
  if (supervised) {
    // Not by a signal: on Windows that would cut requests short, and whoever kills this process closes the pipe as well.
    child.stdin.on('error', () => {}) // it has ended already
    process.on('disconnect', () => {
      child.stdin.end()
      setTimeout(() => child.kill('SIGKILL'), LONGEST_END_MS)
    })
  }
  archiveInBackground(cache, jar, java, args[0])
}

/** Windows tells all processes of a console itself; to kill would be to end the JVM without its hooks. */
function pass(signal, child) {
  if (process.platform !== 'win32') {
    child.kill(signal)
  }
}

/** Without what is ours alone, of which the jar would say that it has no effect. */
function environment({ DAMSON_MOCK_CACHE, ...rest }) {
  return rest
}

function end(code, signal) {
  if (signal === null) {
    process.exit(code)
  }
  SIGNALS.forEach((each) => process.removeAllListeners(each))
  process.kill(process.pid, signal)
}
