package dev.dwp.conformance;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Frames that spell much in few octets. */
final class Amplification {
    private Amplification() {}

    /** msgpack: {@code {"id":"b","method":…,"data":{"a":[{},{},…]}}}, an octet for each object. */
    static byte[] frame(String method, int objects) {
        byte[] name = method.getBytes(StandardCharsets.US_ASCII);
        byte[] before = HexFormat.of().parseHex("83a26964a162a66d6574686f64");
        byte[] between = HexFormat.of().parseHex("a46461746181a161dd");
        ByteBuffer frame = ByteBuffer.allocate(before.length + 1 + name.length + between.length + 4 + objects);
        frame.put(before)
                .put((byte) (0xa0 | name.length))
                .put(name)
                .put(between)
                .putInt(objects);
        Arrays.fill(frame.array(), frame.position(), frame.capacity(), (byte) 0x80);
        return frame.array();
    }
}
