package dev.dwp.http.endpoint;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs an endpoint in a virtual thread of its own, for servers whose own threads are few: the JDK's has one for all
 * requests unless it is given an executor, and a single event stream would hold up every other. Thread-safe.
 */
final class OwnThread implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(OwnThread.class);
    private static final String STOCK_SERVER = "sun.net.httpserver";

    private final HttpHandler endpoint;

    OwnThread(HttpHandler endpoint) {
        this.endpoint = endpoint;
    }

    /** The JDK's server lets an exchange outlive its handler; of others only their own thread may be sure of that. */
    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (exchange.getClass().getPackageName().startsWith(STOCK_SERVER)) {
            Thread.ofVirtual().name("dwp-exchange").start(() -> run(exchange));
        } else {
            endpoint.handle(exchange);
        }
    }

    private void run(HttpExchange exchange) {
        try {
            endpoint.handle(exchange);
        } catch (IOException e) {
            LOG.debug("A peer went away before it was answered: {}", e.getMessage());
            exchange.close();
        } catch (RuntimeException | Error e) {
            LOG.error("Answering {} failed.", exchange.getRequestURI().getRawPath(), e);
            exchange.close();
        }
    }
}
