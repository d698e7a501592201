// Starts the server that was built, on a free port, with the demo's handlers and keys.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../../", import.meta.url));

/** Starts a server; resolves when it accepts requests. */
export async function startServer({ args = [], env = {}, port = 0 } = {}) {
  const jar = process.env.DWP_JAR ?? path.join(root, "bootstrap/target/dwp.jar");
  if (!existsSync(jar)) throw new Error(`There is no server at ${jar}; ./build server makes one.`);
  const java = process.env.JAVA_HOME ? path.join(process.env.JAVA_HOME, "bin/java") : "java";
  const classpath = `${jar}:${path.join(path.dirname(jar), "lib")}/*`;
  const store = args.includes("--store") ? [] : ["--store", "memory"];
  const child = spawn(
    java,
    ["-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classpath, "dev.dwp.bootstrap.Main", "serve", "--port", String(port), ...store, ...args],
    { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } },
  );
  let log = "";
  child.stderr.on("data", (chunk) => {
    log = (log + chunk).slice(-20_000);
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const orphaned = () => child.kill("SIGKILL");
  process.once("exit", orphaned);
  const host = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const ready = /^ready on http:\/\/(\S+)/.exec(line);
      if (ready) resolve(ready[1]);
    });
    ended.then((code) => reject(new Error(`The server ended with ${code}:\n${log}`)));
  });
  return {
    host,
    port: Number(host.split(":").at(-1)),
    ws: `ws://${host}/dwp`,
    http: `http://${host}/dwp`,
    /** Stops it at once, or in order with SIGTERM, which lets what it does come to an end. */
    async stop(signal = "SIGKILL") {
      child.kill(signal);
      await ended;
      process.removeListener("exit", orphaned);
    },
    log: () => log,
  };
}
