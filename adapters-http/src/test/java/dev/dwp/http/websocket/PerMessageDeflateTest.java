package dev.dwp.http.websocket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 7692 §7.2, §8")
class PerMessageDeflateTest {
    @Property(tries = 200)
    void expandsWhatItCompressed(@ForAll @IntRange(min = 512, max = 60_000) int length, @ForAll long seed) {
        Random random = new Random(seed);
        byte[] payload = new byte[length];
        int letters = 1 + random.nextInt(20);
        for (int i = 0; i < length; i++) {
            payload[i] = (byte) ('a' + random.nextInt(letters));
        }
        try (PerMessageDeflate codec = new PerMessageDeflate()) {
            byte[] compressed = codec.compress(payload);
            assertNotNull(compressed);
            assertTrue(compressed.length < payload.length);
            PayloadBuffer target = new PayloadBuffer(length, MessageMemory.UNBOUNDED);
            Inflation inflation = new Inflation(codec);
            int cut = random.nextInt(compressed.length + 1);
            inflation.add(compressed, 0, cut, target);
            inflation.add(compressed, cut, compressed.length - cut, target);
            inflation.finish(target);
            inflation.end();
            assertArrayEquals(payload, Arrays.copyOf(target.octets(), target.size()));
        }
    }

    @Test
    void leavesAloneWhatIsShortOrDoesNotShrink() {
        byte[] noise = new byte[4_096];
        new Random(7_692).nextBytes(noise);
        try (PerMessageDeflate codec = new PerMessageDeflate()) {
            assertNull(codec.compress(new byte[PerMessageDeflate.THRESHOLD - 1]));
            assertNotNull(codec.compress(new byte[PerMessageDeflate.THRESHOLD]));
            assertNull(codec.compress(noise));
        }
    }

    @Test
    void stopsABombAtTheLimit() {
        byte[] bomb = MessageAssemblerTest.deflate(new byte[64 << 20]);
        byte[] frame = ClientFrames.frame(0x80 | ClientFrames.RSV1 | ClientFrames.BINARY, bomb, 0);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (PerMessageDeflate codec = new PerMessageDeflate()) {
            long before = threads.getCurrentThreadAllocatedBytes();
            assertEquals(List.of("fail(1009)"), RecordingSink.record(1 << 20, codec, List.of(frame)));
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(allocated < 4 << 20, allocated + " octets were allocated.");
        }
    }

    @Test
    void endsAMessageOfNothingButEmptyBlocksAtTheLimit() {
        byte[] frame =
                ClientFrames.frame(0x80 | ClientFrames.RSV1 | ClientFrames.BINARY, Octets.parse("000000ffff*300"), 0);
        try (PerMessageDeflate codec = new PerMessageDeflate()) {
            assertEquals(List.of("fail(1009)"), RecordingSink.record(1_024, codec, List.of(frame)));
        }
    }

    @Test
    void compressesAMessageOnceForAllThatGetIt() {
        OutgoingMessage message = OutgoingMessage.text(new byte[2_000]);
        try (PerMessageDeflate codec = new PerMessageDeflate()) {
            byte[] first = message.frame(codec, QueuedFrame.Kind.EVENT, null).payload();
            byte[] second = message.frame(codec, QueuedFrame.Kind.EVENT, null).payload();
            assertSame(first, second);
            assertTrue(first.length < 2_000);
            assertEquals(
                    2_000, message.frame(null, QueuedFrame.Kind.EVENT, null).payload().length);
        }
    }
}
