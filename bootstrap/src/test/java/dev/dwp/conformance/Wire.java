package dev.dwp.conformance;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.value.Value;

/** The two formats as clients write them: on libraries, with nothing of the server's own codecs. */
public enum Wire {
    JSON("json", "application/json") {
        @Override
        byte[] write(JsonNode frame) {
            try {
                return MAPPER.writeValueAsBytes(frame);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        JsonNode read(byte[] bytes) {
            try {
                return MAPPER.readTree(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    },
    MSGPACK("msgpack", "application/msgpack") {
        @Override
        byte[] write(JsonNode frame) {
            try (MessageBufferPacker out = MessagePack.newDefaultBufferPacker()) {
                pack(out, frame);
                return out.toByteArray();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        JsonNode read(byte[] bytes) {
            try (var in = MessagePack.newDefaultUnpacker(bytes)) {
                return unpacked(in.unpackValue());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    final String wireName;
    final String contentType;

    Wire(String wireName, String contentType) {
        this.wireName = wireName;
        this.contentType = contentType;
    }

    abstract byte[] write(JsonNode frame);

    abstract JsonNode read(byte[] bytes);

    private static void pack(MessageBufferPacker out, JsonNode node) throws IOException {
        switch (node.getNodeType()) {
            case NULL, MISSING -> out.packNil();
            case BOOLEAN -> out.packBoolean(node.booleanValue());
            case STRING -> out.packString(node.textValue());
            case NUMBER -> {
                if (node.isIntegralNumber()) {
                    out.packBigInteger(node.bigIntegerValue());
                } else {
                    out.packDouble(node.doubleValue());
                }
            }
            case ARRAY -> {
                out.packArrayHeader(node.size());
                for (JsonNode item : node) {
                    pack(out, item);
                }
            }
            case OBJECT -> {
                out.packMapHeader(node.size());
                for (var member : node.properties()) {
                    out.packString(member.getKey());
                    pack(out, member.getValue());
                }
            }
            default -> throw new IllegalArgumentException("No msgpack for " + node.getNodeType());
        }
    }

    private static JsonNode unpacked(Value value) {
        return switch (value.getValueType()) {
            case NIL -> MAPPER.nullNode();
            case BOOLEAN ->
                MAPPER.getNodeFactory().booleanNode(value.asBooleanValue().getBoolean());
            case INTEGER -> shortest(value);
            case FLOAT ->
                MAPPER.getNodeFactory().numberNode(value.asFloatValue().toDouble());
            case STRING ->
                MAPPER.getNodeFactory().textNode(value.asStringValue().asString());
            case ARRAY -> {
                ArrayNode items = MAPPER.createArrayNode();
                for (Value item : value.asArrayValue()) {
                    items.add(unpacked(item));
                }
                yield items;
            }
            case MAP -> {
                ObjectNode members = MAPPER.createObjectNode();
                for (var member : value.asMapValue().entrySet()) {
                    members.set(member.getKey().asStringValue().asString(), unpacked(member.getValue()));
                }
                yield members;
            }
            case BINARY, EXTENSION -> throw new AssertionError("The server sends neither binary nor extensions.");
        };
    }

    private static JsonNode shortest(Value value) {
        var number = value.asIntegerValue();
        return number.isInLongRange()
                ? MAPPER.getNodeFactory().numberNode(number.toLong())
                : MAPPER.getNodeFactory().numberNode(number.toBigInteger());
    }
}
