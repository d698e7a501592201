package dev.dwp.conform.vector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;

/**
 * Encodes decoded forms. A decoded form is plain JSON, but for numbers that some languages cannot read from JSON: an integer
 * beyond ±(2⁵³ − 1) is {@code {"$int":"…"}}, a number that is no integer is {@code {"$dec":"…"}}.
 */
final class Decoded {
    static {
        // msgpack-core reaches for sun.misc.Unsafe otherwise, which the JDK warns of and is going to refuse
        System.getProperties().putIfAbsent("msgpack.universal-buffer", "true");
    }

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();
    private static final String INTEGER = "$int";
    private static final String DECIMAL = "$dec";

    private Decoded() {}

    /** Reads a decoded form from its text, in which apostrophes may stand for quotation marks. */
    static JsonNode of(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This is no decoded form: " + text, e);
        }
    }

    /** It in JSON, without white space, and with nothing escaped that need not be. */
    static String toJson(JsonNode value) {
        if (isTagged(value)) {
            return value.iterator().next().textValue();
        }
        if (value.isObject()) {
            return value.properties().stream()
                    .map(member -> quoted(member.getKey()) + ":" + toJson(member.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(Decoded::toJson)
                    .collect(Collectors.joining(",", "[", "]"));
        }
        return value.isTextual() ? quoted(value.textValue()) : value.toString();
    }

    /** It in msgpack, each value in its shortest form. */
    static String toMsgpack(JsonNode value) {
        try (MessageBufferPacker out = MessagePack.newDefaultBufferPacker()) {
            pack(out, value);
            return HexFormat.of().formatHex(out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether msgpack has a number for each of its numbers. */
    static boolean hasMsgpackForm(JsonNode value) {
        if (isTagged(value)) {
            BigDecimal number = new BigDecimal(value.iterator().next().textValue());
            return value.has(DECIMAL) ? isDouble(number) : fits(number.toBigIntegerExact());
        }
        return StreamSupport.stream(value.spliterator(), false).allMatch(Decoded::hasMsgpackForm);
    }

    private static void pack(MessagePacker out, JsonNode value) throws IOException {
        if (isTagged(value)) {
            packNumber(out, new BigDecimal(value.iterator().next().textValue()), value.has(DECIMAL));
        } else if (value.isObject()) {
            out.packMapHeader(value.size());
            for (var member : value.properties()) {
                out.packString(member.getKey());
                pack(out, member.getValue());
            }
        } else if (value.isArray()) {
            out.packArrayHeader(value.size());
            for (JsonNode item : value) {
                pack(out, item);
            }
        } else if (value.isTextual()) {
            out.packString(value.textValue());
        } else if (value.isBoolean()) {
            out.packBoolean(value.booleanValue());
        } else if (value.isNull()) {
            out.packNil();
        } else {
            out.packLong(value.longValue());
        }
    }

    /** What msgpack has no number for travels as its decimal text (PROTOCOL §3). */
    private static void packNumber(MessagePacker out, BigDecimal number, boolean decimal) throws IOException {
        if (decimal && isDouble(number)) {
            out.packDouble(number.doubleValue());
        } else if (!decimal && fits(number.toBigIntegerExact())) {
            out.packBigInteger(number.toBigIntegerExact());
        } else {
            out.packString(number.toString());
        }
    }

    private static boolean isDouble(BigDecimal number) {
        double nearest = number.doubleValue();
        return Double.isFinite(nearest) && new BigDecimal(Double.toString(nearest)).compareTo(number) == 0;
    }

    private static boolean fits(BigInteger number) {
        return number.bitLength() <= (number.signum() < 0 ? Long.SIZE - 1 : Long.SIZE);
    }

    private static boolean isTagged(JsonNode value) {
        return value.isObject() && value.size() == 1 && (value.has(INTEGER) || value.has(DECIMAL));
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
