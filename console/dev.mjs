// Serves the console's sources to a browser while they are written, beside a server that allows this origin:
//   DWP_SERVER_CORS_ORIGINS=http://localhost:5173 ./dwp serve --store memory
//   node console/dev.mjs 5173 http://localhost:8080/dwp
import { readFile } from "node:fs/promises";
import http from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";

const [port = "5173", server = "http://localhost:8080/dwp"] = process.argv.slice(2);
const src = fileURLToPath(new URL("src/", import.meta.url));
const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml" };

http
  .createServer(async (request, response) => {
    const name = new URL(request.url ?? "/", "http://x").pathname.replace(/^\/(console\/)?/, "") || "index.html";
    try {
      let body = await readFile(path.join(src, path.normalize(name)));
      if (name === "index.html") body = Buffer.from(body.toString().replace('content="../dwp"', `content="${server}"`));
      response.writeHead(200, { "Content-Type": types[path.extname(name)] ?? "application/octet-stream", "Cache-Control": "no-store" });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  })
  .listen(Number(port), "127.0.0.1", () => console.log(`http://localhost:${port}/console/`));
