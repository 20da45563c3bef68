import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { jvmArguments } from '../lib/jvm.js'

const launcher = readFileSync(new URL('../../../damson', import.meta.url), 'utf8')

for (const command of ['mock', 'serve', 'verify']) {
  test(`${command} has the options that the launcher gives it`, () => {
    const options = jvmArguments({ jar: 'a.jar', args: [command], cache: { folder: 'f', archive: 'f/a.jsa' } }).filter((each) => each.startsWith('-X'))
    for (const option of options) {
      assert.ok(launcher.includes(option.replace('f/a.jsa', '"$archive"')), option)
    }
  })
}

test('all that the launcher knows to tune is taken', () => {
  const tuned = launcher.match(/-XX:(Tier|Inline)\w+=\d+|-Xmx\w+/g)
  const ours = ['mock', 'serve', 'verify'].flatMap((command) => jvmArguments({ jar: 'a.jar', args: [command] }))
  assert.deepEqual([...new Set(tuned)].filter((each) => !ours.includes(each)), [])
})

test('JAVA_OPTS stand after ours, and choose the collector alone', () => {
  const args = jvmArguments({ jar: 'a.jar', args: ['mock', '--port', '0'], javaOpts: ' -Xmx1g  -XX:+UseZGC ' })
  assert.deepEqual(args.slice(-6), ['-Xmx1g', '-XX:+UseZGC', '-jar', 'a.jar', 'mock', '--port', '0'].slice(-6))
  assert.deepEqual(args.filter((each) => /Use.*GC/.test(each)), ['-XX:+UseZGC'])
})
