// What the types promise to those who use them; it is compiled, not run.
import {
  AuthError,
  Dispatch,
  type DispatchOptions,
  type ErrorDetail,
  type Frame,
  type FrameType,
  type Job,
  type JobResult,
  Method,
  type StreamEvent,
  Transport,
  type WorkflowResult,
} from "@dwp/client";
import * as msgpack from "@msgpack/msgpack";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Same<A, B>): void => undefined;

const options: DispatchOptions = {
  url: new URL("ws://localhost:8080/dwp"),
  token: async () => "demo-token",
  format: "msgpack",
  reconnect: true,
  maxRetries: 10,
  msgpack,
  webSocket: WebSocket,
};

export async function program(client = new Dispatch(options)): Promise<void> {
  const made = await client.enqueue("echo", { text: "hello" }, { queue: "mail", priority: 1 });
  same<typeof made, JobResult>(true);
  const job = await client.getJob<{ sent: boolean }>(made.job_id);
  same<typeof job.result, { sent: boolean } | undefined>(true);
  const run = await client.startWorkflow("order-pipeline", { order_id: "1" });
  same<typeof run, WorkflowResult>(true);
  const explained = await client.request("job.explain", { job_id: made.job_id });
  same<typeof explained.reasons[number]["code"], string>(true);
  const got = await client.request(Method.JobGet, { job_id: made.job_id });
  same<typeof got, Job>(true);
  // A method's data is checked where the method is known.
  await client.request("job.get", { job_id: made.job_id, wait_ms: 1 });
  for await (const event of client.subscribe("jobs", { after: "oldest" })) {
    same<typeof event, StreamEvent>(true);
    if (event.data.final) break;
  }
  const generator: AsyncGenerator<StreamEvent> = client.subscribe("jobs");
  const watching: AsyncGenerator<StreamEvent> = client.watch(run.run_id);
  await generator.return(undefined);
  await watching.return(undefined);
  const transport = new Transport({ url: "ws://localhost/dwp", token: "t", baseDelay: 100, maxDelay: 1000 });
  const frame: Frame = await transport.request(Method.Stats);
  const type: FrameType = frame.type;
  const detail: ErrorDetail | undefined = frame.error;
  // @ts-expect-error There is no such option.
  new Dispatch({ url: "ws://localhost/dwp", tokn: "t" });
  // @ts-expect-error There is no such format.
  new Dispatch({ url: "ws://localhost/dwp", format: "xml" });
  // @ts-expect-error There is no such option of a job.
  await client.enqueue("echo", 1, { prio: 1 });
  await using closing = new Dispatch(options);
  console.log(type, detail, closing.state, AuthError);
}
