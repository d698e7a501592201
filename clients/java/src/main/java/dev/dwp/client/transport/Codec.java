package dev.dwp.client.transport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessagePacker;
import org.msgpack.core.MessageUnpacker;

/** Turns frames into octets and back, in one of the protocol's two formats (PROTOCOL §3). Thread-safe. */
public sealed interface Codec {
    /** A message that is longer is none of the protocol's, whose default is a sixteenth of it. */
    int MOST_OCTETS = 16 << 20;

    /** The format that every server reads. */
    Json JSON = new Json(JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build());

    /** The binary format. */
    Codec MSGPACK = new Msgpack();

    /** The name in {@code data.format} of {@code auth}. */
    String format();

    /** The name in HTTP. */
    String contentType();

    /** True when a frame is a text message of a WebSocket, and not a binary one. */
    boolean text();

    /**
     * Writes a frame.
     *
     * @throws IllegalArgumentException for what the format has no octets for, such as half of a surrogate pair
     */
    byte[] encode(JsonNode frame);

    /** Writes a request to enqueue jobs, each encoded already, from the frame without its data. */
    byte[] encodeJobs(ObjectNode head, List<byte[]> jobs);

    /**
     * Reads a frame.
     *
     * @throws IOException for what is no frame of this format
     */
    JsonNode decode(byte[] octets) throws IOException;

    /** JSON in UTF-8. */
    record Json(ObjectMapper mapper) implements Codec {
        private static final byte[] JOBS = ",\"data\":{\"jobs\":[".getBytes(StandardCharsets.UTF_8);
        private static final byte[] END_OF_JOBS = "]}}".getBytes(StandardCharsets.UTF_8);
        private static final int AROUND_JOBS = JOBS.length + END_OF_JOBS.length;

        @Override
        public String format() {
            return "json";
        }

        @Override
        public String contentType() {
            return "application/json";
        }

        @Override
        public boolean text() {
            return true;
        }

        @Override
        public byte[] encode(JsonNode frame) {
            try {
                return mapper.writeValueAsBytes(frame);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("JSON cannot hold this: " + e.getOriginalMessage(), e);
            }
        }

        @Override
        public byte[] encodeJobs(ObjectNode head, List<byte[]> jobs) {
            byte[] begin = encode(head);
            int octets = jobs.stream().mapToInt(job -> job.length + 1).sum();
            ByteArrayOutputStream out = new ByteArrayOutputStream(begin.length + octets + AROUND_JOBS);
            out.write(begin, 0, begin.length - 1);
            out.writeBytes(JOBS);
            for (int i = 0; i < jobs.size(); i++) {
                if (i > 0) {
                    out.write(',');
                }
                out.writeBytes(jobs.get(i));
            }
            out.writeBytes(END_OF_JOBS);
            return out.toByteArray();
        }

        /** Jackson takes octets that are no UTF-8; Java's own decoder does not. */
        @Override
        public JsonNode decode(byte[] octets) throws IOException {
            return decode(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString());
        }

        /** Reads a frame that has been decoded to characters already. */
        JsonNode decode(String text) throws IOException {
            JsonNode frame = mapper.readTree(text);
            if (text.contains("\\u")) {
                requireCharacters(frame);
            }
            return frame;
        }

        /** An escape can spell half of a surrogate pair, which is no character. */
        private static void requireCharacters(JsonNode value) throws IOException {
            if (value.isTextual()) {
                requireCharacters(value.textValue());
            }
            for (var member : value.properties()) {
                requireCharacters(member.getKey());
            }
            for (JsonNode item : value) {
                requireCharacters(item);
            }
        }

        private static void requireCharacters(String text) throws IOException {
            if (text.codePoints()
                    .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
                throw new IOException("The server sent half of a surrogate pair.");
            }
        }
    }

    /** msgpack; a number that it cannot hold without loss travels as its decimal text. */
    record Msgpack() implements Codec {
        /** The protocol has 64; what is beyond is no frame. */
        private static final int MOST_LEVELS = 100;

        private static final MessagePack.UnpackerConfig STRICT = new MessagePack.UnpackerConfig()
                .withActionOnMalformedString(CodingErrorAction.REPORT)
                .withActionOnUnmappableString(CodingErrorAction.REPORT);

        private static final BigInteger MOST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
        private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);

        @Override
        public String format() {
            return "msgpack";
        }

        @Override
        public String contentType() {
            return "application/msgpack";
        }

        @Override
        public boolean text() {
            return false;
        }

