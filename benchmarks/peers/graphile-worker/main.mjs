import { createRequire } from 'node:module'
import { Logger, makeWorkerUtils, run } from 'graphile-worker'
import pg from 'pg'
import { main } from '../measurement/node/measurement.mjs'

const silence = new Logger(() => () => {})
const mostConnections = 50 // of the 100 that PostgreSQL takes unless told otherwise

/** Graphile Worker on one database, with the settings of its page on performance. */
class GraphileWorker {
  name = 'graphile-worker'
  version = createRequire(import.meta.url)('graphile-worker/package.json').version
  batch = 10_000

  constructor(url, concurrency) {
    this.pool = new pg.Pool({ connectionString: url, max: Math.min(concurrency + 1, mostConnections) })
    const lost = (error) => console.error(error.message)
    this.pool.on('error', lost)
    this.pool.on('connect', (client) => client.on('error', lost))
    this.preset = {
      worker: {
        concurrentJobs: concurrency,
        localQueue: { size: 500 },
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
        logger: silence
      }
    }
  }

  async createTables() {
    await this.pool.query('DROP SCHEMA IF EXISTS graphile_worker CASCADE')
    this.utils = await makeWorkerUtils({ pgPool: this.pool, logger: silence })
    await this.utils.migrate()
  }

  async insertMany(first, end) {
    const specs = []
    for (let number = first; number < end; number++) specs.push({ identifier: 'numbered', payload: { number } })
    await this.utils.addJobs(specs)
  }

  async insertOne(number) {
    await this.utils.addJob('numbered', { number })
  }

  async start(handle) {
    const taskList = { numbered: ({ number }) => handle(number) }
    this.runner = await run({ pgPool: this.pool, preset: this.preset, taskList, noHandleSignals: true })
  }

  async stop() {
    await this.runner.stop()
  }

  async unfinished() {
    const { rows } = await this.pool.query('SELECT count(*)::int FROM graphile_worker._private_jobs')
    return rows[0].count
  }

  async close() {
    await this.utils?.release()
    await this.pool.end()
  }
}

await main(async (url, concurrency) => new GraphileWorker(url, concurrency))
