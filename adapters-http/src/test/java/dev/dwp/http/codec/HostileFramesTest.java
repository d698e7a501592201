package dev.dwp.http.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.dwp.domain.frame.ErrorCode;
import dev.dwp.domain.frame.Frame;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §8: whatever comes is a frame or a 400, at a cost that its length bounds")
class HostileFramesTest {
    /** Buffers that do not depend on the frame. */
    private static final int ROOM = 256 * 1024;

    /** An octet may be a number of an array, with its share of lists that grow and are copied. */
    private static final int ROOM_PER_OCTET = 200;

    @Property(tries = 700)
    @Label("random octets")
    void randomOctets(@ForAll @Size(max = 300) byte[] octets) {
        for (Format format : Format.values()) {
            assertSurvives(format, octets);
        }
    }

    @Property(tries = 700)
    @Label("random octets where data is expected")
    void randomData(@ForAll @Size(max = 100) byte[] octets) {
        ByteArrayOutputStream msgpack = new ByteArrayOutputStream();
        msgpack.writeBytes(Wire.hex("82 a4 74797065 a4 70696e67 a4 64617461"));
        msgpack.writeBytes(octets);
        assertSurvives(Format.MSGPACK, msgpack.toByteArray());
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        json.writeBytes(Wire.utf8("{\"type\": \"ping\", \"data\": "));
        json.writeBytes(octets);
        assertSurvives(Format.JSON, json.toByteArray());
    }

    @Property(tries = 700)
    @Label("frames that were changed on their way")
    void mutatedFrames(@ForAll("frames") Frame frame, @ForAll long seed) {
        for (Format format : Format.values()) {
            assertSurvives(format, mutated(Wire.CODECS.of(format).encode(frame), new Random(seed)));
        }
    }

    @Provide
    Arbitrary<Frame> frames() {
        return Frames.of(Values.any());
    }

    @Test
    @DisplayName("arrays within arrays that claim the rest of the frame each get no room for it")
    void nestedClaims() {
        byte[] frame = new byte[1 << 20];
        byte[] claims = Wire.hex("82 a4 74797065 a4 70696e67 a4 64617461" + "dd 000ffe00".repeat(62) + "c1");
        System.arraycopy(claims, 0, frame, 0, claims.length);
        long allocated = allocatedBy(() -> assertEquals(
                "This is not msgpack.", Wire.refused(Format.MSGPACK, frame).getMessage()));
        assertTrue(allocated < ROOM, allocated + " octets");
    }

    @Test
    @DisplayName("maps within maps that claim the rest of the frame each get no room for it")
    void nestedMapClaims() {
        byte[] frame = new byte[1 << 20];
        byte[] claims = Wire.hex("82 a4 74797065 a4 70696e67 a4 64617461" + "df 0007f000 a161".repeat(62) + "c1");
        System.arraycopy(claims, 0, frame, 0, claims.length);
        long allocated = allocatedBy(() -> assertEquals(
                "This is not msgpack.", Wire.refused(Format.MSGPACK, frame).getMessage()));
        assertTrue(allocated < ROOM, allocated + " octets");
    }

    private static void assertSurvives(Format format, byte[] octets) {
        long allocated = allocatedBy(() -> decode(format, octets));
        assertTrue(allocated < ROOM + (long) ROOM_PER_OCTET * octets.length, allocated + " octets");
    }

    private static void decode(Format format, byte[] octets) {
        try {
            Wire.CODECS.of(format).decode(octets, 0, octets.length);
        } catch (UndecodableFrame e) {
            assertEquals(ErrorCode.BAD_REQUEST, e.refusal().code());
            String said = e.refusal().body().message();
            assertTrue(said.endsWith("."), said);
            assertFalse(said.contains("Exception"), said);
        }
    }

    /** The second time: the first may load classes. */
    private static long allocatedBy(Runnable action) {
        action.run();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        action.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static byte[] mutated(byte[] octets, Random random) {
        byte[] frame = octets;
        for (int mutations = 1 + random.nextInt(4); mutations > 0 && frame.length > 0; mutations--) {
            int at = random.nextInt(frame.length);
            switch (random.nextInt(4)) {
                case 0 -> frame[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> frame[at] = (byte) random.nextInt(256);
                case 2 -> frame = Arrays.copyOf(frame, at);
                default -> {
                    byte[] longer = Arrays.copyOf(frame, frame.length + 8);
                    System.arraycopy(frame, at, longer, at + 8, frame.length - at);
                    frame = longer;
                }
            }
        }
        return frame;
    }
}
