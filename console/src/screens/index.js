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
  { path: "/wire", title: "Wire", nav: "main", key: "w", load: () => import("./wire.js") },
];
