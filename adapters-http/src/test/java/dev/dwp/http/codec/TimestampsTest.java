package dev.dwp.http.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Value;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL §2, §3: no frame is refused for its ts")
class TimestampsTest {
    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "§2 must tolerate: any offset, epoch numbers and digit strings of any precision, rubbish; kept as sent")
    void anythingIsKeptAsSent(Format format) {
        for (String ts : new String[] {
            "\"2026-01-31T10:30:00Z\"",
            "\"2026-01-31t10:30:00.123456789+05:30\"",
            "1769855400",
            "1769855400123",
            "1769855400123456789",
            "1769855400.123456",
            "\"1769855400123\"",
            "\"\"",
            "\"yesterday\"",
            "true",
            "-1",
            "[]",
            "{\"ts\": [null]}"
        }) {
            assertEquals(Wire.value(ts), ping(format, ts).ts(), ts);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("§2 must tolerate: absent, also as null")
    void absent(Format format) {
        assertNull(Wire.decode(format, "{\"type\": \"ping\"}").ts());
        assertNull(ping(format, "null").ts());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e99999", "1e99999999999", "1e-99999999999", "\"\\ud800\"", "[1e99999, 2]", "{\"a\": 1e99999}"})
    @DisplayName("§2 must tolerate: what cannot be a value does not cost the frame")
    void unreadableInJson(String ts) {
        assertPing(
                Wire.decode(Format.JSON, Wire.utf8("{\"ts\": %s, \"type\": \"ping\", \"id\": \"1\"}".formatted(ts))));
    }

    @Test
    @DisplayName("§2 must tolerate: digits without end do not cost the frame")
    void thousandsOfDigits() {
        for (String digits : new String[] {"1".repeat(100_000), "0." + "1".repeat(100_000)}) {
            assertPing(Wire.decode(
                    Format.JSON, Wire.utf8("{\"ts\": %s, \"type\": \"ping\", \"id\": \"1\"}".formatted(digits))));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cb 7ff8000000000000", // NaN
                "ca 7f800000", // ∞
                "a1 ff", // no UTF-8
                "d4 05 00", // an extension that is not known
                "d4 ff 00", // a timestamp of one byte
                "d7 ff ffffffff 00000000", // a billion nanoseconds and more
                "c7 0c ff 00000000 7fffffffffffffff", // past the year 10⁹
                "91 d4 05 00" // rubbish within rubbish
            })
    @DisplayName("§2 must tolerate: what cannot be a value does not cost the frame in msgpack")
    void unreadableInMsgpack(String ts) {
        String before = "83 a2 7473";
        String after = "a4 74797065 a4 70696e67 a2 6964 a1 31";
        assertPing(Wire.decode(Format.MSGPACK, Wire.hex(before + ts + after)));
    }

    @ParameterizedTest
    @CsvSource({
        "d6 ff 697dd9b8, 2026-01-31T10:30:16Z",
        "d6 ff ffffffff, 2106-02-07T06:28:15Z",
        "d7 ff 00000008 697dd9b8, 2026-01-31T10:30:16.000000002Z",
        "d7 ff 1d6f3454 697dd9b8, 2026-01-31T10:30:16.123456789Z",
        "d7 ff ee6b27fc 00000000, 1970-01-01T00:00:00.999999999Z",
        "d7 ff 00000003 ffffffff, 2514-05-30T01:53:03Z",
        "c7 0c ff 075bcd15 00000000697dd9b8, 2026-01-31T10:30:16.123456789Z",
        "c7 0c ff 3b9ac9ff ffffffffffffffff, 1969-12-31T23:59:59.999999999Z"
    })
    @DisplayName("§3 must tolerate: the timestamp extension in its forms of 32, 64 and 96 bits")
    void timestampExtension(String ts, String expected) {
        Frame ping = Wire.decode(Format.MSGPACK, Wire.hex("82 a4 74797065 a4 70696e67 a2 7473" + ts));
        assertEquals(Value.of(expected), ping.ts());
    }

    @Test
    @DisplayName("§3: a timestamp within data is its RFC 3339 text, and must be one")
    void timestampsElsewhere() {
        byte[] good = Wire.hex("82 a6 6d6574686f64 a1 78 a4 64617461 d6 ff 00000000");
        assertEquals(Value.of("1970-01-01T00:00:00Z"), ((Frame.Request) Wire.decode(Format.MSGPACK, good)).data());
        byte[] bad = Wire.hex("82 a6 6d6574686f64 a1 78 a4 64617461 d7 ff ffffffff 00000000");
        String said = Wire.refused(Format.MSGPACK, bad).refusal().body().message();
        assertTrue(said.contains("nanoseconds"), said);
    }

    @Test
    @DisplayName("§2: a frame that ends within its ts is refused")
    void truncatedWithinTs() {
        for (String ts : new String[] {"", "d6 ff 0000", "c7 0c ff 00", "a9 31", "cb 00", "92 01"}) {
            Wire.refused(Format.MSGPACK, Wire.hex("82 a4 74797065 a4 70696e67 a2 7473" + ts));
        }
    }

    private static Frame ping(Format format, String ts) {
        return Wire.decode(format, "{\"type\": \"ping\", \"ts\": %s, \"id\": \"1\"}".formatted(ts));
    }

    private static void assertPing(Frame frame) {
        assertEquals("1", ((Frame.Ping) frame).id());
    }
}
