package dev.dwp.http.server.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Request heads as octets alone, without a socket. */
class HeadScannerTest {
    private static final String VALID = "\r\nPOST /a/b?c=d HTTP/1.1\r\nHost: example.org:80\r\nContent-Length:  12 \r\n"
            + "Connection: keep-alive, Upgrade\r\nExpect: 100-continue\r\nX-Empty:\r\n\r\nbody";
    private static final HeadLimits LIMITS = new HeadLimits(60, 200, 8);

    @Property(tries = 1)
    @Label("RFC 9112 §2.1: a head becomes its parts, and what follows it stays")
    void readsAHead() throws HttpFailure {
        HeadScanner scanner = new HeadScanner(LIMITS);
        byte[] octets = VALID.getBytes(StandardCharsets.ISO_8859_1);
        assertTrue(scanner.scan(octets, 0, octets.length));
        assertEquals(octets.length - 4, scanner.length());
        RequestHead head = scanner.head(octets, 0);
        assertEquals("POST", head.method());
        assertEquals("/a/b", head.target().getPath());
        assertEquals(HttpVersion.HTTP_1_1, head.version());
        assertEquals(new Framing.Fixed(12), head.framing());
        assertEquals("", head.fields().first("x-empty"));
        assertTrue(head.expectsContinue() && head.keepAlive());
    }

    @Property(tries = 1)
    @Label(
            "Each head of a connection has its own line, be it that of the last one, its beginning, or another of its length")
    void readsEachLineByItself() throws HttpFailure {
        HeadScanner scanner = new HeadScanner(LIMITS);
        for (String line : List.of("GET /a", "GET /a", "GET /", "GET /b", "PUT /b", "GET /a?b", "GET /a")) {
            byte[] octets = (line + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
            assertTrue(scanner.scan(octets, 0, octets.length));
            RequestHead head = scanner.head(octets, 0);
            assertEquals(line, head.method() + " " + head.target());
            scanner.reset();
        }
    }

    @Property(tries = 300)
    @Label("Any split of the octets gives the same outcome, mutated ones included")
    void givesTheSameForAnySplit(@ForAll("mutations") byte[] octets, @ForAll long seed) {
        assertEquals(outcome(octets, octets.length, new Random(0)), outcome(octets, 9, new Random(seed)));
        assertEquals(outcome(octets, octets.length, new Random(0)), outcome(octets, 1, new Random(seed)));
    }

    @Property(tries = 300)
    @Label("Arbitrary octets give a head, a wish for more, or a failure with a status of 4xx or 5xx")
    void survivesArbitraryOctets(@ForAll byte[] octets) {
        String outcome = outcome(octets, octets.length, new Random(0));
        assertFalse(outcome.isEmpty());
    }

    @Provide
    Arbitrary<byte[]> mutations() {
        return Arbitraries.randomValue(random -> {
            byte[] octets = VALID.getBytes(StandardCharsets.ISO_8859_1);
            for (int flips = random.nextInt(4); flips > 0; flips--) {
                int kind = random.nextInt(3);
                octets[random.nextInt(octets.length)] =
                        (byte) (kind == 0 ? random.nextInt(256) : kind == 1 ? "\r\n :".charAt(random.nextInt(4)) : 'a');
            }
            return octets;
        });
    }

    private static String outcome(byte[] octets, int largest, Random sizes) {
        HeadScanner scanner = new HeadScanner(LIMITS);
        try {
            int limit = 0;
            boolean done = false;
            while (!done && limit < octets.length) {
                limit = Math.min(octets.length, limit + 1 + sizes.nextInt(largest));
                done = scanner.scan(octets, 0, limit);
            }
            return done ? described(scanner.head(octets, 0)) + scanner.length() : "incomplete";
        } catch (HttpFailure failure) {
            assertTrue(failure.status() >= 400 && failure.status() < 600);
            return failure.status() + failure.getMessage();
        }
    }

    private static String described(RequestHead head) {
        StringBuilder text = new StringBuilder(head.line().toString()).append(head.framing());
        for (int i = 0; i < head.fields().size(); i++) {
            text.append(head.fields().name(i))
                    .append('=')
                    .append(head.fields().value(i))
                    .append(';');
        }
        return text.toString();
    }
}
