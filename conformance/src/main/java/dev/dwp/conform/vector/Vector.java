package dev.dwp.conform.vector;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Judges one frame: its octets in JSON, in msgpack or in both, and what a receiver makes of them.
 *
 * @param name unique among all vectors
 * @param section of the protocol, whose rule it is
 * @param reason why it is here: the mistake that it would find
 * @param receiver who has to judge so: {@code server}, {@code client} or {@code any}
 * @param json the frame as text; {@code null} where it has none or its octets are no UTF-8
 * @param jsonHex its octets where they are no UTF-8
 * @param msgpack its octets in msgpack, in hexadecimal
 * @param canonical whether an encoder that writes the fields in the order of §2, the shortest msgpack forms, and no white
 *     space, makes these very octets of {@code decoded}
 * @param decoded the frame as {@link Decoded} describes it; {@code null} where it must be refused
 * @param toMsgpack what an encoder makes of {@code decoded} in msgpack, where that decodes to something else
 * @param verdict what a receiver does
 * @param code of the error frame that it answers
 * @param correlId of that error frame; {@code null} where no id could be read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
    "name",
    "section",
    "reason",
    "receiver",
    "json",
    "json_hex",
    "msgpack",
    "canonical",
    "decoded",
    "to_msgpack",
    "verdict",
    "code",
    "correl_id"
})
public record Vector(
        String name,
        String section,
        String reason,
        String receiver,
        @Nullable String json,
        @Nullable String jsonHex,
        @Nullable String msgpack,
        @Nullable Boolean canonical,
        @Nullable JsonNode decoded,
        @Nullable String toMsgpack,
        Verdict verdict,
        @Nullable Integer code,
        @Nullable String correlId) {

    /** What a receiver does with a frame. */
    public enum Verdict {
        /** Takes it, as {@code decoded}. */
        OK,
        /** Refuses it with an error frame of that {@code code}. */
        ERROR,
        /** Does either: the protocol leaves it open. */
        EITHER
    }

    /** The octets in JSON; {@code null} where the vector is not about JSON. */
    public byte @Nullable [] jsonOctets() {
        if (jsonHex != null) {
            return HexFormat.of().parseHex(jsonHex);
        }
        return json == null ? null : json.getBytes(StandardCharsets.UTF_8);
    }

    /** The octets in msgpack; {@code null} where the vector is not about msgpack. */
    public byte @Nullable [] msgpackOctets() {
        return msgpack == null ? null : HexFormat.of().parseHex(msgpack);
    }
}
