package dev.dwp.domain.frame;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message of the protocol, whatever the transport and the codec (PROTOCOL §2). {@link Envelope} maps frames to and
 * from their fields.
 *
 * <p>{@code ts} is kept as it was sent: no frame is ever refused for its {@code ts}, and a pong echoes it.
 */
public sealed interface Frame {

    /** The sender's id of this frame. */
    @Nullable
    String id();

    /** When the sender made this frame; RFC 3339 in UTC on every frame of the server's. */
    @Nullable
    Value ts();

    /** A client asks for a method. */
    record Request(
            @Nullable String id,
            String method,
            @Nullable Value data,
            Context context,
            @Nullable Value ts) implements Frame {

        /** A request that carries nothing but its method and data. */
        public static Request of(String id, String method, @Nullable Value data) {
            return new Request(id, method, data, Context.NONE, null);
        }
    }

    /**
     * What may accompany a request beside its data: credential, tenant narrowing, trace, and the envelope's own
     * {@code channel} and {@code credits}, which stand in for those in {@code data}.
     */
    record Context(
            @Nullable String token,
            @Nullable String appId,
            @Nullable String orgId,
            @Nullable String channel,
            @Nullable Long credits,
            @Nullable String traceparent) {

        /** A request without any of it. */
        public static final Context NONE = new Context(null, null, null, null, null, null);

        /** The same with another trace context. */
        public Context traced(@Nullable String parent) {
            return new Context(token, appId, orgId, channel, credits, parent);
        }
    }

    /** A client grants event credits; without a channel, to each of its subscriptions (PROTOCOL §7.4). */
    record CreditGrant(
            @Nullable String id,
            @Nullable String channel,
            long credits,
            @Nullable Value ts) implements Frame {}

    /**
     * The server answers a request.
     *
     * @param ignored paths of the members of the request's data that its method does not know
     */
    record Response(
            @Nullable String id,
            @Nullable String correlId,
            Value data,
            List<String> ignored,
            @Nullable Value ts) implements Frame {

        /** Keeps its own copy. */
        public Response {
            ignored = List.copyOf(ignored);
        }
    }

    /** The server reports a failure; with a channel, that subscription has ended. */
    record Failure(
            @Nullable String id,
            @Nullable String correlId,
            ErrorBody error,
            @Nullable String channel,
            @Nullable Value ts)
            implements Frame {}

    /** The server tells of an event on a channel that the receiver subscribed to. */
    record Event(
            @Nullable String id,
            String channel,
            Value data,
            @Nullable Value ts) implements Frame {}

    /** Either side asks for a sign of life. */
    record Ping(@Nullable String id, @Nullable Value ts) implements Frame {}

    /** Either side gives a sign of life. */
    record Pong(
            @Nullable String id,
            @Nullable String correlId,
            @Nullable Value ts) implements Frame {}
}
