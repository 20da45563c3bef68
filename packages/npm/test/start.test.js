import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, request as httpRequest } from 'node:http'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'
import { connectDamson, DamsonError, startDamson } from 'damson-mock'
import { findJar } from '../lib/jar.js'
import { findJava } from '../lib/java.js'
import { jvmArguments } from '../lib/jvm.js'

const PROGRAM = new URL('../bin/damson-mock.js', import.meta.url).pathname

let damson
before(async () => {
  damson = await startDamson({ images: 500, seed: 7 })
})
after(() => damson.stop())

/** What an image, or the list, is answered with. */
async function ask(sandbox, rest, method = 'GET') {
  return fetch(`${sandbox.url}/images${rest}`, { method, headers: sandbox.headers })
}

async function isGone(url) {
  return fetch(`${url}/health/ready`).then(() => false, () => true)
}

async function untilGone(url) {
  const begun = Date.now()
  while (!(await isGone(url))) {
    assert.ok(Date.now() - begun < 20_000, `${url} still answers`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

test('sandboxes do not see each other', async () => {
  const [mine, other] = [damson.sandbox(), damson.sandbox()]
  assert.equal((await ask(mine, '(product-main-front.jpg)', 'DELETE')).status, 204)
  assert.equal((await ask(mine, '(product-main-front.jpg)')).status, 404)
  assert.equal((await ask(other, '(product-main-front.jpg)')).status, 200)
  await mine.reset()
  assert.equal((await ask(mine, '(product-main-front.jpg)')).status, 200)
  await mine.drop()
  await mine.drop()
})

test('a name that no sandbox can have is refused', () => {
  assert.throws(() => damson.sandbox('a/b'), { name: 'TypeError', message: /"a\/b" is no name of a sandbox/ })
  assert.throws(() => damson.sandbox(''), TypeError)
  assert.equal(damson.sandbox('a.B-1_').key, 'sandbox-a.B-1_')
})

test('armed faults are listed, met, disarmed and cleared', async () => {
  const sandbox = damson.sandbox()
  const { faults } = sandbox
  const first = await faults.arm({ method: 'GET', status: 429, times: 1 })
  const second = await faults.arm({ status: 503 })
  assert.equal(first.remainingTimes, 1)
  assert.deepEqual((await faults.list()).map((each) => each.id), [first.id, second.id])
  assert.deepEqual([(await ask(sandbox, '')).status, (await ask(sandbox, '')).status], [429, 503])
  await faults.disarm(second.id)
  assert.equal((await ask(sandbox, '')).status, 200)
  await faults.arm({ fault: 'CONNECTION_RESET_BY_PEER' })
  await assert.rejects(ask(sandbox, ''))
  await faults.clear()
  assert.deepEqual(await faults.list(), [])
})

test('a fault of all is met by each', async () => {
  await damson.faults.arm({ status: 418, times: 1 })
  assert.equal((await ask(damson.sandbox(), '')).status, 418)
})

test('an image is processed by the clock', async () => {
  const sandbox = damson.sandbox()
  const reference = 'ä (50%)/new.jpg'
  const image = `(${encodeURIComponent(reference)})`
  await sandbox.images.put(reference, { status: 'Re', processingFor: '5s' })
  assert.equal((await ask(sandbox, image, 'DELETE')).status, 409)
  const { now } = await sandbox.clock.get()
  const { now: later } = await sandbox.clock.advance('5s')
  assert.equal(Date.parse(later) - Date.parse(now), 5000)
  assert.equal((await ask(sandbox, image, 'DELETE')).status, 204)
  await sandbox.images.put(reference)
  await sandbox.images.remove(reference)
  assert.equal((await ask(sandbox, image)).status, 404)
  assert.deepEqual(await sandbox.clock.set(new Date('2030-01-02T03:04:05.678Z')), { mode: 'frozen', now: '2030-01-02T03:04:05' })
  assert.equal((await sandbox.clock.run()).mode, 'running')
  assert.equal((await sandbox.clock.freeze()).mode, 'frozen')
})

test('the journal has the requests that match', async () => {
  const sandbox = damson.sandbox()
  const begun = new Date()
  await ask(sandbox, '?$top=1')
  await ask(sandbox, '(none.jpg)')
  assert.equal((await sandbox.requests()).length, 2)
  const [missed, ...more] = await sandbox.requests({ status: 404, method: 'get', urlPath: undefined, since: begun })
  assert.deepEqual([missed.request.url, missed.tenant, more], ['/images(none.jpg)', sandbox.key, []])
  assert.deepEqual(await sandbox.requests({ since: new Date(Date.now() + 60_000) }), [])
  assert.equal(JSON.parse(missed.response.body).status, 404)
  const [bare] = await sandbox.requests({ status: 404, bodies: false })
  assert.deepEqual([bare.response.body, bare.response.bodyLength], [undefined, missed.response.bodyLength])
})

test("errors have the problem's detail", async () => {
  await assert.rejects(damson.sandbox().faults.arm({ status: 200 }), (e) => {
    assert.ok(e instanceof DamsonError)
    assert.equal(e.status, 400)
    assert.ok(e.message.startsWith('POST /__admin/faults: 400 ') && e.message.includes(e.problem.detail), e.message)
    return true
  })
  await assert.rejects(damson.sandbox().faults.disarm('none'), { status: 404 })
})

test('a mock that nobody answers for is named', async () => {
  await assert.rejects(connectDamson('http://127.0.0.1:1/').reset(), { message: /^POST http:\/\/127\.0\.0\.1:1\/__admin\/reset: no answer: ./ })
})

test('options become arguments', async () => {
  const data = path.join(mkdtempSync(path.join(os.tmpdir(), 'damson-data-')), 'shop.json')
  writeFileSync(data, '[{"reference":"mug.jpg"}]')
  const mock = await startDamson({ data, fail: 1, failStatus: 500, rateLimit: '2/10s', adminKey: 'secret', args: ['--no-media'] })
  try {
    assert.equal((await fetch(`${mock.url}/images`, { headers: { 'X-API-KEY': 'shop-demo-key' } })).status, 500)
    assert.equal((await fetch(`${mock.url}/__admin/health`)).status, 401)
    await mock.reset()
    await connectDamson(mock.url, { adminKey: 'secret' }).sandbox().reset()
    await assert.rejects(connectDamson(mock.url).reset(), { status: 401 })
  } finally {
    await mock.stop()
    rmSync(path.dirname(data), { recursive: true })
  }
  assert.ok(await isGone(mock.url))
})

test('a key of the environment is that of control requests', async () => {
  process.env.DAMSON_ADMIN_KEY = 'from-the-environment'
  const mock = await startDamson()
  try {
    await mock.reset()
    await connectDamson(mock.url).sandbox().reset()
    await assert.rejects(connectDamson(mock.url, { adminKey: 'another' }).reset(), { status: 401 })
  } finally {
    delete process.env.DAMSON_ADMIN_KEY
    await mock.stop()
  }
  const other = await startDamson({ env: { DAMSON_ADMIN_KEY: 'of-the-options' } })
  try {
    await other.reset()
    await assert.rejects(connectDamson(other.url).reset(), { status: 401 })
  } finally {
    await other.stop()
  }
})

test('a prefix of a proxy stays', async () => {
  const { hostname, port } = new URL(damson.url)
  const proxy = createServer((request, answer) => {
    request.pipe(httpRequest({ hostname, port, path: request.url.replace(/^\/a\/prefix/, ''), method: request.method, headers: request.headers }, (passed) => {
      answer.writeHead(request.url.startsWith('/a/prefix/') ? passed.statusCode : 404, passed.headers)
      passed.pipe(answer)
    }))
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  try {
    for (const url of [`http://127.0.0.1:${proxy.address().port}/a/prefix/`, new URL(`http://127.0.0.1:${proxy.address().port}/a/prefix`)]) {
      const sandbox = connectDamson(url).sandbox()
      assert.equal((await ask(sandbox, '?$top=1')).status, 200)
      assert.equal((await sandbox.requests()).length, 1)
      await assert.rejects(sandbox.faults.disarm('none'), { message: /^DELETE \/a\/prefix\/__admin\/faults\/none: 404/ })
    }
  } finally {
    proxy.close()
  }
})

test('a mock ends with its input as by a signal: requests under way are answered', async () => {
  const [jar, java] = [findJar(), findJava()]
  const child = spawn(java, jvmArguments({ jar, args: ['mock', '--port', '0'], endsWithInput: true }), { stdio: ['pipe', 'pipe', 'inherit'] })
  let url
  for await (const line of createInterface({ input: child.stdout })) {
    url = /^ready (.*)/.exec(line)?.[1]
    if (url) {
      break
    }
  }
  child.stdin.write('anything\n')
  const sandbox = connectDamson(url).sandbox()
  const slow = fetch(`${url}/images?$top=1`, { headers: { ...sandbox.headers, 'x-microcks-delay': '800' } })
  while ((await sandbox.requests()).length === 0);
  child.stdin.end()
  assert.equal((await slow).status, 200)
  assert.deepEqual(await once(child, 'exit'), [143, null])
})

test('an unknown option is refused', async () => {
  await assert.rejects(startDamson({ prot: 1 }), { name: 'TypeError', message: /no option "prot"; there are port, / })
})

test('a mock that ends early rejects with what it printed', async () => {
  const { port } = new URL(damson.url)
  await assert.rejects(startDamson({ port }), { message: new RegExp(`^damson-mock ended with exit code 1 before it was ready:\n[^]*${port}`) })
  await assert.rejects(startDamson({ fail: '200%' }), { message: /exit code 2 [^]*--fail/ })
  await assert.rejects(startDamson({ env: { JAVA_HOME: '/nowhere' } }), { message: /exit code 2 [^]*\/nowhere/ })
})

test('a mock that is not ready in time is ended', async () => {
  await assert.rejects(startDamson({ startTimeout: 1 }), { message: /^damson-mock was not ready after 1 ms/ })
})

test('a mock ends with its parent, however that ends', async (t) => {
  for (const end of ['SIGKILL', 'SIGTERM', 'by itself']) {
    await t.test(end, async () => {
      const code = `
        import { startDamson } from 'damson-mock'
        console.log((await startDamson()).url)
        ${end === 'by itself' ? '' : 'setInterval(() => {}, 1000)'}`
      const parent = spawn(process.execPath, ['--input-type=module', '-e', code], {
        cwd: new URL('..', import.meta.url),
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const [url] = await once(createInterface({ input: parent.stdout }), 'line')
      if (end !== 'by itself') {
        parent.kill(end)
      }
      await untilGone(url)
    })
  }
})

function isOurSupervisor(pid) {
  try {
    const [, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
    return Number(parent) === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('damson-mock.js')
  } catch {
    return false // no process, or it has ended
  }
}

test('a mock whose supervisor is killed ends too', async () => {
  const mock = await startDamson()
  const supervisor = Math.max(...readdirSync('/proc').filter(isOurSupervisor).map(Number)) // the newest
  assert.ok(supervisor > 1, 'there is no supervisor')
  process.kill(supervisor, 'SIGKILL')
  await untilGone(mock.url)
  await mock.stop()
})

test('the program passes arguments, signals and exit codes on', async (t) => {
  const run = (args, options) => spawn(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', 'pipe', 'pipe'], ...options })
  await t.test('a bare option is for the mock', async () => {
    const [code] = await once(run(['--check', '--port', '0']), 'close')
    assert.equal(code, 0)
  })
  await t.test('a wrong one is 2', async () => {
    const [code] = await once(run(['mock', '--prot', '0']), 'close')
    assert.equal(code, 2)
  })
  await t.test('no java is 2, and one line', async () => {
    const child = run(['mock'], { env: { PATH: '/nowhere' } })
    let errors = ''
    child.stderr.on('data', (chunk) => (errors += chunk))
    const [code] = await once(child, 'close')
    assert.equal(code, 2)
    assert.match(errors, /^damson-mock: Java 17 or later is needed, [^\n]*\n$/)
  })
  for (const signal of ['SIGINT', 'SIGTERM']) {
    await t.test(signal, async () => {
      const child = run(['--port', '0'])
      for await (const line of createInterface({ input: child.stdout })) {
        if (line.startsWith('ready ')) {
          break
        }
      }
      child.kill(signal)
      const [code] = await once(child, 'close')
      assert.equal(code, signal === 'SIGINT' ? 130 : 143)
    })
  }
})
