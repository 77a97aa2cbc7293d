// Requests per second over HTTP: the toolkit beside Hono on Bun and on Node, in interleaved rounds on one machine.
//
//   node benchmarks/http/run.mjs [get|post] [--rounds=6] [--seconds=3] [--warmup=10] [--unpinned] [--only=toolkit,hono-bun]
//
// Needs wrk (Debian: apt-get install wrk), npm, Linux, and benchmarks/target/benchmarks.jar:
//   mvn -pl benchmarks -am package -DskipTests
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const jar = join(here, '..', 'target', 'benchmarks.jar')
const word = (name, fallback) =>
  process.argv.find((arg) => arg.startsWith(`--${name}=`))?.split('=')[1] ?? fallback
const post = process.argv.includes('post')
const pinned = !process.argv.includes('--unpinned')
const rounds = Number(word('rounds', 6))
const seconds = Number(word('seconds', 3))
const warmup = Number(word('warmup', 10))
const only = word('only', '')
const java = join(word('java-home', process.env.JAVA_HOME ?? javaHome()), 'bin', 'java')
const jvm = [...word('jvm', '-Xmx256m,-Djdk.trackAllThreads=false').split(','), '-cp', jar]
const users = 'dev.toolkit.benchmarks.http.UsersServer'

const contenders = {
  toolkit: [java, ...jvm, users, 'toolkit'],
  engine: [java, ...jvm, users, 'engine'],
  'hono-bun': [join(here, 'node_modules', '.bin', 'bun'), join(here, 'bun.mjs')],
  'hono-node': ['node', join(here, 'node.mjs')],
}

function javaHome() {
  const path = execFileSync('sh', ['-c', 'readlink -f "$(command -v java)"']).toString().trim()
  return dirname(dirname(path))
}

function prepare() {
  if (!existsSync(jar)) throw new Error(`${jar} is missing: mvn -pl benchmarks -am package -DskipTests`)
  if (!existsSync(join(here, 'node_modules'))) {
    execFileSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: here, stdio: 'inherit' })
    // npm asks before it lets a package fetch its executable.
    execFileSync('node', ['node_modules/bun/install.js'], { cwd: here, stdio: 'inherit' })
  }
}

const on = (cpu, command) => (pinned ? ['taskset', '-c', String(cpu), ...command] : command)

/** Starts a server, which prints its port. */
function start(name) {
  const [file, ...args] = on(0, contenders[name])
  const server = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    server.once('exit', () => reject(new Error(`${name} ended`)))
    server.stdout.once('data', (text) => resolve({ name, server, port: Number(text), rounds: [] }))
  })
}

/** The processor time of a process, in seconds: user and system of /proc/PID/stat. */
function cpu(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** Only rounds that count may not fail: what is cold may be slower than a client waits. */
function load({ name, server, port }, duration, counts = true) {
  const target = `http://127.0.0.1:${port}/users${post ? '' : '/42'}`
  const args = ['-t1', '-c64', `-d${duration}s`, '--latency', ...(post ? ['-s', join(here, 'post.lua')] : [])]
  const [file, ...rest] = on(1, ['wrk', ...args, target])
  const before = cpu(server.pid)
  const out = execFileSync(file, rest).toString()
  const used = cpu(server.pid) - before
  if (counts && /Non-2xx|Socket errors/.test(out)) throw new Error(`${name}: ${out}`)
  const requests = Number(out.match(/(\d+) requests in/)[1])
  const rate = Number(out.match(/Requests\/sec:\s+([\d.]+)/)[1])
  return { rate, perCpu: requests / used, p50: millis(out, 50), p99: millis(out, 99) }
}

function millis(out, percent) {
  const [, number, unit] = out.match(new RegExp(`${percent}%\\s+([\\d.]+)(us|ms|s)`))
  return Number(number) * { us: 0.001, ms: 1, s: 1000 }[unit]
}

const sorted = (numbers) => [...numbers].sort((a, b) => a - b)
const median = (numbers) => {
  const all = sorted(numbers)
  return (all[(all.length - 1) >> 1] + all[all.length >> 1]) / 2
}

function report(running) {
  const of = (contender, key) => contender.rounds.map((round) => round[key])
  const rival = running.find((contender) => contender.name === 'hono-bun')
  // Round by round, so that what disturbs one round disturbs both sides of the ratio.
  const ratio = (contender, key) =>
    rival ? median(contender.rounds.map((round, i) => round[key] / rival.rounds[i][key])).toFixed(2) : ''
  const whole = (number) => Math.round(number).toLocaleString('en')
  console.log(`\n${post ? 'POST /users' : 'GET /users/42'}, ${pinned ? 'server on one core, wrk on another' : 'not pinned'}`)
  console.log('| | rps median (min-max) | ÷ Hono/Bun | requests per CPU second | ÷ Hono/Bun | p50 ms | p99 ms, by round |')
  console.log('|---|---|---|---|---|---|---|')
  for (const contender of running) {
    const rates = sorted(of(contender, 'rate'))
    console.log(
      `| ${contender.name} | ${whole(median(rates))} (${whole(rates[0])}-${whole(rates.at(-1))}) | ${ratio(contender, 'rate')}` +
        ` | ${whole(median(of(contender, 'perCpu')))} | ${ratio(contender, 'perCpu')} | ${median(of(contender, 'p50')).toFixed(2)}` +
        ` | ${of(contender, 'p99').map((p99) => p99.toFixed(1)).join(', ')} |`,
    )
  }
}

prepare()
const names = only ? only.split(',') : Object.keys(contenders)
const running = []
try {
  for (const name of names) running.push(await start(name))
  for (const contender of running) load(contender, warmup, false)
  for (let round = 0; round < rounds; round++) {
    for (const contender of running) contender.rounds.push(load(contender, seconds))
  }
  report(running)
} finally {
  for (const { server } of running) {
    server.removeAllListeners('exit')
    server.kill()
  }
}
