// A server that does what a test says: it answers auth and unsubscribe, keeps what it got, and leaves the rest to the test.
import { once } from "node:events";
import { WebSocketServer } from "ws";

/** Starts it; `onFrame(connection, frame)` answers, and returns true for one that it answers itself. */
export async function scripted(onFrame = () => false, session = {}) {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  const connections = [];
  const waiting = [];
  const frames = [];
  const look = () => {
    for (const wait of [...waiting]) {
      const found = frames.filter(wait.test)[wait.nth];
      if (!found) continue;
      waiting.splice(waiting.indexOf(wait), 1);
      wait.resolve(found);
    }
  };
  server.on("connection", (socket) => {
    const connection = {
      socket,
      frames: [],
      send: (frame) => socket.send(JSON.stringify({ id: `frm-${Math.random()}`, ts: new Date().toISOString(), ...frame })),
      answer: (frame, data) => connection.send({ type: "response", correl_id: frame.id, data }),
      fail: (frame, code, details, message = `code ${code}`) =>
        connection.send({ type: "error", correl_id: frame.id, error: { code, message, ...(details && { details }) } }),
      event: (n, channel, data) => connection.send({ type: "event", id: `evt-${n}`, channel, data: { type: "job.started", n, ...data } }),
      cut: () => socket.terminate(),
    };
    connections.push(connection);
    socket.on("message", (message) => {
      const frame = { ...JSON.parse(message), connection };
      connection.frames.push(frame);
      frames.push(frame);
      const taken = onFrame(connection, frame);
      if (frame.method === "auth" && taken !== true) {
        connection.answer(frame, { session_id: `sess_${connections.length}`, format: "json", heartbeat_ms: 0, max_frame_bytes: 1 << 20, ...session });
      }
      if (frame.method === "unsubscribe" && taken !== true) connection.answer(frame, { channel: frame.data.channel, status: "unsubscribed" });
      look();
    });
    socket.on("error", () => undefined);
  });
  return {
    url: `ws://127.0.0.1:${server.address().port}/dwp`,
    connections,
    frames,
    /** The nth frame that fits, counted from 0, as soon as it is there. */
    frame: (test, nth = 0) =>
      new Promise((resolve) => {
        waiting.push({ test, nth, resolve });
        look();
      }),
    async close() {
      for (const { socket } of connections) socket.terminate();
      server.close();
      await once(server, "close");
    },
  };
}

export const method = (name) => (frame) => frame.method === name;
export const grant = (frame) => frame.type === "request" && frame.method === undefined && frame.credits > 0;
