// What the existing SDK's pages show of workflows, events and streams.
import { Dispatch, type DispatchOptions, type JobResult, type StreamEvent, type WorkflowResult } from "@xraph/dispatch";

const options: DispatchOptions = {
  url: process.env.DWP_URL ?? "ws://localhost:8080/dwp",
  token: "demo-token",
  format: process.env.DWP_FORMAT === "msgpack" ? "msgpack" : "json",
  reconnect: true,
  maxRetries: 10,
};
const client = new Dispatch(options);
await client.connect();

const run: WorkflowResult = await client.startWorkflow("await-payment", { order_id: `ORD-${process.pid}`, timeout_ms: 300 });
const types: string[] = [];
for await (const event of client.watch(run.run_id)) {
  types.push(event.type);
  JSON.stringify(event.data);
}
console.log(`watch ended with ${types.at(-1)}`);

const timeline = (await client.workflowTimeline(run.run_id)) as { step_name: string }[];
console.log(`timeline ${timeline.length > 0} ${typeof timeline[0]?.step_name}`);
await client.publishEvent("payment-received", { order_id: "ORD-001" });

const generator: AsyncGenerator<StreamEvent> = client.subscribe("queue:critical");
const first = generator.next();
await client.stats(); // By its answer the subscription has begun.
const job: JobResult = await client.enqueue("echo", { hello: "world" }, { queue: "critical" });
const { value } = await first;
const event = value as StreamEvent;
console.log(`event ${event.type} ${event.topic === `job:${job.job_id}`} ${event.timestamp.length > 0}`);
console.log(`data ${(event.data as unknown as { job_id: string }).job_id === job.job_id}`);
await generator.return(undefined);

const later = await client.enqueue("sleep", { ms: 60_000 });
await client.cancelJob(later.job_id);
console.log(`cancelled ${((await client.getJob(later.job_id)) as { state: string }).state}`);
client.close();
