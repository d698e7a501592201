package dev.dwp.conform.runner;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;

/** The two formats of frames, as the kit itself reads and writes them. */
public enum Encoding {
    JSON("json", "application/json") {
        @Override
        byte[] write(JsonNode frame) throws IOException {
            return MAPPER.writeValueAsBytes(frame);
        }

        @Override
        JsonNode read(byte[] octets) throws IOException {
            return MAPPER.readTree(new String(octets, StandardCharsets.UTF_8));
        }
    },
    MSGPACK("msgpack", "application/msgpack") {
        @Override
        byte[] write(JsonNode frame) throws IOException {
            try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
                pack(packer, frame);
                return packer.toByteArray();
            }
        }

        @Override
        JsonNode read(byte[] octets) throws IOException {
            try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(octets)) {
                JsonNode frame = unpack(unpacker);
                if (unpacker.hasNext()) {
                    throw new IOException("Octets follow the msgpack value.");
                }
                return frame;
            }
        }
    };

    /** Reads decimals without loss. */
    static final ObjectMapper MAPPER = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(5000)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .streamWriteConstraints(StreamWriteConstraints.builder()
                            .maxNestingDepth(5000)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String format;
    private final String contentType;

    Encoding(String format, String contentType) {
        this.format = format;
        this.contentType = contentType;
    }

    /** The encoding of that name in {@code data.format}. */
    public static Encoding of(String format) {
        return format.equals("msgpack") ? MSGPACK : JSON;
    }

    /** Its name in {@code data.format}. */
    public String format() {
        return format;
    }

    /** Its name in HTTP. */
    public String contentType() {
        return contentType;
    }

    abstract byte[] write(JsonNode frame) throws IOException;

    abstract JsonNode read(byte[] octets) throws IOException;

    private static void pack(MessageBufferPacker packer, JsonNode node) throws IOException {
        switch (node.getNodeType()) {
            case OBJECT -> {
                packer.packMapHeader(node.size());
                for (Map.Entry<String, JsonNode> member : node.properties()) {
                    packer.packString(member.getKey());
                    pack(packer, member.getValue());
                }
            }
            case ARRAY -> {
                packer.packArrayHeader(node.size());
                for (JsonNode item : node) {
                    pack(packer, item);
                }
            }
            case STRING -> packer.packString(node.textValue());
            case BOOLEAN -> packer.packBoolean(node.booleanValue());
            case NUMBER -> packNumber(packer, node);
            case BINARY -> {
                byte[] octets = node.binaryValue();
                packer.packBinaryHeader(octets.length);
                packer.writePayload(octets);
            }
            default -> packer.packNil();
        }
    }

    private static void packNumber(MessageBufferPacker packer, JsonNode node) throws IOException {
        if (node.isIntegralNumber()) {
            BigInteger value = node.bigIntegerValue();
            if (value.bitLength() < Long.SIZE || (value.bitLength() == Long.SIZE && value.signum() > 0)) {
                packer.packBigInteger(value);
            } else {
                packer.packString(value.toString());
            }
            return;
        }
        BigDecimal value = node.decimalValue();
        double nearest = value.doubleValue();
        if (Double.isFinite(nearest) && new BigDecimal(Double.toString(nearest)).compareTo(value) == 0) {
            packer.packDouble(nearest);
        } else {
            packer.packString(value.toString());
        }
    }

    private static JsonNode unpack(MessageUnpacker unpacker) throws IOException {
        return switch (unpacker.getNextFormat().getValueType()) {
            case NIL -> {
                unpacker.unpackNil();
                yield NullNode.getInstance();
            }
            case BOOLEAN -> BooleanNode.valueOf(unpacker.unpackBoolean());
            case INTEGER -> {
                BigInteger value = unpacker.unpackBigInteger();
                yield value.bitLength() < Long.SIZE
                        ? LongNode.valueOf(value.longValue())
                        : BigIntegerNode.valueOf(value);
            }
            case FLOAT -> DoubleNode.valueOf(unpacker.unpackDouble());
            case STRING -> TextNode.valueOf(unpacker.unpackString());
            case BINARY -> BinaryNode.valueOf(unpacker.readPayload(unpacker.unpackBinaryHeader()));
            case ARRAY -> {
                int size = unpacker.unpackArrayHeader();
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                for (int i = 0; i < size; i++) {
                    array.add(unpack(unpacker));
                }
                yield array;
            }
            case MAP -> {
                int size = unpacker.unpackMapHeader();
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                for (int i = 0; i < size; i++) {
                    String name = unpacker.unpackString();
                    if (object.has(name)) {
                        throw new IOException("The member '" + name + "' stands there twice.");
                    }
                    object.set(name, unpack(unpacker));
                }
                yield object;
            }
            case EXTENSION -> throw new IOException("A frame of the server holds a msgpack extension.");
        };
    }
}
