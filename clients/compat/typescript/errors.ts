// What programs of the existing SDK do about errors.
import { AuthError, ConnectionError, Dispatch, DispatchError, TimeoutError } from "@xraph/dispatch";

const url = process.env.DWP_URL ?? "ws://localhost:8080/dwp";

async function attempt(what: string, work: () => Promise<unknown>) {
  try {
    await work();
    console.log(`${what}: no error`);
  } catch (err) {
    if (err instanceof AuthError) console.log(`${what}: AuthError ${err.code} ${err.message.length > 0}`);
    else if (err instanceof ConnectionError) console.log(`${what}: ConnectionError ${err.name}`);
    else if (err instanceof TimeoutError) console.log(`${what}: TimeoutError`);
    else if (err instanceof DispatchError) console.log(`${what}: DispatchError ${err.code}`);
    else console.log(`${what}: ${String(err)}`);
  }
}

await attempt("wrong token", () => new Dispatch({ url, token: "guess" }).connect());
await attempt("no server", () => new Dispatch({ url: "ws://127.0.0.1:1/dwp", token: "demo-token", reconnect: false }).connect());
const client = new Dispatch({ url, token: "demo-token" });
await client.connect();
await attempt("no such job", () => client.getJob("job_00000000000000000000000000"));
await attempt("no such handler", () => client.enqueue("nothing-like-it", {}));
await attempt("misfit", () => client.enqueue("process-image", { url: "x", width: "wide", height: 1 }));
client.close();
await attempt("closed", () => client.stats());
const made = new DispatchError("of the program's own", 418);
console.log(`made ${made.code} ${made.message} ${new AuthError("no").code} ${made instanceof Error}`);
