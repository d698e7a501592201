package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The console as a browser gets it: its files, how they are cached, and what a page may do. */
class ConsoleFilesTest {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of("server.path", "/a/dwp"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static RawHttp.Answer ask(TestServer of, String line, String header) throws IOException {
        return RawHttp.ask(of.uri(), "%s HTTP/1.1\r\nHost: x\r\n%sConnection: close\r\n\r\n".formatted(line, header));
    }

    private static RawHttp.Answer ask(String line, String header) throws IOException {
        return ask(server, line, header);
    }

    @Test
    @DisplayName("The page tells where the transports are, as seen from it, so that it works behind any base path")
    void tellsWhereTheTransportsAre() throws IOException {
        RawHttp.Answer page = ask("GET /console/", "");
        assertEquals(200, page.status());
        assertEquals("text/html; charset=utf-8", page.header("Content-Type"));
        assertTrue(page.body().contains("<meta name=\"dwp\" content=\"../a/dwp\">"), page.body());
        assertEquals("console/", ask("GET /console", "").header("Location"));
    }

    @ParameterizedTest
    @CsvSource({
        "console.css, text/css; charset=utf-8",
        "main.js, text/javascript; charset=utf-8",
        "core/model.js, text/javascript; charset=utf-8",
        "icon.svg, image/svg+xml"
    })
    @DisplayName("Each file has its type, may not be taken for another, and runs under a strict policy")
    void servesFilesUnderAStrictPolicy(String name, String type) throws IOException {
        RawHttp.Answer file = ask("GET /console/" + name, "");
        assertEquals(200, file.status());
        assertEquals(type, file.header("Content-Type"));
        assertEquals("nosniff", file.header("X-Content-Type-Options"));
        assertEquals("no-referrer", file.header("Referrer-Policy"));
        String policy = file.header("Content-Security-Policy");
        assertTrue(policy.startsWith("default-src 'self';") && policy.contains("frame-ancestors 'none'"), policy);
        assertTrue(!policy.contains("unsafe"), policy);
    }

    @Test
    @DisplayName(
            "A browser that has a file already gets 304, one that takes gzip gets it compressed, HEAD gets no body")
    void savesWhatABrowserHas() throws IOException {
        RawHttp.Answer plain = ask("GET /console/main.js", "");
        String tag = plain.header("ETag");
        assertNotNull(tag);
        assertEquals("no-cache", plain.header("Cache-Control"));
        assertNull(plain.header("Content-Encoding"));
        RawHttp.Answer again = ask("GET /console/main.js", "If-None-Match: \"other\", " + tag + "\r\n");
        assertEquals(304, again.status());
        assertEquals(
                "gzip",
                ask("GET /console/main.js", "Accept-Encoding: br, gzip\r\n").header("Content-Encoding"));
        assertNull(ask("GET /console/main.js", "Accept-Encoding: gzip;q=0\r\n").header("Content-Encoding"));
        RawHttp.Answer head = ask("HEAD /console/main.js", "");
        assertEquals(200, head.status());
        assertEquals("", head.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing.js",
                "main.JS",
                "core/",
                "../ConsoleFiles.class",
                "core/../../endpoint/DwpRoutes.class",
                "..%2Fendpoint%2FDwpRoutes.class",
                "%2e%2e/codec/Codecs.class",
                "core//dom.js",
                "README.md"
            })
    @DisplayName("What the build did not put there is not there, whatever the jar holds beside it")
    void servesNothingElse(String name) throws IOException {
        RawHttp.Answer answer = ask("GET /console/" + name, "");
        assertEquals(404, answer.status());
        assertEquals(404, answer.frame().at("/error/code").asInt());
    }

    @Test
    @DisplayName("The console takes GET and HEAD only")
    void takesNoOtherVerb() throws IOException {
        RawHttp.Answer answer = ask("POST /console/", "Content-Length: 0\r\n");
        assertEquals(405, answer.status());
        assertEquals("GET, HEAD", answer.header("Allow"));
    }

    @Test
    @DisplayName("server.console=false turns it off: 404, and the root shows its page")
    void canBeTurnedOff() throws IOException {
        try (TestServer without = TestServer.start(Map.of("server.console", "false"))) {
            assertEquals(404, ask(without, "GET /console/", "").status());
            assertEquals(404, ask(without, "GET /console", "").status());
            RawHttp.Answer page = ask(without, "GET /", "Accept: text/html\r\n");
            assertEquals(200, page.status());
            assertTrue(page.body().contains("/health/ready"), page.body());
        }
    }
}
