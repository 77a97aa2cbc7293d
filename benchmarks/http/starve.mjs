// Whether handlers that sleep for 5 ms are kept waiting by others that do not: one client on GET /nap, beside 64 connections
// on GET /users/42. On one core, since there it is worst.
//
//   node benchmarks/http/starve.mjs [--seconds=3]
import { execFileSync, spawn } from 'node:child_process'
import http from 'node:http'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const jar = join(here, '..', 'target', 'benchmarks.jar')
const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java'
const seconds = Number(process.argv.find((arg) => arg.startsWith('--seconds='))?.split('=')[1] ?? 3)
const command = [
  '-c', '0', java, '-Xmx256m', '-Djdk.trackAllThreads=false', '-cp', jar, 'dev.toolkit.benchmarks.http.UsersServer', 'toolkit',
]
const server = spawn('taskset', command, { stdio: ['ignore', 'pipe', 'inherit'] })
const port = Number(await new Promise((resolve) => server.stdout.once('data', resolve)))
const load = (duration) => ['-c', '1', 'wrk', '-t1', '-c64', `-d${duration}s`, `http://127.0.0.1:${port}/users/42`]
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
const nap = () =>
  new Promise((resolve, reject) => {
    const start = performance.now()
    http
      .get({ port, host: '127.0.0.1', path: '/nap', agent }, (response) => {
        response.resume().on('end', () => resolve(performance.now() - start))
      })
      .on('error', reject)
  })
try {
  execFileSync('taskset', load(10))
  const wrk = spawn('taskset', load(seconds), { stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  wrk.stdout.on('data', (text) => (out += text))
  let over = false
  wrk.once('exit', () => (over = true))
  const naps = []
  while (!over) naps.push(await nap())
  naps.sort((a, b) => a - b)
  const at = (part) => naps[Math.min(naps.length - 1, Math.floor(naps.length * part))].toFixed(1)
  console.log(`${naps.length} naps, ms: p50 ${at(0.5)}, p90 ${at(0.9)}, p99 ${at(0.99)}, max ${at(1)}`)
  console.log(out.match(/Requests\/sec.*/)[0])
} finally {
  server.kill()
}
