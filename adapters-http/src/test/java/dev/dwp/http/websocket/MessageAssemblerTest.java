package dev.dwp.http.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

class MessageAssemblerTest {
    private static final int MAX = 1 << 16;

    /** Fragmentation, masking, compression and interleaved pings do not change the messages (RFC 6455 §5.4, RFC 7692 §6). */
    @Property(tries = 200)
    void anyEncodingUnderAnySplitGivesTheSameMessages(@ForAll("texts") List<String> texts, @ForAll long seed) {
        Random random = new Random(seed);
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        List<String> expected = new ArrayList<>();
        for (String text : texts) {
            boolean binary = random.nextBoolean();
            byte[] payload = text.getBytes(UTF_8);
            boolean compressed = random.nextBoolean();
            int first = (binary ? ClientFrames.BINARY : ClientFrames.TEXT) | (compressed ? ClientFrames.RSV1 : 0);
            octets.writeBytes(ClientFrames.fragmented(first, compressed ? deflate(payload) : payload, random));
            expected.add(
                    binary
                            ? shown("binary", HexFormat.of().formatHex(payload), payload.length)
                            : shown("text", text, payload.length));
        }
        try (PerMessageDeflate codec = new PerMessageDeflate()) {
            List<String> events = RecordingSink.record(MAX, codec, pieces(octets.toByteArray(), random));
            assertEquals(
                    expected,
                    events.stream().filter(event -> !event.startsWith("ping")).toList());
        }
    }

    /** Whatever comes, it is taken or refused with one of the codes there are; the split makes no difference. */
    @Property(tries = 500)
    void randomOctetsGiveMessagesOrOneFailure(@ForAll @Size(max = 300) byte[] octets, @ForAll long seed) {
        assertSurvives(octets, new Random(seed));
    }

    @Property(tries = 500)
    void mutatedTrafficGivesMessagesOrOneFailure(@ForAll("texts") List<String> texts, @ForAll long seed) {
        Random random = new Random(seed);
        ByteArrayOutputStream traffic = new ByteArrayOutputStream();
        for (String text : texts) {
            boolean compressed = random.nextBoolean();
            byte[] payload = compressed ? deflate(text.getBytes(UTF_8)) : text.getBytes(UTF_8);
            int first = ClientFrames.TEXT | (compressed ? ClientFrames.RSV1 : 0);
            traffic.writeBytes(ClientFrames.fragmented(first, payload, random));
        }
        byte[] octets = traffic.toByteArray();
        for (int mutations = 1 + random.nextInt(4); mutations > 0 && octets.length > 0; mutations--) {
            octets[random.nextInt(octets.length)] ^= (byte) (1 << random.nextInt(8));
        }
        assertSurvives(octets, random);
    }

    private static void assertSurvives(byte[] octets, Random random) {
        try (PerMessageDeflate codec = new PerMessageDeflate()) {
            List<String> whole = RecordingSink.record(MAX, codec, List.of(octets));
            assertEquals(whole, RecordingSink.record(MAX, codec, pieces(octets, random)));
        }
    }

    /** RFC 6455 §10.4: what a peer declares is not what it gets. */
    @Property(tries = 100)
    void aDeclaredLengthAllocatesNoMoreThanFourTimesWhatCame(@ForAll @Size(max = 200) byte[] start) {
        byte[] frame = ClientFrames.frame(0x80 | ClientFrames.BINARY, new byte[1 << 20], 0);
        byte[] read = Arrays.copyOf(frame, 14 + start.length);
        // the first time loads classes
        new MessageAssembler(1 << 20, null, new RecordingSink()).accept(read.clone(), 0, read.length);
        MessageAssembler assembler = new MessageAssembler(1 << 20, null, new RecordingSink());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assembler.accept(read, 0, read.length);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 16_384, allocated + " octets were allocated for " + start.length);
    }

    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> small = Arbitraries.strings().ofMaxLength(80);
        Arbitrary<String> repeated = Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(5)
                .flatMap(piece -> Arbitraries.integers().between(100, 2_000).map(piece::repeat));
        return Arbitraries.frequencyOf(Tuple.of(4, small), Tuple.of(1, repeated))
                .map(text -> new String(text.getBytes(UTF_8), UTF_8))
                .list()
                .ofMaxSize(6);
    }

    private static String shown(String kind, String payload, int length) {
        return length > 64 ? kind + "[" + length + "]" : kind + "(" + payload + ")";
    }

    private static List<byte[]> pieces(byte[] octets, Random random) {
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < octets.length; ) {
            int end = Math.min(octets.length, at + 1 + random.nextInt(random.nextBoolean() ? 8 : 3_000));
            pieces.add(Arrays.copyOfRange(octets, at, end));
            at = end;
        }
        return pieces;
    }

    /** As RFC 7692 §7.2.1 says: DEFLATE, an empty block after it, and the last four octets off. */
    static byte[] deflate(byte[] payload) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(payload);
        byte[] target = new byte[payload.length * 2 + 64];
        int length = deflater.deflate(target, 0, target.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(target, length - 4);
    }
}
