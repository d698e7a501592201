import { createRequire } from 'node:module'
import PgBoss from 'pg-boss'
import pg from 'pg'
import { main } from '../measurement/node/measurement.mjs'

const queue = 'numbered'
const shortestPoll = 0.5 // s
const fetched = 100 // jobs a worker takes with each poll
const mostConnections = 50 // of the 100 that PostgreSQL takes unless told otherwise

/** pg-boss on one database. A worker polls on its own, whether or not there was work, so that each takes many jobs. */
class Boss {
  name = 'pg-boss'
  version = createRequire(import.meta.url)('pg-boss/package.json').version
  batch = 5_000

  constructor(url, concurrency) {
    this.concurrency = concurrency
    this.pool = new pg.Pool({ connectionString: url, max: 2 })
    this.boss = new PgBoss({ connectionString: url, max: Math.min(concurrency + 2, mostConnections) })
    this.boss.on('error', (lost) => console.error(lost.message))
  }

  async createTables() {
    await this.pool.query('DROP SCHEMA IF EXISTS pgboss CASCADE')
    await this.boss.start()
    await this.boss.createQueue(queue)
  }

  async insertMany(first, end) {
    const jobs = []
    for (let number = first; number < end; number++) jobs.push({ name: queue, data: { number } })
    await this.boss.insert(jobs)
  }

  async insertOne(number) {
    await this.boss.send(queue, { number })
  }

  async start(handle) {
    const options = { batchSize: fetched, pollingIntervalSeconds: shortestPoll }
    const work = async (jobs) => jobs.forEach(({ data }) => handle(data.number))
    for (let worker = 0; worker < this.concurrency; worker++) await this.boss.work(queue, options, work)
  }

  async stop() {
    await this.boss.offWork(queue)
  }

  async unfinished() {
    const { rows } = await this.pool.query(`SELECT count(*)::int FROM pgboss.job WHERE state <> 'completed'`)
    return rows[0].count
  }

  async close() {
    await this.boss.stop({ graceful: false })
    await this.pool.end()
  }
}

await main(async (url, concurrency) => new Boss(url, concurrency))
