import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { CannotStart, findJava } from '../lib/java.js'

const folder = mkdtempSync(path.join(os.tmpdir(), 'damson-java-'))
after(() => rmSync(folder, { recursive: true }))

const noPackage = () => undefined

/** A JDK that is a file `release`, or a program that prints its version. */
function aJava(name, { release, printed = '' }) {
  const home = path.join(folder, name)
  mkdirSync(path.join(home, 'bin'), { recursive: true })
  const java = path.join(home, 'bin', 'java')
  writeFileSync(java, `#!/bin/sh\necho '${printed}' >&2\n`)
  chmodSync(java, 0o755)
  if (release !== undefined) {
    writeFileSync(path.join(home, 'release'), `IMPLEMENTOR="x"\nJAVA_VERSION="${release}"\n`)
  }
  return { home, java, bin: path.dirname(java) }
}

test('the runtime of the platform package comes first', () => {
  const java = findJava({ env: { JAVA_HOME: '/nowhere' }, target: 'linux-x64', runtime: (target) => path.join(folder, target) })
  assert.equal(java, path.join(folder, 'linux-x64', 'bin', 'java'))
})

test('then JAVA_HOME, then the PATH', () => {
  const home = aJava('seventeen', { release: '17.0.15' })
  const onPath = aJava('twenty-one', { release: '21' })
  const PATH = `/nowhere${path.delimiter}${onPath.bin}`
  assert.equal(findJava({ env: { JAVA_HOME: home.home, PATH }, runtime: noPackage }), home.java)
  assert.equal(findJava({ env: { JAVA_HOME: '', PATH }, runtime: noPackage }), onPath.java)
})

test('a java without a file release tells its version itself', () => {
  const java = aJava('printing', { printed: 'openjdk version "17.0.1" 2021-10-19' })
  assert.equal(findJava({ env: { PATH: java.bin }, runtime: noPackage }), java.java)
})

for (const [name, given, message] of [
  ['old', { release: '11.0.2' }, /version 11:/],
  ['older', { printed: 'java version "1.8.0_202"' }, /version 1:/],
  ['stub', { printed: 'No Java runtime present, requesting install.' }, /version unknown:/],
]) {
  test(`a java that is too ${name} is refused, with its version`, () => {
    const java = aJava(name, given)
    assert.throws(() => findJava({ env: { PATH: java.bin }, runtime: noPackage }), { constructor: CannotStart, message })
  })
}

test('no java is one sentence that says what to do', () => {
  assert.throws(() => findJava({ env: { PATH: '/nowhere' }, target: 'plan9-x64', runtime: noPackage }), {
    constructor: CannotStart,
    message: /^Java 17 or later is needed, and there is none: .*damson-mock-plan9-x64.*JAVA_HOME.*PATH$/,
  })
})

test('a JAVA_HOME without java is told, though there is one on the PATH', () => {
  const onPath = aJava('beside', { release: '17' })
  assert.throws(() => findJava({ env: { JAVA_HOME: '/nowhere', PATH: onPath.bin }, runtime: noPackage }), {
    message: /\/nowhere\/bin\/java is no program: JAVA_HOME is \/nowhere/,
  })
})
