package dev.dwp.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Octets that no client would send. */
class HostileInputTest {
    private static final byte[] VALID =
            "POST /a?b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    @Test
    @DisplayName("Mutated requests end in an answer or a closed connection; the server never fails and goes on serving")
    void survivesMutatedRequests() throws IOException {
        Random random = new Random(42);
        try (TestServer server = TestServer.with(TestServer::mirror)) {
            for (int i = 0; i < 300; i++) {
                String answer = exchange(server, mutated(random));
                assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 "), answer);
                assertTrue(!answer.startsWith("HTTP/1.1 500"), answer);
            }
            try (RawClient client = server.client()) {
                assertEquals("POST /a?b abc", client.send(VALID).answer().body());
            }
        }
    }

    private static byte[] mutated(Random random) {
        byte[] octets = VALID.clone();
        for (int flips = random.nextInt(4); flips >= 0; flips--) {
            octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
        }
        return octets;
    }

    private static String exchange(TestServer server, byte[] octets) throws IOException {
        try (RawClient client = server.client()) {
            client.send(octets).shutdownOutput();
            return client.rest();
        } catch (SocketException e) {
            return "";
        }
    }
}
