package dev.dwp.http.server;

import java.net.Socket;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** HTTP right on TCP. */
final class PlainTransport implements Transport {
    @Override
    public Socket open(Socket accepted) {
        return accepted;
    }

    @Override
    public boolean plain() {
        return true;
    }

    @Override
    public @Nullable SSLSession session(Socket opened) {
        return null;
    }
}
