// What the types promise to those who use them; it is compiled, not run.
import {
  AuthError,
  Dispatch,
  type DispatchOptions,
  type ErrorDetail,
  type Frame,
  type FrameType,
  type JobCancelManyResponse,
  type JobReasonCode,
  type JobResult,
  Method,
  type MethodName,
  type MethodType,
  type StreamEvent,
  Transport,
  type WorkflowResult,
} from "@dwp/client";
import { ERROR_CODES, type Job as RegistryJob, METHODS } from "@dwp/client/registry";
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
  same<(typeof explained.reasons)[number]["code"], JobReasonCode>(true);
  const many = await client.request("job.cancel", { job_ids: [made.job_id] });
  same<typeof many, JobCancelManyResponse>(true);
  const got = await client.request(Method.JobGet, { job_id: made.job_id });
  same<typeof got, RegistryJob>(true);
  // A method's data is checked where the method is known.
  await client.request("job.get", { job_id: made.job_id, wait_ms: 1 });
  for await (const event of client.subscribe("jobs", { after: "oldest" })) {
    same<typeof event, StreamEvent>(true);
    if (event.data.final) break;
    // Told apart by type; and whatever any event has may be asked of all.
    if (event.data.type === "job.retrying") same<typeof event.data.next_run_at, string>(true);
    console.log(event.data.step_name ?? event.data.job_id, event.data.percent);
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
  console.log(type, detail, closing.state, AuthError, ERROR_CODES.conflict, METHODS["job.get"].scope);
  // Every method has a name under which it can be called.
  same<MethodName, MethodType>(true);
}
