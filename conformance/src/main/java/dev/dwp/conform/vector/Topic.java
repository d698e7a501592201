package dev.dwp.conform.vector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.conform.vector.Vector.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the vectors of one topic. Decoded forms and frames are given as texts that {@link Decoded} reads. */
final class Topic {
    private static final int BAD_REQUEST = 400;

    private final String name;
    private final String about;
    private final String section;
    private final List<Vector> vectors = new ArrayList<>();
    private String receiver = "any";

    Topic(String name, String about, String section) {
        this.name = name;
        this.about = about;
        this.section = section;
    }

    VectorFile file() {
        return new VectorFile(name, about, vectors);
    }

    /** From now on, of such receivers. */
    Topic receivedBy(String who) {
        receiver = who;
        return this;
    }

    /** A frame in both formats, as an encoder writes it. */
    Topic frame(String what, String reason, String decoded) {
        JsonNode frame = Decoded.of(decoded);
        return add(new Vector(
                vector(what),
                section,
                reason,
                receiver,
                Decoded.toJson(frame),
                null,
                Decoded.toMsgpack(frame),
                true,
                frame,
                null,
                Verdict.OK,
                null,
                null));
    }

    /** A frame in both formats, of which a decoder makes something else. */
    Topic read(String what, String reason, String sent, String decoded) {
        JsonNode frame = Decoded.of(sent);
        return ok(what, reason, Decoded.toJson(frame), Decoded.toMsgpack(frame), decoded);
    }

    /** A frame in JSON alone. */
    Topic json(String what, String reason, String json, String decoded) {
        return ok(what, reason, json, null, decoded);
    }

    /** A frame in JSON alone, that an encoder writes as something else in msgpack. */
    Topic jsonThatMsgpackSaysAsText(String what, String reason, String decoded) {
        JsonNode frame = Decoded.of(decoded);
        return add(new Vector(
                vector(what),
                section,
                reason,
                receiver,
                Decoded.toJson(frame),
                null,
                null,
                true,
                frame,
                Decoded.toMsgpack(frame),
                Verdict.OK,
                null,
                null));
    }

    /** A frame in msgpack alone. */
    Topic msgpack(String what, String reason, String hex, String decoded) {
        return ok(what, reason, null, hex.replace(" ", ""), decoded);
    }

    /** A frame that is refused in both formats. */
    Topic refused(String what, String reason, String sent, @Nullable String correlId) {
        JsonNode frame = Decoded.of(sent);
        return error(what, reason, Decoded.toJson(frame), null, Decoded.toMsgpack(frame), correlId);
    }

    /** A text that is refused. */
    Topic refusedJson(String what, String reason, String json, @Nullable String correlId) {
        return error(what, reason, json, null, null, correlId);
    }

    /** Octets that are refused where JSON is expected. */
    Topic refusedJsonOctets(String what, String reason, String hex, @Nullable String correlId) {
        return error(what, reason, null, hex.replace(" ", ""), null, correlId);
    }

    /** Octets that are refused where msgpack is expected. */
    Topic refusedMsgpack(String what, String reason, String hex, @Nullable String correlId) {
        return error(what, reason, null, null, hex.replace(" ", ""), correlId);
    }

    /** A text that may be taken or refused. */
    Topic openJson(String what, String reason, String json, String decoded) {
        return open(what, reason, json, null, decoded);
    }

    /** Octets of msgpack that may be taken or refused. */
    Topic openMsgpack(String what, String reason, String hex, String decoded) {
        return open(what, reason, null, hex.replace(" ", ""), decoded);
    }

    private Topic ok(String what, String reason, @Nullable String json, @Nullable String msgpack, String decoded) {
        JsonNode frame = Decoded.of(decoded);
        return add(new Vector(
                vector(what),
                section,
                reason,
                receiver,
                json,
                null,
                msgpack,
                null,
                frame,
                Decoded.hasMsgpackForm(frame) ? null : Decoded.toMsgpack(frame),
                Verdict.OK,
                null,
                null));
    }

    private Topic open(String what, String reason, @Nullable String json, @Nullable String msgpack, String decoded) {
        return add(new Vector(
                vector(what),
                section,
                reason,
                receiver,
                json,
                null,
                msgpack,
                null,
                Decoded.of(decoded),
                null,
                Verdict.EITHER,
                BAD_REQUEST,
                idOf(decoded)));
    }

    private static @Nullable String idOf(String decoded) {
        return Decoded.of(decoded) instanceof ObjectNode frame && frame.get("id") != null
                ? frame.get("id").asText()
                : null;
    }

    private Topic error(
            String what,
            String reason,
            @Nullable String json,
            @Nullable String jsonHex,
            @Nullable String msgpack,
            @Nullable String correlId) {
        return add(new Vector(
                vector(what),
                section,
                reason,
                receiver,
                json,
                jsonHex,
                msgpack,
                null,
                null,
                null,
                Verdict.ERROR,
                BAD_REQUEST,
                correlId));
    }

    private Topic add(Vector vector) {
        vectors.add(vector);
        return this;
    }

    private String vector(String what) {
        return name + ": " + what;
    }
}
