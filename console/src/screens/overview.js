// @ts-check
import { h } from "../core/dom.js";
import { count } from "../core/format.js";
import { pageHead } from "../core/ui.js";

export const screen = {
  /** @param {HTMLElement} root @param {any} ctx */
  mount(root, ctx) {
    ctx.poll("stats", 2000, () => ctx.client.stats());
    ctx.view(root, () => [
      pageHead("Overview"),
      ctx.guarded("stats", (/** @type {any} */ stats) => h("p", null, `${count(stats.jobs.pending)} pending`)),
    ]);
  },
};
