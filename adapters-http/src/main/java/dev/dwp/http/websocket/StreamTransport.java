package dev.dwp.http.websocket;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Two streams that only end together. */
record StreamTransport(InputStream input, OutputStream output, Closeable connection) implements Transport {
    @Override
    public boolean shutdownOutput() {
        return false;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
