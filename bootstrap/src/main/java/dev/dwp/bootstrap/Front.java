package dev.dwp.bootstrap;

import com.sun.net.httpserver.HttpServer;
import dev.dwp.bootstrap.config.Configuration;
import dev.dwp.bootstrap.config.StoreSpec;
import dev.dwp.http.server.ErrorBody;
import java.net.URI;

/** The port alone, with nothing behind it: every path is 404. */
final class Front implements RunningServer {
    private final HttpServer server;
    private final URI address;
    private final int grace;

    private Front(HttpServer server, URI address, int grace) {
        this.server = server;
        this.address = address;
        this.grace = grace;
    }

    static RunningServer start(Configuration configuration) {
        if (!(configuration.storage().store() instanceof StoreSpec.Memory)) {
            throw new StartFailure("This build keeps state in memory only: use --store memory.");
        }
        Listener listener = new Listener(configuration.server());
        HttpServer server = listener.open(ErrorBody.plainText());
        server.start();
        return new Front(server, listener.address(server), (int)
                configuration.server().timing().shutdownGrace().toSeconds());
    }

    @Override
    public URI address() {
        return address;
    }

    @Override
    public void close() {
        server.stop(grace);
    }
}
