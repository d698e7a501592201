// What every peer on Node.js does with its job system: a backlog, a steady stream, and single jobs for idle workers.
//
// A job system is an object with a name, a version, `batch` (jobs to one bulk insert), and
//   createTables()          makes its tables anew
//   insertMany(first, end)  inserts the jobs with these numbers, stored when it returns
//   insertOne(number)
//   start(handle)           starts workers that call handle(number) for each job
//   stop()                  stops them
//   unfinished()            how many jobs are not stored as completed
//   close()
import { setTimeout as pause } from 'node:timers/promises'
import { Tally } from './tally.mjs'

const warmUpJobs = 2_000
const steadyBatch = 100
const pickups = 250
const pickupEvery = 20 // ms
const look = 2 // ms between two looks at the table, once all handlers have returned

/** Prints the figures of a job system, opened by `open(url, concurrency)`, as the command line asks for them. */
export async function main(open) {
  const [url, jobs, concurrency, mode, ...more] = process.argv.slice(2)
  if (!(jobs > 0 && concurrency > 0) || more.length > 0 || (mode !== undefined && mode !== 'steady')) {
    throw new Error('usage: run <postgres url> <jobs> <concurrency> [steady]')
  }
  const system = await open(url, Number(concurrency))
  try {
    await system.createTables()
    await backlog(system, warmUpJobs)
    const figures = mode === 'steady' ? await stream(system, Number(jobs)) : await burst(system, Number(jobs))
    console.log(JSON.stringify({ peer: system.name, version: system.version, jobs: Number(jobs), ...figures }))
  } finally {
    await system.close()
  }
}

async function burst(system, jobs) {
  const worked = await backlog(system, jobs)
  return { ...worked, ...(await pickup(system)) }
}

/** Inserts all jobs, then starts workers, until the completion of every job is stored. */
async function backlog(system, jobs) {
  const tally = new Tally(jobs)
  const begun = performance.now()
  await insert(system, jobs, system.batch)
  const inserted = performance.now()
  await system.start((number) => tally.handle(number))
  await finished(system, tally)
  const done = performance.now()
  await system.stop()
  return { enqueue_seconds: seconds(begun, inserted), work_seconds: seconds(inserted, done) }
}

/** Inserts jobs in small batches while workers run: from the first insert to the last completion. */
async function stream(system, jobs) {
  const tally = new Tally(jobs)
  await system.start((number) => tally.handle(number))
  const begun = performance.now()
  await insert(system, jobs, steadyBatch)
  await finished(system, tally)
  const done = performance.now()
  await system.stop()
  return { total_seconds: seconds(begun, done) }
}

/** Inserts jobs one by one for idle workers, until the handler of each has begun. */
async function pickup(system) {
  const tally = new Tally(pickups)
  const called = []
  const stored = []
  await system.start((number) => tally.handle(number))
  const first = performance.now()
  for (let number = 0; number < pickups; number++) {
    await pause(Math.max(0, first + number * pickupEvery - performance.now()))
    called.push(performance.now())
    await system.insertOne(number)
    stored.push(performance.now())
  }
  await finished(system, tally)
  await system.stop()
  const waits = sorted(stored, tally.begun)
  const sinceCall = sorted(called, tally.begun)
  return {
    pickup_p50_ms: percentile(waits, 0.5),
    pickup_p99_ms: percentile(waits, 0.99),
    insert_to_start_p50_ms: percentile(sinceCall, 0.5),
    insert_to_start_p99_ms: percentile(sinceCall, 0.99)
  }
}

async function insert(system, jobs, size) {
  for (let first = 0; first < jobs; first += size) {
    await system.insertMany(first, Math.min(first + size, jobs))
  }
}

/** Waits until every handler has returned and the table says so too. */
async function finished(system, tally) {
  await tally.all()
  while ((await system.unfinished()) > 0) {
    await pause(look)
  }
  tally.checkOnce()
}

/** The waits in ascending order. A handler may begin before the insert's reply has arrived: it did not wait. */
function sorted(from, to) {
  return from.map((time, number) => Math.max(0, to[number] - time)).sort((a, b) => a - b)
}

function percentile(waits, share) {
  return Number(waits[Math.floor(share * (waits.length - 1))].toFixed(3))
}

function seconds(from, to) {
  return Number(((to - from) / 1_000).toFixed(3))
}
