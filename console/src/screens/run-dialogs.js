// @ts-check
/** What can be done with a run: cancelling, replaying from a step, sending the event that it waits for. */
import { h } from "../core/dom.js";
import { count, parseJson } from "../core/format.js";
import { button, confirm, dialog, glyph } from "../core/ui.js";

/** @param {any} ctx @param {any} run @param {any[]} entries @param {() => void} done */
export async function askCancel(ctx, run, entries, done) {
  const going = entries.filter((entry) => entry.state === "running" || entry.state === "waiting");
  const awaited = going.filter((entry) => entry.kind === "child");
  const sure = await confirm(ctx, {
    title: `Cancel ${run.name}?`,
    text: h("div", null,
      h("p", null, `${count(entries.length - going.length)} of ${count(entries.length)} entries have ended. ${going.length > 0 ? `What goes on now (${listed(going)}) is interrupted. ` : ""}Then the compensations that its code has registered run, the last one first, and the run is cancelled.`),
      awaited.length > 0 && h("p", null, `${awaited.length === 1 ? "The child that it waits for is" : `The ${count(awaited.length)} children that it waits for are`} cancelled too.`)),
    action: "Cancel the run",
    danger: true,
  });
  if (!sure) return;
  await attempt(ctx, () => ctx.client.cancelWorkflow(run.id), "The run is being cancelled.");
  done();
}

/** @param {any[]} entries */
function listed(entries) {
  const names = [...new Set(entries.map((entry) => entry.step_name))];
  return names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${count(names.length - 3)} more` : names.join(", ");
}

/**
 * Asks from which step on; tells what is forgotten and runs again.
 *
 * @param {any} ctx
 * @param {any} run
 * @param {any[]} entries
 * @param {string | undefined} chosen
 * @param {() => void} done
 */
export async function askReplay(ctx, run, entries, chosen, done) {
  const firsts = new Map();
  for (const entry of entries) if (entry.kind !== "compensation" && !firsts.has(entry.step_name)) firsts.set(entry.step_name, entry);
  const names = [...firsts.keys()];
  if (names.length === 0) {
    ctx.toast("There is no step to replay from: the timeline is empty. Start a new run.", "bad");
    return;
  }
  const undone = entries.some((entry) => entry.kind === "compensation");
  let from = chosen !== undefined && firsts.has(chosen) ? chosen : (entries.find((entry) => entry.state === "failed" && entry.kind !== "compensation")?.step_name ?? names[0]);
  const sure = await dialog(ctx, `Replay ${run.name} from a step`, (close) => {
    const known = firsts.has(from);
    const forgotten = known ? names.filter((name) => firsts.get(name).seq >= firsts.get(from).seq) : [];
    return h("form", { onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); if (known) close(true); } },
      h("div", { class: "field" }, h("label", { for: "replay-step" }, "From the step"),
        names.length <= 200 ? h("select", { id: "replay-step", autofocus: true, value: from, onchange: (/** @type {any} */ event) => { from = event.target.value; ctx.invalidate(); } }, names.map((name) => h("option", { key: name, value: name }, name)))
          : h("input", { id: "replay-step", autofocus: true, type: "text", value: from, spellcheck: "false", oninput: (/** @type {any} */ event) => { from = event.target.value; ctx.invalidate(); } })),
      known ? h("p", null, `${count(names.length - forgotten.length)} steps before it stay remembered. ${forgotten.length === 1 ? "It is" : `It and the ${count(forgotten.length - 1)} after it are`} forgotten and run again: what ${forgotten.length === 1 ? "it" : "they"} did outside happens once more.`) : h("p", { class: "wrong" }, glyph("failed"), "The timeline has no step of that name."),
      known && h("ol", { class: "preview", "aria-label": "What runs again" }, forgotten.slice(0, 12).map((name) => h("li", { key: name, class: "id" }, name)), forgotten.length > 12 && h("li", { class: "faint" }, `and ${count(forgotten.length - 12)} more`)),
      undone && h("p", null, glyph("warning"), " Compensations have run. What they undid stays undone: choose a step before it where that matters."),
      h("div", { class: "dialog-foot" }, button("Keep it as it is", () => close(false)), h("button", { type: "submit", class: "button primary", disabled: !known }, "Replay")));
  });
  if (!sure) return;
  await attempt(ctx, () => ctx.client.replayWorkflow(run.id, from), `The run goes on from ${from}.`);
  done();
}

/**
 * Asks for the payload of an event, and publishes it.
 *
 * @param {any} ctx
 * @param {any} run
 * @param {{event?: string, event_key?: string, step_name?: string} | undefined} wait what it is to wake
 * @param {() => void} done
 */
export async function askSend(ctx, run, wait, done) {
  let name = wait?.event ?? wait?.step_name ?? "";
  let key = wait?.event_key ?? "";
  let only = true;
  let text = "{}";
  let wrong = "";
  await dialog(ctx, "Send an event", (close) => h("form", { onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); void send(close); } },
    h("div", { class: "fields" },
      h("div", { class: "field" }, h("label", { for: "event-name" }, "Event"), h("input", { id: "event-name", type: "text", required: true, value: name, spellcheck: "false", oninput: (/** @type {any} */ event) => { name = event.target.value; } })),
      h("div", { class: "field" }, h("label", { for: "event-key" }, "Key"), h("input", { id: "event-key", type: "text", value: key, spellcheck: "false", placeholder: "none", oninput: (/** @type {any} */ event) => { key = event.target.value; } }))),
    h("div", { class: "field" }, h("label", { for: "event-payload" }, "Payload, as JSON"), h("textarea", { id: "event-payload", rows: 6, spellcheck: "false", value: text, autofocus: true, "aria-describedby": wrong ? "event-wrong" : undefined, oninput: (/** @type {any} */ event) => { text = event.target.value; } }),
      wrong && h("p", { class: "wrong", id: "event-wrong", role: "alert" }, glyph("failed"), wrong)),
    h("label", { class: "check" }, h("input", { type: "checkbox", checked: only, onchange: (/** @type {any} */ event) => { only = event.target.checked; ctx.invalidate(); } }), only ? " for this run only" : " for whichever run has waited for it longest"),
    h("div", { class: "dialog-foot" }, button("Do not send", () => close()), h("button", { type: "submit", class: "button primary" }, "Send"))));

  /** @param {() => void} close */
  async function send(close) {
    let payload;
    try {
      payload = text.trim() === "" ? null : parseJson(text);
    } catch (error) {
      wrong = `This is no JSON: ${/** @type {Error} */ (error).message}`;
      ctx.invalidate();
      return;
    }
    try {
      await ctx.client.publishEvent(name.trim(), payload, { ...(key.trim() && { key: key.trim() }), ...(only && { run_id: run.id }) });
    } catch (error) {
      wrong = /** @type {Error} */ (error).message;
      ctx.invalidate();
      return;
    }
    ctx.toast(`The event ${name.trim()} is published.`, "good");
    close();
    done();
  }
}

/** @param {any} ctx @param {() => Promise<any>} call @param {string} good */
async function attempt(ctx, call, good) {
  try {
    await call();
    ctx.toast(good, "good");
  } catch (error) {
    ctx.toast(/** @type {Error} */ (error).message, "bad");
  }
}
