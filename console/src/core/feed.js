// @ts-check
/** Fills the model: the firehose from a cursor on, and what is asked again and again while somebody looks at it. */

/**
 * Follows the firehose into the model for as long as the page lives. The client resumes behind the last event after a lost
 * connection; events that passed out of retention meanwhile are told as a gap, and what was listed is asked for anew.
 *
 * @param {any} client
 * @param {import("./model.js").Model} model
 */
export async function follow(client, model) {
  if (!model.may("subscribe")) {
    model.live = "forbidden";
    model.changed();
    return;
  }
  for (;;) {
    try {
      const events = client.subscribe("firehose", { gaps: "event" });
      await events.ready();
      model.live = "live";
      model.changed();
      for await (const event of events) model.apply(event);
      return; // The client was closed.
    } catch (/** @type {any} */ error) {
      model.live = error?.code === 403 ? "forbidden" : "waiting";
      model.changed();
      if (model.live === "forbidden" || client.state === "closed") return;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}
