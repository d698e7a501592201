package dev.dwp.client.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.client.error.DwpException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, over as many connections as it takes. {@link #answer} is completed exactly once, from any
 * thread; what else changes is touched by the transport's own thread alone.
 */
public final class Call {
    /** Stands for a frame of that type, which is no method's. */
    static final String PING = "ping";

    private final String method;
    private final Supplier<ObjectNode> data;
    private final boolean repeatable;
    private final boolean waiting;
    private final @Nullable Duration timeout;
    private final CompletableFuture<JsonNode> answer = new CompletableFuture<>();

    /** The id under which it was sent last. */
    @Nullable
    String id;

    /** The failure of the latest try, where there will be another. */
    @Nullable
    DwpException setback;

    /** The number of tries that the server answered with a passing trouble. */
    int refusals;

    /** The number of requests on which nothing came in their share of the time; of single requests. */
    int silences;

    /** True when it was sent on a connection that was lost before the answer. */
    boolean cut;

    /** True when the answer subscribes the session to a channel, in place of the subscription that this has. */
    boolean watches;

    /** Another token has been tried, after the server refused one. */
    boolean renewed;

    /** The token to try instead of the transport's own; of single requests. */
    @Nullable
    String token;

    SessionLoop.@Nullable Timer timer;

    /** Its data as octets, where it may go with others like it in one request; of one job. */
    private byte @Nullable [] encoded;

    /** The objects, arrays and members of its data; 0 where it goes alone. */
    private int parts;

    /** True for a call that enqueues one job under a key, and does nothing else. */
    private boolean enqueues;

    private Call(
            String method, Supplier<ObjectNode> data, boolean repeatable, boolean waiting, @Nullable Duration timeout) {
        this.method = method;
        this.data = data;
        this.repeatable = repeatable;
        this.waiting = waiting;
        this.timeout = timeout;
    }

    /**
     * A call with fixed data.
     *
     * @param repeatable true when a second call has no second effect: such a call is sent again after a lost connection
     * @param timeout the longest time until an answer, over all connections
     */
    public static Call of(String method, ObjectNode data, boolean repeatable, Duration timeout) {
        return new Call(method, () -> data, repeatable, false, timeout);
    }

    /** A call that asks for a sign of life. */
    public static Call ping(Duration timeout) {
        return of(PING, JsonNodeFactory.instance.objectNode(), true, timeout);
    }

    /** A call with {@code watch:true}, which a key in its data keeps from having a second effect. */
    public static Call watching(String method, ObjectNode data, Duration timeout) {
        Call call = of(method, data.put("watch", true), true, timeout);
        call.watches = true;
        return call;
    }

    /** A call that enqueues one job, whose data has a key, and that may go with others in one request. */
    public static Call enqueuing(ObjectNode data, Duration timeout) {
        Call call = of("job.enqueue", data, true, timeout);
        call.enqueues = true;
        return call;
    }

    /** A call that is sent once, whatever happens. */
    static Call once(String method, ObjectNode data, Duration timeout) {
        return new Call(method, () -> data, false, false, timeout);
    }

    /** A call that the server answers late on purpose ({@code wait_ms}): such calls leave places for others. */
    public static Call waiting(String method, ObjectNode data, Duration timeout) {
        return new Call(method, () -> data, true, true, timeout);
    }

    /** A call of the transport's own whose data is asked for when it is sent, and that ends with its connection. */
    static Call ofConnection(String method, Supplier<ObjectNode> data) {
        return new Call(method, data, false, false, null);
    }

    /**
     * Makes a call ready to go with others, where it can; on the caller's thread, before it is handed on.
     *
     * @throws IllegalArgumentException for what the format has no octets for
     */
    void prepare(Codec codec) {
        if (enqueues) {
            ObjectNode job = data.get();
            encoded = codec.encode(job);
            parts = JobBatcher.parts(job);
        }
    }

    /** True when it may go in one request with others of which that is true. */
    boolean gathers() {
        return parts > 0;
    }

    /** Has it go alone from now on. */
    void goAlone() {
        parts = 0;
    }

    int parts() {
        return parts;
    }

    /** The length of its data; 0 where that has not been encoded. */
    int octets() {
        return encoded == null ? 0 : encoded.length;
    }

    /** Its data as octets; {@code null} where that has not been encoded. */
    byte @Nullable [] encoded() {
        return encoded;
    }

    String method() {
        return method;
    }

    ObjectNode data() {
        return data.get();
    }

    boolean repeatable() {
        return repeatable;
    }

    boolean waiting() {
        return waiting;
    }

    /** The longest time until an answer; {@code null} for a call that ends with its connection. */
    @Nullable
    Duration timeout() {
        return timeout;
    }

    /** True, once it is answered, when it may have been done before the answer that came. */
    public boolean repeated() {
        return cut;
    }

    /** Completes with the response's data, or exceptionally with a {@link DwpException}. */
    public CompletableFuture<JsonNode> answer() {
        return answer;
    }
}
