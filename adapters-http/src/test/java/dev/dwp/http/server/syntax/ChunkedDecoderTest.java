package dev.dwp.http.server.syntax;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Chunked bodies as octets alone (RFC 9112 §7.1). */
class ChunkedDecoderTest {
    @Property(tries = 200)
    @Label("RFC 9112 §7.1: whatever the chunks and the split, the data is what was encoded, and what follows stays")
    void givesTheDataForAnySplit(@ForAll @Size(max = 20) List<byte @Size(max = 50) []> chunks, @ForAll long seed)
            throws HttpFailure {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (byte[] chunk : chunks) {
            if (chunk.length > 0) {
                encoded.writeBytes(ascii(Integer.toHexString(chunk.length) + ";x=y\r\n"));
                encoded.writeBytes(chunk);
                encoded.writeBytes(ascii("\r\n"));
                data.writeBytes(chunk);
            }
        }
        encoded.writeBytes(ascii("0\r\nTrailer: a\r\n\r\nnext"));
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        assertEquals(encoded.size() - 4, decode(encoded.toByteArray(), decoded, new Random(seed)));
        assertArrayEquals(data.toByteArray(), decoded.toByteArray());
    }

    @Property(tries = 200)
    @Label("Arbitrary octets give data, a wish for more, or a failure")
    void survivesArbitraryOctets(@ForAll byte[] octets, @ForAll long seed) {
        try {
            assertTrue(decode(octets, new ByteArrayOutputStream(), new Random(seed)) <= octets.length);
        } catch (HttpFailure failure) {
            assertTrue(failure.status() == 400 || failure.status() == 431);
        }
    }

    @Example
    @Label("Extensions that outweigh their data, and trailers without end, are refused")
    void boundsWhatIsThrownAway() {
        assertEquals(400, refusal("1;" + "x".repeat(9000)));
        assertEquals(400, refusal(("1;" + "x".repeat(1000) + "\r\na\r\n").repeat(10)));
        assertEquals(431, refusal("0\r\n" + "A: b\r\n".repeat(2000)));
    }

    @Example
    @Label("RFC 9112 §7.1.1: white space may stand before an extension, and not before the end of the line")
    void takesWhiteSpaceBeforeAnExtension() throws HttpFailure {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        decode(ascii("1 ;a\r\nx\r\n2\t ; a = b\r\nyz\r\n0 ;e\r\n\r\n"), data, new Random(2));
        assertArrayEquals(ascii("xyz"), data.toByteArray());
        assertEquals(400, refusal("1 \r\nx\r\n"));
        assertEquals(400, refusal("1 1\r\nx\r\n"));
        assertEquals(400, refusal("1" + " ".repeat(9000)));
    }

    private static int refusal(String text) {
        try {
            decode(ascii(text), new ByteArrayOutputStream(), new Random(1));
            return 0;
        } catch (HttpFailure failure) {
            return failure.status();
        }
    }

    /** Decodes in pieces of any size; returns how many octets were consumed. */
    private static int decode(byte[] octets, ByteArrayOutputStream data, Random sizes) throws HttpFailure {
        ChunkedDecoder decoder = new ChunkedDecoder();
        int at = 0;
        int limit = 0;
        while (limit < octets.length && !decoder.ended()) {
            limit = Math.min(octets.length, limit + 1 + sizes.nextInt(20));
            while (at < limit && !decoder.ended()) {
                at = decoder.framing(octets, at, limit);
                int take = (int) Math.min(decoder.remaining(), limit - at);
                if (take > 0) {
                    data.write(octets, at, take);
                    decoder.consumed(take);
                    at += take;
                }
            }
        }
        return at;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
