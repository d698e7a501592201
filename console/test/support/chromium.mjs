// A real Chromium over its DevTools protocol, through a pipe: no library, and a WebSocket for none of it.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

/** Which browser there is; `CHROMIUM` names another one. */
export const browserFile = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  (file) => file && existsSync(file),
);

/** How long to wait for anything, in milliseconds. */
const PATIENCE = Number(process.env.DWP_PATIENCE ?? 120_000);

/** Starts a browser. */
export async function startBrowser() {
  const profile = await mkdtemp(path.join(os.tmpdir(), "dwp-console-"));
  const child = spawn(
    /** @type {string} */ (browserFile),
    ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions", "--hide-scrollbars", "--force-device-scale-factor=1", "--remote-debugging-pipe", `--user-data-dir=${profile}`],
    { stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"], detached: true },
  );
  let log = "";
  child.stderr.on("data", (chunk) => (log = (log + chunk).slice(-4000)));
  const gone = new Promise((resolve) => child.once("exit", resolve));
  const out = /** @type {import("node:stream").Writable} */ (child.stdio[3]);
  const input = /** @type {import("node:stream").Readable} */ (child.stdio[4]);
  let n = 0;
  const waiting = new Map();
  const listeners = new Set();
  let rest = "";
  input.setEncoding("utf8");
  input.on("data", (chunk) => {
    const parts = (rest + chunk).split("\0");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      const message = JSON.parse(part);
      if (message.id) {
        const { resolve, reject } = waiting.get(message.id) ?? {};
        waiting.delete(message.id);
        if (message.error) reject?.(new Error(message.error.message));
        else resolve?.(message.result);
      } else for (const listener of listeners) listener(message);
    }
  });
  out.on("error", () => undefined);

  const call = (method, params = {}, sessionId = undefined) =>
    new Promise((resolve, reject) => {
      const id = ++n;
      const timer = setTimeout(() => reject(new Error(`Chromium did not answer ${method}: ${log}`)), PATIENCE);
      waiting.set(id, { resolve: (value) => (clearTimeout(timer), resolve(value)), reject: (error) => (clearTimeout(timer), reject(error)) });
      out.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
    });

  return {
    /** A new page, of its own kind: its own storage. */
    async page({ width = 1280, height = 800, dark = false, reducedMotion = false, mobile = false } = {}) {
      const { browserContextId } = await call("Target.createBrowserContext");
      const { targetId } = await call("Target.createTarget", { url: "about:blank", browserContextId });
      const { sessionId } = await call("Target.attachToTarget", { targetId, flatten: true });
      const send = (method, params) => call(method, params, sessionId);
      const problems = [];
      listeners.add((message) => {
        if (message.sessionId !== sessionId) return;
        if (message.method === "Runtime.exceptionThrown") problems.push(message.params.exceptionDetails.exception?.description ?? message.params.exceptionDetails.text);
        if (message.method === "Log.entryAdded" && message.params.entry.level === "error") problems.push(`${message.params.entry.source}: ${message.params.entry.text} ${message.params.entry.url ?? ""}`);
      });
      await Promise.all([send("Page.enable"), send("Runtime.enable"), send("Log.enable")]);
      const shape = async (size) => {
        await send("Emulation.setDeviceMetricsOverride", { width: size.width, height: size.height, deviceScaleFactor: 1, mobile });
      };
      await shape({ width, height });
      const media = (scheme) => send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }, { name: "prefers-reduced-motion", value: reducedMotion ? "reduce" : "no-preference" }] });
      await media(dark ? "dark" : "light");

      const page = {
        send,
        shape,
        media,
        /** What went wrong in the page: exceptions, refusals of the content security policy, what could not be loaded. */
        problems,
        async open(url) {
          await send("Page.navigate", { url });
        },
        /** Evaluates an expression in the page; gives its value. */
        async eval(expression) {
          const { result, exceptionDetails } = await send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
          if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
          return result.value;
        },
        /** Waits until an expression is true, looking with each frame. */
        async until(expression, what = expression) {
          const deadline = Date.now() + PATIENCE;
          for (;;) {
            const value = await page.eval(`(() => { try { return (${expression}) } catch { return false } })()`).catch(() => false);
            if (value) return value;
            if (Date.now() > deadline) throw new Error(`In vain waited for: ${what}\n${await page.text()}\n${problems.join("\n")}`);
            await new Promise((resolve) => setTimeout(resolve, 50));
          }
        },
        text: () => page.eval("document.body.innerText"),
        /** Waits until the page says this somewhere. */
        says: (text) => page.until(`document.body.innerText.includes(${JSON.stringify(text)})`, `the words “${text}”`),
        /** Presses keys one after another, as a keyboard does: `Enter`, `Tab`, `a`, `Shift+Tab`, `Control+k`. */
        async keys(...names) {
          for (const name of names) {
            const parts = name === "+" ? ["+"] : name.split("+");
            const key = parts.at(-1);
            const modifiers = (parts.includes("Alt") ? 1 : 0) | (parts.includes("Control") ? 2 : 0) | (parts.includes("Shift") ? 8 : 0);
            const code = { Enter: 13, Tab: 9, Escape: 27, ArrowDown: 40, ArrowUp: 38, ArrowLeft: 37, ArrowRight: 39, " ": 32, Backspace: 8, Home: 36, End: 35 }[key] ?? key.toUpperCase().charCodeAt(0);
            const text = key === "Enter" ? "\r" : key.length === 1 && !(modifiers & 2) ? key : undefined;
            await send("Input.dispatchKeyEvent", { type: text ? "keyDown" : "rawKeyDown", key, text, modifiers, windowsVirtualKeyCode: code });
            await send("Input.dispatchKeyEvent", { type: "keyUp", key, modifiers, windowsVirtualKeyCode: code });
          }
        },
        /** Types a text into what has the focus. */
        async type(text) {
          for (const character of text) await page.keys(character);
        },
        /** Presses the button or link that is called so. */
        async press(name, within = "document") {
          const found = await page.until(`(() => { const all = [...(${within}).querySelectorAll('button, a, summary, [role=option]')].filter((e) => e.offsetParent !== null || e.closest('dialog')); const one = all.find((e) => e.innerText.trim() === ${JSON.stringify(name)} || e.getAttribute('aria-label') === ${JSON.stringify(name)}) ?? all.find((e) => e.innerText.trim().startsWith(${JSON.stringify(name)})); if (!one || one.disabled) return false; one.click(); return true; })()`, `something called “${name}”`);
          return found;
        },
        async shot(file) {
          const { data } = await send("Page.captureScreenshot", { format: "png" });
          await writeFile(file, Buffer.from(data, "base64"));
        },
        async close() {
          await call("Target.closeTarget", { targetId });
          await call("Target.disposeBrowserContext", { browserContextId });
        },
      };
      return page;
    },
    async stop() {
      try {
        process.kill(-(/** @type {number} */ (child.pid)), "SIGKILL"); // With all of its processes.
      } catch (error) {
        if (error.code !== "ESRCH") throw error;
      }
      await gone;
      await rm(profile, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}
