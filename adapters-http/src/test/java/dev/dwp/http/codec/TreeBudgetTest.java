package dev.dwp.http.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.dwp.domain.frame.ErrorCode;
import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Value;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL §2: what decoding costs grows with the octets received")
class TreeBudgetTest {
    /** {@code {"method": "x", "data": {"a": [ … ]}}}, up to the items. */
    private static final String BEFORE = "82 a6 6d6574686f64 a1 78 a4 64617461 81 a1 61";

    private static byte[] bomb(int items, String item) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(Wire.hex(BEFORE + "dd %08x".formatted(items)));
        byte[] octets = Wire.hex(item);
        for (int i = 0; i < items; i++) {
            frame.writeBytes(octets);
        }
        return frame.toByteArray();
    }

    @Test
    @DisplayName("a million empty objects in a million octets are refused with a sentence, and cost little")
    void manyObjects() {
        byte[] frame = bomb(1_040_000, "80");
        long allocated = allocatedBy(() -> {
            UndecodableFrame refused = Wire.refused(Format.MSGPACK, frame);
            assertEquals(ErrorCode.TOO_LARGE, refused.refusal().code());
            assertEquals(
                    "The frame has 1040023 octets and more than 260005 objects, arrays and members, which is the most for"
                            + " its size; send less at a time.",
                    refused.getMessage());
        });
        assertTrue(allocated < 8L * frame.length, allocated + " octets");
    }

    @Test
    @DisplayName("as many in JSON are refused too")
    void manyArraysInJson() {
        byte[] frame = Wire.utf8("{\"method\":\"x\",\"data\":[" + "[],".repeat(340_000) + "[]]}");
        assertEquals(
                ErrorCode.TOO_LARGE, Wire.refused(Format.JSON, frame).refusal().code());
    }

    @Test
    @DisplayName("a short frame may have as many as its octets spell")
    void shortFrames() {
        Frame.Request frame = (Frame.Request) Wire.decode(Format.MSGPACK, bomb(16_000, "90"));
        Value.Array items =
                (Value.Array) ((Value.Struct) frame.data()).members().get("a");
        assertEquals(16_000, items.items().size());
        assertSame(Value.NO_ITEMS, items.items().getFirst());
    }

    @Test
    @DisplayName("before anybody is authenticated, a frame may have 256")
    void beforeAuth() throws UndecodableFrame {
        byte[] fits = bomb(240, "90");
        Wire.CODECS.of(Format.MSGPACK).decode(fits, 0, fits.length, TreeBudget.beforeAuth(fits.length));
        byte[] more = bomb(260, "90");
        assertThrows(
                UndecodableFrame.class,
                () -> Wire.CODECS.of(Format.MSGPACK).decode(more, 0, more.length, TreeBudget.beforeAuth(more.length)));
    }

    @ParameterizedTest
    @DisplayName("the estimate of a tree stays below what its octets allow")
    @ValueSource(
            strings = {
                "80",
                "90",
                "91c0",
                "81a0c0",
                "c0",
                "01",
                "cd0100",
                "ca3dcccccd",
                "a0",
                "a161",
                "a26161",
                "9191c0",
                "a3e282ac"
            })
    void estimates(String item) {
        for (int items : new int[] {10, 1_000, 4_000, 60_000}) {
            assertBounded(bomb(items, item));
        }
    }

    @Test
    @DisplayName("members of different names stay below it, too")
    void names() {
        assertBounded(Wire.packed(out -> {
            out.packMapHeader(2).packString("method").packString("x").packString("data");
            out.packMapHeader(30_000);
            for (int i = 0; i < 30_000; i++) {
                out.packString(Integer.toString(i, Character.MAX_RADIX)).packNil();
            }
        }));
    }

    private static void assertBounded(byte[] frame) {
        TreeBudget tree = TreeBudget.of(frame.length);
        try {
            Wire.CODECS.of(Format.MSGPACK).decode(frame, 0, frame.length, tree);
        } catch (UndecodableFrame e) {
            assertEquals(ErrorCode.TOO_LARGE, e.refusal().code());
        }
        assertTrue(
                tree.heap() <= TreeBudget.heapAtMost(frame.length), tree.heap() + " for " + frame.length + " octets");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("the head of a frame tells who sends it, at no cost of what its data spells")
    void heads(Format format) {
        String json = "{\"id\":7,\"method\":\"x\",\"data\":%s,\"token\":\"t\",\"junk\":%s}"
                .formatted(wide(200_000), "[".repeat(50) + "]".repeat(50));
        byte[] frame = Wire.in(format, json);
        long allocated = allocatedBy(() -> {
            Frame.Request head = assertInstanceOf(Frame.Request.class, head(format, frame));
            assertEquals("7", head.id());
            assertEquals("x", head.method());
            assertEquals("t", head.context().token());
            assertNull(head.data());
        });
        assertTrue(allocated < 64 * 1024, allocated + " octets");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a head is refused like a frame where it is none")
    void malformedHeads(Format format) {
        byte[] frame = Wire.in(format, "{\"id\":\"7\",\"data\":[1,2],\"method\":5}");
        UndecodableFrame refused = assertThrows(
                UndecodableFrame.class, () -> Wire.CODECS.of(format).decodeHead(frame, 0, frame.length));
        assertEquals("7", refused.id());
        assertThrows(UndecodableFrame.class, () -> Wire.CODECS.of(format).decodeHead(frame, 0, frame.length - 1));
    }

    @Test
    @DisplayName("levels without end are not followed in a head")
    void deepHeads() {
        byte[] json = Wire.utf8("{\"method\":\"x\",\"data\":" + "[".repeat(500_000));
        byte[] msgpack = Wire.hex("82 a6 6d6574686f64 a1 78 a4 64617461" + "91".repeat(500_000));
        long allocated = allocatedBy(() -> {
            assertThrows(
                    UndecodableFrame.class, () -> Wire.CODECS.of(Format.JSON).decodeHead(json, 0, json.length));
            assertThrows(
                    UndecodableFrame.class,
                    () -> Wire.CODECS.of(Format.MSGPACK).decodeHead(msgpack, 0, msgpack.length));
        });
        assertTrue(allocated < 64 * 1024, allocated + " octets");
    }

    @Test
    @DisplayName("names that come again and again are one text")
    void sharedNames() {
        byte[] frame = Wire.packed(out -> {
            out.packMapHeader(2).packString("method").packString("x").packString("data");
            out.packArrayHeader(2);
            for (int i = 0; i < 2; i++) {
                out.packMapHeader(1).packString("größe").packInt(i);
                // one that is not ASCII is read each time, and still right
            }
        });
        Value.Array items = (Value.Array) ((Frame.Request) Wire.decode(Format.MSGPACK, frame)).data();
        assertEquals(Value.of(1), ((Value.Struct) items.items().get(1)).member("größe"));
        byte[] ascii = bomb(2, "81a56e616d6573c0");
        Value.Array two = (Value.Array) ((Value.Struct) ((Frame.Request) Wire.decode(Format.MSGPACK, ascii)).data())
                .members()
                .get("a");
        assertSame(name(two, 0), name(two, 1));
    }

    private static String name(Value.Array items, int index) {
        return ((Value.Struct) items.items().get(index))
                .members()
                .keySet()
                .iterator()
                .next();
    }

    private static Frame head(Format format, byte[] frame) {
        try {
            return Wire.CODECS.of(format).decodeHead(frame, 0, frame.length);
        } catch (UndecodableFrame e) {
            throw new AssertionError(e);
        }
    }

    private static String wide(int items) {
        StringBuilder json = new StringBuilder("[0");
        IntStream.range(0, items).forEach(i -> json.append(",{}"));
        return json.append(']').toString();
    }

    /** The second time: the first may load classes. */
    private static long allocatedBy(Runnable action) {
        action.run();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        action.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
