package dev.dwp.conform.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.domain.frame.Envelope;
import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.StructBuilder;
import dev.dwp.domain.frame.Value;
import dev.dwp.http.codec.Codecs;
import dev.dwp.http.codec.Format;
import dev.dwp.http.codec.FrameCodec;
import dev.dwp.http.codec.UndecodableFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("PROTOCOL §2, §3: the server's codecs judge every vector as it says, in both directions")
class ServerCodecTest {
    private static final Codecs CODECS = new Codecs(Codecs.MAX_DEPTH);

    static List<Arguments> vectors() throws IOException {
        return Vectors.read(Path.of("").toAbsolutePath().getParent()).stream()
                .flatMap(file -> file.vectors().stream())
                .map(vector -> Arguments.of(vector.name(), vector))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void isJudged(String name, Vector vector) {
        judge(vector, Format.JSON, vector.jsonOctets());
        judge(vector, Format.MSGPACK, vector.msgpackOctets());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void isEncoded(String name, Vector vector) throws UndecodableFrame {
        JsonNode decoded = vector.decoded();
        if (decoded == null || vector.verdict() != Vector.Verdict.OK) {
            return;
        }
        Frame frame = Envelope.read((Value.Struct) Values.of(decoded));
        for (Format format : Format.values()) {
            byte[] octets = CODECS.of(format).encode(frame);
            if (format == Format.MSGPACK && vector.toMsgpack() != null) {
                assertEquals(vector.toMsgpack(), HexFormat.of().formatHex(octets));
                continue;
            }
            assertDecodes(decoded, CODECS.of(format).decode(octets, 0, octets.length));
            byte[] exact = format == Format.JSON ? vector.jsonOctets() : vector.msgpackOctets();
            if (Boolean.TRUE.equals(vector.canonical()) && exact != null) {
                assertArrayEquals(exact, octets, format.toString());
            }
        }
    }

    private static void judge(Vector vector, Format format, byte @Nullable [] octets) {
        if (octets == null) {
            return;
        }
        FrameCodec codec = CODECS.of(format);
        try {
            Frame frame = codec.decode(octets, 0, octets.length);
            if (vector.verdict() == Vector.Verdict.ERROR) {
                fail("%s was taken: %s".formatted(format, frame));
            }
            JsonNode decoded = vector.decoded();
            assertNotNull(decoded);
            assertDecodes(decoded, frame);
        } catch (UndecodableFrame e) {
            if (vector.verdict() == Vector.Verdict.OK) {
                fail("%s was refused: %s".formatted(format, e.refusal().body()), e);
            }
            assertEquals(vector.code(), e.refusal().code().number());
            assertEquals(vector.correlId(), e.id(), format.toString());
        }
    }

    /** Absent data is null; a {@code ts} that the vector does not tell is rubbish. */
    private static void assertDecodes(JsonNode decoded, Frame frame) {
        Value.Struct expected = (Value.Struct) Values.of(decoded);
        Value.Struct read = Envelope.write(frame);
        Value.Struct meant = without(expected, decoded.has("ts"));
        Value.Struct told = without(read, decoded.has("ts"));
        assertTrue(Values.same(meant, told), () -> "expected %s%nbut was %s".formatted(meant, told));
    }

    private static Value.Struct without(Value.Struct fields, boolean ts) {
        StructBuilder rest = Value.struct();
        fields.members().forEach((name, value) -> {
            if (!(value instanceof Value.Null) && (ts || !name.equals("ts"))) {
                rest.put(name, value);
            }
        });
        return rest.build();
    }
}
