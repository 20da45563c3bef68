// The jar that comes with this package.
import { readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { CannotStart } from './java.js'

/** This package's version, which is the jar's. */
export const version = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version

/**
 * The path of the jar.
 *
 * @throws {CannotStart} if it is not there
 */
export function findJar() {
  const jar = fileURLToPath(new URL('../damson.jar', import.meta.url))
  if (!statSync(jar, { throwIfNoEntry: false })?.isFile()) {
    throw new CannotStart(`${jar} is missing: install damson-mock again; in a checkout of Damson, packages/npm/build makes it`)
  }
  return jar
}
