// A first program for the existing TypeScript SDK: jobs, workflows, counts, and a few events with a time limit.
import { Dispatch } from "@xraph/dispatch";

const SERVER_URL = process.env.DWP_URL ?? "ws://localhost:8080/dwp";

async function main() {
  const client = new Dispatch({ url: SERVER_URL, token: "demo-token" });
  const sessionId = await client.connect();
  console.log(`session ${sessionId === client.sessionId && sessionId.length > 0}`);

  const job = await client.enqueue("send-email", { to: "ada@example.com", subject: "Hello" });
  console.log(`job ${job.job_id.length > 0} ${job.queue} ${job.state}`);
  const details = (await client.getJob(job.job_id)) as { id: string; name: string };
  console.log(`details ${details.id === job.job_id} ${details.name}`);

  const image = await client.enqueue(
    "process-image",
    { url: "https://example.com/photo.jpg", width: 800, height: 600 },
    { queue: "images", priority: 10 },
  );
  console.log(`image ${image.queue}`);

  const run = await client.startWorkflow("order-pipeline", { order_id: "TS-001", items: ["laptop", "mouse", "keyboard"] });
  console.log(`run ${run.run_id.length > 0} ${run.name} ${run.state}`);
  const runDetails: unknown = await client.getWorkflow(run.run_id);
  console.log(`run details ${JSON.stringify(runDetails).includes("TS-001")}`);

  const stats: unknown = await client.stats();
  console.log(`stats ${JSON.stringify(stats).includes("connections")}`);

  // An input may be a text that holds JSON, too.
  await client.startWorkflow("booking-saga", JSON.stringify({ trip_id: "TRIP-TS-001" }));
  await client.startWorkflow("batch-process", { item_ids: ["a", "b", "c"] });

  const collecting = collect(client, "jobs", 3, 30_000);
  for (const to of ["bob", "carol", "dave"]) await client.enqueue("send-email", { to: `${to}@example.com` });
  const events = await collecting;
  console.log(`events ${events.length}`);
  for (const event of events) JSON.stringify(event);

  client.close();
  console.log("done");
}

async function collect(client: Dispatch, channel: string, most: number, timeoutMs: number): Promise<unknown[]> {
  const events: unknown[] = [];
  return new Promise(async (resolve) => {
    const timer = setTimeout(() => resolve(events), timeoutMs);
    try {
      for await (const event of client.subscribe(channel)) {
        events.push(event);
        if (events.length >= most) {
          clearTimeout(timer);
          resolve(events);
          break;
        }
      }
    } catch {
      clearTimeout(timer);
      resolve(events);
    }
  });
}

main().catch((err) => {
  console.error("Error:", err);
  process.exit(1);
});
