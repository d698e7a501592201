package dev.dwp.http.endpoint;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Tells people who open {@code /} what is here: the console or HTML for a browser, plain text for others. Thread-safe. */
final class FrontPage implements HttpHandler {
    private final byte[] text;
    private final byte[] html;
    private final boolean console;

    /**
     * The page of a server whose transports are under that base path.
     *
     * @param console whether browsers are sent to the console instead
     */
    FrontPage(String path, boolean console) {
        this.console = console;
        this.text = """
                DWP server: durable jobs, workflows and events over the Dispatch Wire Protocol

                WebSocket   GET  %1$s            frames both ways
                SSE         GET  %1$s/sse?channel=jobs   events to the client
                RPC         POST %1$s/rpc        one request, one answer
                Health      GET  /health/live, /health/ready
                Metrics     GET  /metrics

                Documentation: docs/protocol.md and docs/operations.md beside the server's sources.
                """.formatted(path).getBytes(StandardCharsets.UTF_8);
        this.html = """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <title>DWP server</title>
                <h1>DWP server</h1>
                <p>Durable jobs, workflows and events over the Dispatch Wire Protocol.</p>
                <table>
                <tr><td>WebSocket</td><td><code>GET %1$s</code></td><td>frames both ways</td></tr>
                <tr><td>SSE</td><td><code>GET %1$s/sse?channel=jobs</code></td><td>events to the client</td></tr>
                <tr><td>RPC</td><td><code>POST %1$s/rpc</code></td><td>one request, one answer</td></tr>
                <tr><td>Health</td><td><a href="/health/live">/health/live</a>, <a href="/health/ready">/health/ready</a></td><td></td></tr>
                <tr><td>Metrics</td><td><a href="/metrics">/metrics</a></td><td></td></tr>
                </table>
                <p>Documentation: <code>docs/protocol.md</code> and <code>docs/operations.md</code> beside the server's sources.</p>
                </html>
                """.formatted(path).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String accept = exchange.getRequestHeaders().getFirst("Accept");
        exchange.getResponseHeaders().set("Vary", "Accept");
        boolean browser = accept != null && accept.contains("text/html");
        if (browser && console) {
            Replies.redirect(exchange, "console/");
        } else if (browser) {
            Replies.whole(exchange, 200, "text/html; charset=utf-8", html);
        } else {
            Replies.whole(exchange, 200, "text/plain; charset=utf-8", text);
        }
    }
}
