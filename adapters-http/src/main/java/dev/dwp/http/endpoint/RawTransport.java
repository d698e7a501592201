package dev.dwp.http.endpoint;

import dev.dwp.http.server.RawConnection;
import dev.dwp.http.websocket.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** What the HTTP server hands over after the 101, as the WebSocket layer wants it. */
record RawTransport(RawConnection raw) implements Transport {
    @Override
    public InputStream input() {
        return raw.input();
    }

    @Override
    public OutputStream output() {
        return raw.output();
    }

    @Override
    public boolean shutdownOutput() throws IOException {
        raw.shutdownOutput();
        return true;
    }

    @Override
    public void readTimeout(Duration timeout) throws IOException {
        raw.readTimeout(timeout);
    }

    @Override
    public void close() {
        raw.close();
    }
}
