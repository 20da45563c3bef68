// There is no Docker in this build: of the Compose file it is seen that it is YAML, that what it names is there, and that the options it
// gives to Damson, by the environment or the command, are those of the program (its help stands in standard input).
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const { parse } = createRequire(path.resolve('.ci/lint/package.json'))('yaml')
const [file] = process.argv.slice(2)
const help = readFileSync(0, 'utf8')
const { services, volumes } = parse(readFileSync(file, 'utf8'), { strict: true, uniqueKeys: true })
const { build, command, environment, depends_on: dependencies, ports } = services.damson

const context = path.resolve(path.dirname(file), build.context)
const options = [...Object.keys(environment).map((name) => name.replace(/^DAMSON_/, '--').toLowerCase().replaceAll('_', '-')), ...command.filter((word) => word.startsWith('--'))]
const database = new URL(environment.DAMSON_DATABASE_URL.replace(/^jdbc:/, ''))
const postgres = services[database.hostname]
const faults = [
  !existsSync(path.join(context, build.dockerfile)) && `there is no ${build.dockerfile}`,
  ...options.filter((option) => !help.includes(`${option}=`)).map((option) => `damson ${command[0]} has no ${option}`),
  !ports.every((port) => port.endsWith(':8080')) && 'the port is not that of the Containerfile',
  ...Object.keys(dependencies).filter((name) => services[name]?.healthcheck === undefined).map((name) => `no service ${name} with a health check`),
  `/${postgres?.environment.POSTGRES_DB}` !== database.pathname && 'the database is not the one of POSTGRES_DB',
  postgres?.environment.POSTGRES_USER !== environment.DAMSON_DATABASE_USER && 'the user is not the one of POSTGRES_USER',
  postgres?.environment.POSTGRES_PASSWORD !== environment.DAMSON_DATABASE_PASSWORD && 'the passwords differ',
  ...postgres.volumes.filter((volume) => !(volume.split(':')[0] in volumes)).map((volume) => `no volume ${volume}`),
].filter(Boolean)
if (faults.length > 0) {
  console.error(`${file}: ${faults.join('; ')}`)
  process.exit(1)
}
