package dev.dwp.bootstrap;

import com.sun.net.httpserver.HttpServer;
import dev.dwp.bootstrap.config.ListenSettings;
import dev.dwp.bootstrap.config.ServerSettings;
import dev.dwp.bootstrap.config.Tls;
import dev.dwp.http.server.Deadlines;
import dev.dwp.http.server.ErrorBody;
import dev.dwp.http.server.HttpServers;
import dev.dwp.http.server.ServerLimits;
import dev.dwp.http.server.ServerOptions;
import dev.dwp.http.server.TlsMaterial;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the port, with what is configured for it. */
final class Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int FREE_PORT_ATTEMPTS = 20;

    private final ServerSettings settings;

    Listener(ServerSettings settings) {
        this.settings = settings;
    }

    /**
     * A server that is bound and serves nothing yet.
     *
     * @param errors renders what it answers by itself
     * @throws StartFailure when the port cannot be had, or certificate and key cannot be used
     */
    HttpServer open(ErrorBody errors) {
        ListenSettings listen = settings.listen();
        InetSocketAddress address = new InetSocketAddress(listen.address(), listen.port());
        ServerOptions options = ServerOptions.defaults().withErrorBody(errors).withLimits(limits());
        try {
            return listen.bothLoopbacks() ? openBoth(options) : open(address, options);
        } catch (SocketException e) {
            throw unavailable(e);
        } catch (IOException e) {
            throw new StartFailure("The server cannot listen: " + e.getMessage(), e);
        }
    }

    private HttpServer open(InetSocketAddress address, ServerOptions options) throws IOException {
        return switch (settings.listen().tls()) {
            case Tls.Off off -> HttpServers.create(address, options);
            case Tls.Pkcs12 pkcs12 -> HttpServers.createTls(address, options, context(pkcs12));
            case Tls.Pem pem -> HttpServers.createTls(address, options, context(pem));
        };
    }

    /** One port on 127.0.0.1 and on ::1: clients take {@code localhost} for either. A port of one's own choice may be tried anew. */
    @SuppressWarnings("AddressSelection") // an address, and no name that could have several
    private HttpServer openBoth(ServerOptions options) throws IOException {
        int port = settings.listen().port();
        int attempts = port == 0 ? FREE_PORT_ATTEMPTS : 1;
        while (true) {
            HttpServer server = open(new InetSocketAddress("127.0.0.1", port), options);
            try {
                HttpServers.listenAlso(
                        server, new InetSocketAddress("::1", server.getAddress().getPort()));
                return server;
            } catch (SocketException e) {
                attempts--;
                boolean taken = e instanceof BindException
                        && String.valueOf(e.getMessage()).contains("in use");
                if (!taken) {
                    LOG.debug("This machine has no ::1, so the server is on 127.0.0.1 alone: {}", e.getMessage());
                    return server;
                }
                HttpServers.stop(server, Duration.ZERO);
                if (attempts == 0) {
                    throw e;
                }
            }
        }
    }

    /** Where a server opened here is reached, with the port that it really has. */
    URI address(HttpServer server) {
        String host = settings.listen().host();
        String scheme = settings.listen().tls() instanceof Tls.Off ? "http" : "https";
        int port = server.getAddress().getPort();
        return URI.create("%s://%s:%d".formatted(scheme, host.contains(":") ? "[" + host + "]" : host, port));
    }

    private ServerLimits limits() {
        return ServerLimits.defaults()
                .withMaxConnections(settings.capacity().maxConnections())
                .withDeadlines(Deadlines.defaults()
                        .withHead(settings.timing().head())
                        .withIdle(settings.timing().idle()));
    }

    private static SSLContext context(Tls.Pkcs12 tls) {
        try {
            return TlsMaterial.pkcs12(tls.keystore(), tls.password().toCharArray());
        } catch (FileSystemException e) {
            throw unreadable("server.tls.keystore", e);
        } catch (TlsMaterial.Mismatch e) {
            throw new StartFailure("TLS cannot be served: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new StartFailure(
                    "The key store %s cannot be opened; check that it is PKCS#12, and server.tls.password."
                            .formatted(tls.keystore()),
                    e);
        }
    }

    private static SSLContext context(Tls.Pem tls) {
        try {
            return TlsMaterial.pem(tls.certificate(), tls.key());
        } catch (FileSystemException e) {
            throw unreadable("server.tls.certificate or server.tls.key", e);
        } catch (IOException e) {
            throw new StartFailure("Certificate and key cannot be used: " + e.getMessage(), e);
        }
    }

    private static StartFailure unreadable(String key, FileSystemException e) {
        return new StartFailure(
                "The file %s of %s cannot be read; check that it exists and may be.".formatted(e.getFile(), key), e);
    }

    private StartFailure unavailable(SocketException e) {
        ListenSettings listen = settings.listen();
        String reason = String.valueOf(e.getMessage());
        if (e instanceof BindException && reason.contains("in use")) {
            return new StartFailure(
                    "Port %d of %s is taken: stop what listens there, or choose another with --port (0 picks a free one)."
                            .formatted(listen.port(), listen.host()),
                    e);
        }
        return new StartFailure(
                "The server cannot listen on port %d of %s (%s): choose others with --port and --host."
                        .formatted(listen.port(), listen.host(), reason),
                e);
    }
}
