package dev.dwp.http.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table {@code websocket/frames.txt}, whole and with its octets cut everywhere. */
@DisplayName("RFC 6455 §5-§8, RFC 7692 §7")
class FrameTableTest {
    private static final int DEFAULT_MAX = 70_000;
    private static final int ALL_SPLITS_UP_TO = 700;

    private static final PerMessageDeflate CODEC = new PerMessageDeflate();

    @AfterAll
    static void free() {
        CODEC.close();
    }

    record Case(String name, String section, boolean deflate, int max, String input, String expected) {
        static Case parse(String line) {
            String[] columns = line.split("\\|", -1);
            if (columns.length != 5) {
                throw new IllegalArgumentException("Not five columns: " + line);
            }
            List<String> options = List.of(columns[2].strip().split(" "));
            int max = options.stream()
                    .filter(option -> option.startsWith("max="))
                    .mapToInt(option -> Integer.parseInt(option.substring(4)))
                    .findFirst()
                    .orElse(DEFAULT_MAX);
            return new Case(
                    columns[0].strip(),
                    columns[1].strip(),
                    options.contains("deflate"),
                    max,
                    columns[3],
                    columns[4].strip());
        }

        byte[] octets() {
            return Octets.parse(input);
        }

        void check(List<byte[]> pieces, String how) {
            List<String> events = RecordingSink.record(max, deflate ? CODEC : null, pieces);
            String actual = events.isEmpty() ? "-" : String.join(" ", events);
            assertEquals(expected, actual, () -> "§" + section + " " + name + ", " + how);
        }

        @Override
        public String toString() {
            return "§" + section + " " + name;
        }
    }

    static Stream<Case> cases() throws IOException {
        try (InputStream table = FrameTableTest.class.getResourceAsStream("/websocket/frames.txt")) {
            return new String(table.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Case::parse);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whole(Case row) {
        row.check(List.of(row.octets()), "whole");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void splitInTwoAnywhere(Case row) {
        byte[] input = row.octets();
        for (int at = 1; at < input.length; at++) {
            boolean nearAnEnd = at < 32 || at > input.length - 32;
            if (input.length <= ALL_SPLITS_UP_TO || nearAnEnd || at % 4_099 == 0) {
                List<byte[]> halves = List.of(Arrays.copyOf(input, at), Arrays.copyOfRange(input, at, input.length));
                row.check(halves, "split at " + at);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void octetByOctet(Case row) {
        List<byte[]> octets = new ArrayList<>();
        for (byte octet : row.octets()) {
            octets.add(new byte[] {octet});
        }
        row.check(octets, "octet by octet");
    }

    @Test
    void namesEachCaseOnce() throws IOException {
        List<String> names = cases().map(Case::name).toList();
        assertEquals(names.size(), names.stream().distinct().count());
        assertTrue(names.size() > 120, "Only " + names.size() + " cases were found.");
    }
}