        @Override
        public byte[] encode(JsonNode frame) {
            try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
                pack(packer, frame);
                return packer.toByteArray();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public byte[] encodeJobs(ObjectNode head, List<byte[]> jobs) {
            try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
                packer.packMapHeader(head.size() + 1);
                packMembers(packer, head);
                packer.packString("data").packMapHeader(1).packString("jobs").packArrayHeader(jobs.size());
                for (byte[] job : jobs) {
                    packer.addPayload(job);
                }
                return packer.toByteArray();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void packMembers(MessagePacker packer, JsonNode object) throws IOException {
            for (var member : object.properties()) {
                packer.packString(member.getKey());
                pack(packer, member.getValue());
            }
        }

        private static void pack(MessagePacker packer, JsonNode value) throws IOException {
            switch (value.getNodeType()) {
                case OBJECT -> {
                    packer.packMapHeader(value.size());
                    packMembers(packer, value);
                }
                case ARRAY -> {
                    packer.packArrayHeader(value.size());
                    for (JsonNode item : value) {
                        pack(packer, item);
                    }
                }
                case STRING -> packer.packString(value.textValue());
                case BOOLEAN -> packer.packBoolean(value.booleanValue());
                case NUMBER -> packNumber(packer, value);
                case BINARY -> packer.packString(value.asText());
                case POJO -> pack(packer, written(value));
                case NULL, MISSING -> packer.packNil();
            }
        }

        /** A value that only writes itself, such as raw JSON, as what it wrote. */
        private static JsonNode written(JsonNode value) throws IOException {
            byte[] octets = JSON.encode(value);
            try {
                return JSON.decode(octets);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("msgpack cannot hold this: " + e.getOriginalMessage(), e);
            }
        }

        private static void packNumber(MessagePacker packer, JsonNode number) throws IOException {
            if (number.isIntegralNumber()) {
                BigInteger whole = number.bigIntegerValue();
                if (whole.compareTo(LEAST) >= 0 && whole.compareTo(MOST) <= 0) {
                    packer.packBigInteger(whole);
                } else {
                    packer.packString(whole.toString());
                }
                return;
            }
            BigDecimal exact = number.decimalValue();
            double near = exact.doubleValue();
            if (Double.isFinite(near) && new BigDecimal(Double.toString(near)).compareTo(exact) == 0) {
                packer.packDouble(near);
            } else {
                packer.packString(exact.toString());
            }
        }

        @Override
        public JsonNode decode(byte[] octets) throws IOException {
            try (MessageUnpacker unpacker = STRICT.newUnpacker(octets)) {
                JsonNode frame = unpack(unpacker, MOST_LEVELS);
                if (unpacker.hasNext()) {
                    throw new IOException("The server sent more than one value in a message.");
                }
                return frame;
            } catch (MessagePackException e) {
                throw new IOException("This is no msgpack: " + e.getMessage(), e);
            }
        }

        private static JsonNode unpack(MessageUnpacker unpacker, int levels) throws IOException {
            if (levels == 0) {
                throw new IOException("The server sent more than %d levels.".formatted(MOST_LEVELS));
            }
            JsonNodeFactory nodes = JsonNodeFactory.instance;
            return switch (unpacker.getNextFormat().getValueType()) {
                case NIL -> {
                    unpacker.unpackNil();
                    yield nodes.nullNode();
                }
                case BOOLEAN -> nodes.booleanNode(unpacker.unpackBoolean());
                case INTEGER -> {
                    BigInteger whole = unpacker.unpackBigInteger();
                    yield whole.bitLength() < Long.SIZE ? nodes.numberNode(whole.longValue()) : nodes.numberNode(whole);
                }
                case FLOAT -> nodes.numberNode(unpacker.unpackDouble());
                case STRING -> nodes.textNode(unpacker.unpackString());
                case BINARY -> nodes.binaryNode(unpacker.readPayload(unpacker.unpackBinaryHeader()));
                case ARRAY -> {
                    ArrayNode array = nodes.arrayNode();
                    for (int left = unpacker.unpackArrayHeader(); left > 0; left--) {
                        array.add(unpack(unpacker, levels - 1));
                    }
                    yield array;
                }
                case MAP -> {
                    ObjectNode object = nodes.objectNode();
                    for (int left = unpacker.unpackMapHeader(); left > 0; left--) {
                        String name = unpacker.unpackString();
                        object.set(name, unpack(unpacker, levels - 1));
                    }
                    yield object;
                }
                case EXTENSION ->
                    throw new IOException("The server sent a msgpack extension, which the protocol has none of.");
            };
        }
    }
}
