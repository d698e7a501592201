package dev.dwp.http.server;

import com.sun.net.httpserver.Headers;
import dev.dwp.http.server.io.OutputBuffer;
import dev.dwp.http.server.syntax.HttpVersion;
import dev.dwp.http.server.syntax.RequestHead;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The response of one exchange, and the stream of its body. Head and body gather in one buffer, which goes out when it is
 * full, when the handler flushes, and when the response is complete.
 */
final class Response extends OutputStream {
    private final Wire wire;
    private final RequestHead request;
    private final ServerParts parts;
    private final Runnable whenComplete;
    private int status = -1;
    private @Nullable BodyEncoder encoder;
    private boolean complete;
    private boolean keepAlive;
    private boolean peerGone;

    Response(Wire wire, RequestHead request, ServerParts parts, Runnable whenComplete) {
        this.wire = wire;
        this.request = request;
        this.parts = parts;
        this.whenComplete = whenComplete;
    }

    /** The status sent, or −1. */
    int status() {
        return status;
    }

    /** Whether the connection may carry another request after this response. */
    boolean reusable() {
        return complete && keepAlive;
    }

    boolean peerGone() {
        return peerGone;
    }

    void begin(int code, long length, Headers headers, RequestBody body) throws IOException {
        requireUnsent();
        boolean close = wire.connection().stopping()
                || body.undrainable(parts.options().limits().maxDrain());
        ResponsePlan plan = ResponsePlan.of(request, code, length, close, headers);
        ResponseHead.check(headers);
        status = code;
        keepAlive = !plan.close();
        OutputBuffer out = wire.buffer();
        body.responseBegun();
        BodyEncoder chosen = plan.encoder(out);
        encoder = chosen;
        guarded(() -> ResponseHead.write(out, code, headers, plan, parts.date()));
        if (chosen.complete()) {
            end();
        }
    }

    void switchProtocols(Headers headers) throws IOException {
        requireUnsent();
        if (request.version() == HttpVersion.HTTP_1_0) {
            throw new IllegalStateException("HTTP/1.0 cannot switch protocols; answer with 426 or 400.");
        }
        if (!headers.containsKey("Upgrade") || !headers.containsKey("Connection")) {
            throw new IllegalStateException("A 101 needs the response headers Upgrade and Connection; set them first.");
        }
        ResponseHead.check(headers);
        status = 101;
        OutputBuffer out = wire.buffer();
        guarded(() -> {
            ResponseHead.write(out, 101, headers, ResponsePlan.switching(), parts.date());
            out.flush();
        });
    }

    private void requireUnsent() throws IOException {
        if (status >= 0) {
            throw new IOException("The response headers were sent already.");
        }
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        BodyEncoder current = begun();
        guarded(() -> current.write(octets, offset, length));
        if (current.complete()) {
            end();
        }
    }

    @Override
    public void flush() throws IOException {
        if (encoder != null && !complete) {
            guarded(wire.buffer()::flush);
        }
    }

    @Override
    public void close() throws IOException {
        if (complete) {
            return;
        }
        BodyEncoder current = encoder;
        if (current == null) {
            cut();
            return;
        }
        guarded(current::close);
        end();
    }

    /** The response will never be complete: nothing more is sent, and the connection ends. */
    void cut() {
        keepAlive = false;
        whenComplete.run();
    }

    private BodyEncoder begun() throws IOException {
        BodyEncoder current = encoder;
        if (current == null) {
            throw new IOException("There is no response to write to before sendResponseHeaders.");
        }
        return current;
    }

    private void end() throws IOException {
        if (!complete) {
            guarded(wire.buffer()::flush);
            complete = true;
            whenComplete.run();
        }
    }

    private interface Output {
        void run() throws IOException;
    }

    private void guarded(Output output) throws IOException {
        try {
            output.run();
        } catch (BodyEncoder.Misuse e) {
            throw e;
        } catch (IOException e) {
            peerGone = true;
            cut();
            throw e;
        }
    }
}
