// Programs that use the existing SDK's lower layer: frames by method, events by handler.
import { type ErrorDetail, type Frame, Method, type StreamEvent, Transport, type TransportOptions } from "@xraph/dispatch";

const options: TransportOptions = {
  url: process.env.DWP_URL ?? "ws://localhost:8080/dwp",
  token: "demo-token",
  format: "json",
  baseDelay: 100,
  maxDelay: 1000,
};
const transport = new Transport(options);
const session = await transport.connect();
console.log(`session ${session === transport.getSessionId()}`);

let closed = 0;
transport.setOnClose(() => closed++);
const seen: StreamEvent[] = [];
const final = new Promise<void>((resolve) => {
  transport.onEvent("queue:transport", (event) => {
    seen.push(event);
    if ((event.data as { final?: boolean }).final) resolve();
  });
});
const subscribed: Frame = await transport.request(Method.Subscribe, { channel: "queue:transport" });
console.log(`${subscribed.type} ${(subscribed.data as { status: string }).status}`);
const made = await transport.request(Method.JobEnqueue, { name: "echo", payload: 1, queue: "transport" });
console.log(`${made.type} ${(made.data as { state: string }).state}`);
await final;
console.log(`events ${seen.map((event) => event.type).join(" ")}`);
await transport.request(Method.Unsubscribe, { channel: "queue:transport" });
transport.removeEvent("queue:transport");
const refused: ErrorDetail | undefined = await transport.request("job.get", { job_id: "x" }).then(
  () => undefined,
  (error: ErrorDetail) => error,
);
console.log(`refused ${refused?.code}`);
transport.close();
await new Promise((resolve) => setTimeout(resolve, 100));
console.log(`closed ${closed}`);
