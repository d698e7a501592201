package dev.dwp.client.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("PROTOCOL §2, §3: the client's codecs judge every vector for clients as it says, in both directions")
class VectorsTest {
    private static final Path FOLDER =
            Path.of("../../conformance/vectors").toAbsolutePath().normalize();
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final Set<String> ERROR_MEMBERS = Set.of("code", "message", "details");

    static List<Arguments> vectors() throws IOException {
        List<Arguments> vectors = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                for (JsonNode vector : MAPPER.readTree(file.toFile()).path("vectors")) {
                    if (!vector.path("receiver").asText().equals("server")) {
                        vectors.add(Arguments.of(vector.path("name").asText(), vector));
                    }
                }
            }
        }
        return vectors;
    }

    @Test
    void thereAreVectors() throws IOException {
        assertTrue(vectors().size() > 100, () -> "Vectors for clients in " + FOLDER);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void isDecoded(String name, JsonNode vector) {
        judge(vector, Codec.JSON, json(vector));
        judge(vector, Codec.MSGPACK, hex(vector, "msgpack"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void isEncoded(String name, JsonNode vector) throws IOException {
        if (!vector.path("verdict").asText().equals("ok")) {
            return;
        }
        JsonNode frame = meant(vector.path("decoded"));
        boolean exact = vector.path("canonical").asBoolean();
        for (Codec codec : List.of(Codec.JSON, Codec.MSGPACK)) {
            if (codec.equals(Codec.MSGPACK) && vector.has("to_msgpack")) {
                continue;
            }
            byte[] octets = codec.encode(frame);
            assertEquals(byValue(frame), byValue(codec.decode(octets)), codec.format());
            byte[] expected = codec.equals(Codec.JSON) ? json(vector) : hex(vector, "msgpack");
            if (exact && expected != null) {
                assertArrayEquals(expected, octets, codec.format());
            }
        }
    }

    private static byte @Nullable [] json(JsonNode vector) {
        return vector.has("json")
                ? vector.path("json").asText().getBytes(StandardCharsets.UTF_8)
                : hex(vector, "json_hex");
    }

    private static byte @Nullable [] hex(JsonNode vector, String name) {
        return vector.has(name) ? HexFormat.of().parseHex(vector.path(name).asText()) : null;
    }

    private static void judge(JsonNode vector, Codec codec, byte @Nullable [] octets) {
        if (octets == null) {
            return;
        }
        String verdict = vector.path("verdict").asText();
        JsonNode frame;
        try {
            frame = codec.decode(octets);
        } catch (IOException e) {
            if (verdict.equals("ok")) {
                fail("%s was refused".formatted(codec.format()), e);
            }
            return;
        }
        if (verdict.equals("error")) {
            fail("%s was taken: %s".formatted(codec.format(), frame));
        }
        JsonNode decoded = meant(vector.path("decoded"));
        assertEquals(byValue(read(decoded, decoded)), byValue(read(frame, decoded)), codec.format());
    }

    /** A frame with the rules of PROTOCOL §2 applied, so far as a client has a use for them. */
    private static ObjectNode read(JsonNode frame, JsonNode decoded) {
        ObjectNode known = JsonNodeFactory.instance.objectNode();
        if (decoded.has("type") && frame.has("method")) {
            known.put("type", "request");
        }
        decoded.fieldNames().forEachRemaining(name -> {
            JsonNode value = frame.path(name);
            if (!name.equals("ts") && !value.isNull() && !value.isMissingNode()) {
                known.set(name, name.equals("id") ? known.textNode(value.asText()) : value.deepCopy());
            }
        });
        if (known.get("error") instanceof ObjectNode error) {
            error.retain(ERROR_MEMBERS);
            error.properties().removeIf(member -> member.getValue().isNull());
        }
        return known;
    }

    /** The value that the vectors' own way of writing numbers means. */
    private static JsonNode meant(JsonNode value) {
        if (value.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            value.forEach(item -> array.add(meant(item)));
            return array;
        }
        if (!value.isObject()) {
            return value;
        }
        if (value.size() == 1 && value.path("$int").isTextual()) {
            return JsonNodeFactory.instance.numberNode(
                    new BigInteger(value.path("$int").asText()));
        }
        if (value.size() == 1 && value.path("$dec").isTextual()) {
            return DecimalNode.valueOf(new BigDecimal(value.path("$dec").asText()));
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        value.properties().forEach(member -> object.set(member.getKey(), meant(member.getValue())));
        return object;
    }

    /** The same, in which numbers are equal that are worth the same. */
    private static JsonNode byValue(JsonNode value) {
        if (value.isNumber()) {
            BigDecimal exact = value.decimalValue().stripTrailingZeros();
            return JsonNodeFactory.instance.textNode("number " + exact);
        }
        if (value.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            value.forEach(item -> array.add(byValue(item)));
            return array;
        }
        if (value.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            value.properties().forEach(member -> object.set(member.getKey(), byValue(member.getValue())));
            return object;
        }
        return value;
    }
}
