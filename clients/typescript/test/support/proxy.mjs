// A TCP proxy that treats its connections badly: it cuts, half-closes, stalls and delays them, at random from a seed.
import { once } from "node:events";
import net from "node:net";

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Starts it. `life` is how long a connection lasts on average, in milliseconds. */
export async function startProxy({ port, host = "127.0.0.1", seed = 1, life = 400 }) {
  const random = randomFrom(seed);
  const counts = { connections: 0, cut: 0, half: 0, stalled: 0 };
  const open = new Set();
  let kind = true;
  const server = net.createServer({ allowHalfOpen: true }, (near) => {
    const far = net.connect({ port, host, allowHalfOpen: true });
    const pair = { near, far };
    counts.connections++;
    open.add(pair);
    const destroy = () => {
      near.destroy();
      far.destroy();
      open.delete(pair);
    };
    const forward = (from, to) => {
      let over = false; // Nothing follows a part that was cut off: TCP leaves no holes.
      from.on("data", (chunk) => {
        if (over || to.writableEnded || to.destroyed) return;
        const pass = () => to.writable && to.write(chunk);
        if (kind && random() < 0.2) {
          // Late, and everything behind it too, since a connection keeps its order.
          from.pause();
          setTimeout(() => {
            pass();
            from.resume();
          }, random() * 30);
        } else if (kind && chunk.length > 1 && random() < 0.05) {
          // Only a part of what was sent arrives.
          over = true;
          to.write(chunk.subarray(0, Math.floor(random() * chunk.length)), destroy);
          counts.cut++;
        } else {
          pass();
        }
      });
      from.on("end", () => to.writable && to.end());
      from.on("error", destroy);
      from.on("close", destroy);
    };
    forward(near, far);
    forward(far, near);
    if (!kind) return;
    setTimeout(() => {
      if (!open.has(pair) || !kind) return;
      const what = random();
      if (what < 0.6) {
        counts.cut++;
        destroy();
      } else if (what < 0.8) {
        counts.half++;
        (random() < 0.5 ? near : far).end(); // One direction is over, the other goes on for a while.
        setTimeout(destroy, 2000 * random());
      } else {
        counts.stalled++;
        near.pause();
        far.pause();
        setTimeout(destroy, 3000 * random());
      }
    }, -Math.log(1 - random()) * life);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    host: `127.0.0.1:${server.address().port}`,
    counts,
    /** From now on connections are left in peace. */
    behave() {
      kind = false;
    },
    cutAll() {
      for (const { near, far } of open) {
        near.destroy();
        far.destroy();
      }
    },
    async close() {
      this.cutAll();
      server.close();
      await once(server, "close");
    },
  };
}
