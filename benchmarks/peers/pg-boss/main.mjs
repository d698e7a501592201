import { createRequire } from 'node:module'
import PgBoss from 'pg-boss'
import pg from 'pg'
import { main } from '../measurement/node/measurement.mjs'

const queue = 'numbered'
const shortestPoll = 0.5 // s
const fetched = 100 // jobs a worker takes with each poll
const mostConnections = 50 // of the 100 that PostgreSQL takes unless told otherwise

/** pg-boss on one database: one instance that inserts, and one that works while there are workers. */
class Boss {
  name = 'pg-boss'
  version = createRequire(import.meta.url)('pg-boss/package.json').version
  batch = 5_000

  constructor(url, concurrency) {
    this.url = url
    this.concurrency = concurrency
    this.pool = new pg.Pool({ connectionString: url, max: 1 })
    this.sender = this.#instance(2)
  }

  async createTables() {
    await this.pool.query('DROP SCHEMA IF EXISTS pgboss CASCADE')
    await this.sender.start()
    await this.sender.createQueue(queue)
  }

  async insertMany(first, end) {
    const jobs = []
    for (let number = first; number < end; number++) jobs.push({ name: queue, data: { number } })
    await this.sender.insert(jobs)
  }

  async insertOne(number) {
    await this.sender.send(queue, { number })
  }

  /** A worker polls at its interval, whether or not the last poll found jobs; so each takes many at once. */
  async start(handle) {
    const options = { batchSize: fetched, pollingIntervalSeconds: shortestPoll }
    const work = async (jobs) => jobs.forEach(({ data }) => handle(data.number))
    this.workers = this.#instance(Math.min(this.concurrency + 2, mostConnections))
    await this.workers.start()
    await Promise.all(Array.from({ length: this.concurrency }, () => this.workers.work(queue, options, work)))
  }

  async stop() {
    await this.workers.stop({ wait: true })
  }

  async unfinished() {
    const { rows } = await this.pool.query(`SELECT count(*)::int FROM pgboss.job WHERE state <> 'completed'`)
    return rows[0].count
  }

  async close() {
    await this.sender.stop({ wait: true })
    await this.pool.end()
  }

  #instance(max) {
    const boss = new PgBoss({ connectionString: this.url, max })
    boss.on('error', (lost) => console.error(lost.message))
    return boss
  }
}

await main(async (url, concurrency) => new Boss(url, concurrency))
