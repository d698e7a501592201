// @ts-check
/** The screens, in the order of the navigation. One that is not here does not exist for people. */

/**
 * A screen is `{ path, title, nav?, key?, scope?, load }`: `nav` names its group in the navigation, `key` is the letter after `g`,
 * `scope` what a token needs for it, and `load` gives the module whose `screen.mount(root, ctx)` shows it.
 *
 * @typedef {{path: string, title: string, nav?: string, key?: string, scope?: string, load: () => Promise<{screen: {mount(root: HTMLElement, ctx: any): void | (() => void)}}>}} Screen
 */

/** @type {Screen[]} */
export const screens = [
  { path: "/", title: "Overview", nav: "main", key: "o", scope: "stats:read", load: () => import("./overview.js") },
  { path: "/jobs", title: "Jobs", nav: "main", key: "j", scope: "job:read", load: () => import("./jobs.js") },
  { path: "/jobs/:id", title: "Job", scope: "job:read", load: () => import("./job.js") },
  { path: "/enqueue", title: "Enqueue a job", scope: "job:write", load: () => import("./enqueue.js") },
  { path: "/runs", title: "Runs", nav: "main", key: "r", scope: "workflow:read", load: () => import("./runs.js") },
  { path: "/runs/:id", title: "Run", scope: "workflow:read", load: () => import("./run.js") },
  { path: "/queues", title: "Queues", nav: "main", key: "q", scope: "queue:read", load: () => import("./queues.js") },
  { path: "/workers", title: "Workers", nav: "main", key: "n", scope: "stats:read", load: () => import("./workers.js") },
  { path: "/dead-letters", title: "Dead letters", nav: "main", key: "d", scope: "dlq:read", load: () => import("./dead-letters.js") },
  { path: "/crons", title: "Crons", nav: "main", key: "c", scope: "cron:read", load: () => import("./crons.js") },
  { path: "/events", title: "Events", nav: "main", key: "e", scope: "subscribe", load: () => import("./events.js") },
  { path: "/wire", title: "Wire", nav: "main", key: "w", load: () => import("./wire.js") },
];
