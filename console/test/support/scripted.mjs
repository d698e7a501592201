// A server that says what a test wants: what no real one says on demand, such as ten thousand events a second, a store that
// is away, or a cursor that has expired. It serves the console's sources, too.
import { createReadStream, existsSync } from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const { WebSocketServer } = createRequire(new URL("../../../clients/typescript/package.json", import.meta.url))("ws");
const src = fileURLToPath(new URL("../../src/", import.meta.url));
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml" };

/**
 * `answers[method](data, send)` gives the data of the answer, or throws `{code, message, details}`; those not there are empty.
 */
export async function startScripted(answers) {
  const web = http.createServer((request, response) => {
    const file = path.join(src, new URL(request.url, "http://x").pathname.replace(/^\/console\//, "") || "index.html");
    if (!file.startsWith(src) || !existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": TYPES[path.extname(file)], "Content-Security-Policy": "default-src 'self'" });
    createReadStream(file).pipe(response);
  });
  const sockets = new WebSocketServer({ server: web, path: "/dwp" });
  let n = 0;
  sockets.on("connection", (socket) => {
    const send = (frame) => socket.send(JSON.stringify({ id: `frm-${++n}`, ts: new Date().toISOString(), ...frame }));
    socket.on("message", async (message) => {
      const { id, method, type, data } = JSON.parse(String(message));
      if (type === "ping") return send({ type: "pong", correl_id: id });
      if (!method) return answers.grant?.(JSON.parse(String(message)), send);
      try {
        const answer = method === "auth" ? { session_id: "sess_1", format: "json", heartbeat_ms: 0, server: "scripted", max_frame_bytes: 1 << 20, subject: "test", scopes: ["*"] } : await (answers[method]?.(data, send, socket) ?? {});
        send({ type: "response", correl_id: id, data: answer });
        answers[`after ${method}`]?.(data, send, socket);
      } catch (error) {
        send({ type: "error", correl_id: id, error: { code: error.code ?? 500, message: error.message, ...(error.details && { details: error.details }) } });
      }
    });
  });
  await new Promise((resolve) => web.listen(0, "127.0.0.1", resolve));
  return {
    console: `http://127.0.0.1:${web.address().port}/console/`,
    cut: () => sockets.clients.forEach((socket) => socket.terminate()),
    async stop() {
      sockets.clients.forEach((socket) => socket.terminate());
      web.closeAllConnections();
      await new Promise((resolve) => web.close(resolve));
    },
  };
}
