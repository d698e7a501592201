const patience = 10 * 60_000 // ms

/** Counts the jobs that were handled, and keeps when each began. */
export class Tally {
  #left
  #allHandled
  #handled = new Promise((resolve) => {
    this.#allHandled = resolve
  })

  constructor(jobs) {
    this.begun = new Array(jobs)
    this.#left = jobs
  }

  handle(number) {
    this.begun[number] = performance.now()
    if (--this.#left === 0) this.#allHandled()
  }

  /** Resolves once as many jobs as there are were handled; fails if that takes too long. */
  async all() {
    let timer
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${this.#left} jobs were not handled in time.`)), patience)
    })
    await Promise.race([this.#handled, late]).finally(() => clearTimeout(timer))
  }

  checkOnce() {
    if (this.#left < 0) throw new Error(`${-this.#left} jobs were handled more than once.`)
  }
}
