package dev.dwp.http.server;

import com.sun.net.httpserver.HttpsConfigurator;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP on TLS 1.2 or 1.3, with what the server's {@link HttpsConfigurator} asks for. A client's renegotiation, which TLS 1.2
 * still has and which costs the server far more than the client, is refused.
 */
final class TlsTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(TlsTransport.class);
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");
    private static final String ALPN = "http/1.1";
    private static final String RENEGOTIABLE = "TLSv1.2";
    private static final String REJECT_RENEGOTIATION = "jdk.tls.rejectClientInitiatedRenegotiation";

    private final Duration handshake;
    /** Written by whoever configures the server. */
    private volatile @Nullable HttpsConfigurator configurator;

    /** Where the JDK has not been told otherwise, it is told to reject renegotiation: it reads that once, at first use. */
    TlsTransport(Duration handshake) {
        this.handshake = handshake;
        if (System.getProperty(REJECT_RENEGOTIATION) == null) {
            System.setProperty(REJECT_RENEGOTIATION, "true");
        }
    }

    @Nullable
    HttpsConfigurator configurator() {
        return configurator;
    }

    void configurator(HttpsConfigurator value) {
        configurator = value;
    }

    /** The connection's guard bounds the whole handshake; the timeout here ends one that has gone silent. */
    @Override
    public Socket open(Socket accepted) throws IOException {
        HttpsConfigurator configured = configurator;
        if (configured == null) {
            throw new IOException("There is no TLS configuration.");
        }
        SSLSocket socket =
                (SSLSocket) configured.getSSLContext().getSocketFactory().createSocket(accepted, null, true);
        TlsParameters asked = new TlsParameters(configured, (InetSocketAddress) accepted.getRemoteSocketAddress());
        configured.configure(asked);
        socket.setSSLParameters(allowed(asked.resolve(socket.getSSLParameters())));
        socket.setSoTimeout(Math.toIntExact(Math.min(Integer.MAX_VALUE, Math.max(1, handshake.toMillis()))));
        socket.startHandshake();
        socket.setSoTimeout(0);
        if (socket.getSession().getProtocol().equals(RENEGOTIABLE)) {
            socket.addHandshakeCompletedListener(again -> cut(accepted));
        }
        return socket;
    }

    /** For a JDK that had read its settings before: after the first handshake there is no other. */
    private static void cut(Socket accepted) {
        try {
            accepted.close();
        } catch (IOException e) {
            LOG.debug("A connection that was negotiated anew could not be closed.", e);
        }
    }

    private static SSLParameters allowed(SSLParameters parameters) {
        String[] protocols = Arrays.stream(parameters.getProtocols())
                .filter(PROTOCOLS::contains)
                .toArray(String[]::new);
        parameters.setProtocols(protocols);
        if (parameters.getApplicationProtocols().length == 0) {
            parameters.setApplicationProtocols(new String[] {ALPN});
        }
        return parameters;
    }

    @Override
    public boolean plain() {
        return false;
    }

    @Override
    public @Nullable SSLSession session(Socket opened) {
        return ((SSLSocket) opened).getSession();
    }
}
