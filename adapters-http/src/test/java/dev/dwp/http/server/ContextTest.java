package dev.dwp.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpServer;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Paths, filters, authenticators and what an exchange tells of itself. */
class ContextTest {
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServers.create(TestServer.loopback(), ServerOptions.defaults());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private RawClient.Answer get(String path, String... headers) throws IOException {
        try (RawClient client = new RawClient(server.getAddress())) {
            StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: x\r\n");
            for (String header : headers) {
                request.append(header).append("\r\n");
            }
            return client.send(request + "\r\n").answer();
        }
    }

    @Test
    @DisplayName("The longest path of whole segments wins; none is 404")
    void matchesTheLongestPath() throws IOException {
        for (String path : List.of("/a", "/a/b", "/c/")) {
            server.createContext(path, exchange -> TestServer.reply(exchange, path));
        }
        assertEquals("/a", get("/a?x=/a/b").body());
        assertEquals("/a", get("/a/bb").body());
        assertEquals("/a/b", get("/a/b").body());
        assertEquals("/a/b", get("/a/b/c").body());
        assertEquals("/a/b", get("/%61/b").body());
        assertEquals("/c/", get("/c/d").body());
        assertEquals(404, get("/a%2fb").status());
        assertEquals("/a", get("/a/%2Fb%20c").body());
        assertEquals("/a/b", get("/a/b/%2f").body());
        assertEquals(404, get("/ab").status());
        assertEquals(404, get("/c").status());
        assertEquals(404, get("/").status());
        assertEquals(404, get("//a").status());
    }

    @Test
    @DisplayName("Contexts come and go while the server runs; a second for one path is refused")
    void changesContextsWhileRunning() throws IOException {
        HttpContext context = server.createContext("/a");
        assertSame(server, context.getServer());
        assertEquals(500, get("/a").status());
        context.setHandler(exchange -> TestServer.reply(exchange, "set"));
        assertEquals("set", get("/a").body());
        assertThrows(IllegalArgumentException.class, () -> context.setHandler(TestServer::mirror));
        assertThrows(IllegalArgumentException.class, () -> server.createContext("/a"));
        assertThrows(IllegalArgumentException.class, () -> server.createContext("a"));
        server.removeContext(context);
        assertEquals(404, get("/a").status());
        assertThrows(IllegalArgumentException.class, () -> server.removeContext("/a"));
    }

    @Test
    @DisplayName("Filters run in order and may wrap the streams")
    void runsFilters() throws IOException {
        HttpContext context = server.createContext("/a", exchange -> {
            assertEquals("1", exchange.getAttribute("first"));
            TestServer.reply(exchange, "abc");
        });
        context.getFilters().add(Filter.beforeHandler("first", exchange -> exchange.setAttribute("first", "1")));
        context.getFilters().add(Filter.beforeHandler("second", exchange -> {
            exchange.setAttribute("gone", "x");
            exchange.setAttribute("gone", null);
            assertNull(exchange.getAttribute("gone"));
            exchange.setStreams(null, new FilterOutputStream(exchange.getResponseBody()) {
                @Override
                public void write(int octet) throws IOException {
                    super.write(Character.toUpperCase(octet));
                }
            });
        }));
        assertEquals("ABC", get("/a").body());
    }

    @Test
    @DisplayName("An authenticator stands before the filters and names the principal")
    void authenticates() throws IOException {
        HttpContext context = server.createContext(
                "/a",
                exchange -> TestServer.reply(exchange, exchange.getPrincipal().getUsername()));
        context.setAuthenticator(new BasicAuthenticator("realm") {
            @Override
            public boolean checkCredentials(String user, String password) {
                return user.equals("me") && password.equals("secret");
            }
        });
        assertEquals(401, get("/a").status());
        assertEquals("Basic realm=\"realm\", charset=\"UTF-8\"", get("/a").header("www-authenticate"));
        assertEquals("me", get("/a", "Authorization: Basic bWU6c2VjcmV0").body());
    }

    @Test
    @DisplayName("Request headers are looked up in any case, hold every line, and cannot be changed")
    void showsTheRequest() throws IOException {
        HttpContext context = server.createContext("/a", exchange -> {
            Headers headers = exchange.getRequestHeaders();
            assertEquals("1", headers.getFirst("x-many"));
            assertEquals(List.of("1", "2"), headers.get("X-MANY"));
            assertEquals(List.of("1", "2"), Headers.of(headers).get("X-Many"));
            assertEquals(2, headers.size());
            assertNull(headers.get("Absent"));
            assertThrows(UnsupportedOperationException.class, () -> headers.set("A", "b"));
            assertThrows(
                    UnsupportedOperationException.class,
                    () -> headers.get("X-Many").clear());
            assertThrows(UnsupportedOperationException.class, headers::clear);
            assertEquals("HTTP/1.1", exchange.getProtocol());
            assertEquals(server.getAddress(), exchange.getLocalAddress());
            assertEquals(
                    server.getAddress().getAddress(),
                    exchange.getRemoteAddress().getAddress());
            assertEquals("value", exchange.getHttpContext().getAttributes().get("key"));
            TestServer.reply(exchange, "seen");
        });
        context.getAttributes().put("key", "value");
        assertEquals("seen", get("/a", "X-Many: 1", "x-many:  2 ").body());
    }
}
