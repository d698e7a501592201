package dev.dwp.application.frame;

import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.out.PayloadBinder;
import dev.dwp.application.port.out.ValueSize;
import dev.dwp.application.stream.Feeds;
import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Method;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.scope.Scope;
import dev.dwp.domain.session.Identity;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes an authenticated request to its use case (PROTOCOL §5): method, then scope, then tenant, then data. {@code auth}
 * is not routed here: what it does differs by transport. Thread-safe.
 */
public final class FrameRouter {
    private final PayloadBinder binder;
    private final int maxFrameBytes;
    private final Map<Method, MethodHandler> handlers = new EnumMap<>(Method.class);

    /**
     * Routes to these use cases.
     *
     * @param binder decodes data that was sent as JSON text
     * @param clock by which requests wait
     * @param maxFrameBytes what lists are cut to
     */
    public FrameRouter(UseCases useCases, PayloadBinder binder, InstantSource clock, int maxFrameBytes) {
        this.binder = binder;
        this.maxFrameBytes = maxFrameBytes;
        EndWait wait = new EndWait(useCases.ends(), clock);
        JobMethods jobs = new JobMethods(useCases.jobs(), wait);
        handlers.putAll(jobs.handlers());
        handlers.putAll(new WorkflowMethods(useCases.workflows(), wait).handlers());
        handlers.putAll(new StreamMethods(useCases).handlers());
        handlers.putAll(new OperationsMethods(useCases.operations(), jobs).handlers());
        handlers.putAll(new QueueMethods(useCases.operations().queues()).handlers());
        handlers.putAll(new HandlerMethods(useCases.operations().handlers()).handlers());
    }

    /**
     * Answers a request.
     *
     * @param session the subscriptions of the session that asks; {@code null} over RPC
     * @param size measures in the format of the response, which is cut to fit a frame; over RPC one job, run or entry is not
     * @param permit allows to make the answer, and is held by the calling thread
     * @throws RuntimeException what {@link FailureMap} maps
     */
    public Answer route(
            Frame.Request request, Identity identity, @Nullable Feeds session, ValueSize size, AnswerPermit permit) {
        Method method =
                Method.find(request.method()).orElseThrow(() -> Method.unknown(request.method(), usable(identity)));
        Frame.Context context = request.context();
        requireScope(identity, method.scope());
        Caller caller =
                new Caller(identity, identity.actingFor(context.appId(), context.orgId()), context.traceparent());
        MethodHandler handler = Objects.requireNonNull(handlers.get(method), request.method());
        Params params = new Params(dataOf(request));
        Room frame = Room.inFrame(maxFrameBytes, request.id(), size, session == null);
        Invocation invocation = new Invocation(caller, params, context, frame, permit, session);
        return handler.handle(invocation).ignoring(invocation.ignored());
    }

    private static Stream<Method> usable(Identity identity) {
        return Arrays.stream(Method.values()).filter(method -> identity.may(method.scope()));
    }

    /** The data of a request as an object: absent is empty, and a text that holds JSON is decoded (PROTOCOL §3). */
    public Value.Struct dataOf(Frame.Request request) {
        return switch (request.data()) {
            case null -> Value.EMPTY;
            case Value.Struct data -> data;
            case Value.Text(String json) when binder.parseJson(json).orElse(null) instanceof Value.Struct data -> data;
            default -> throw Refusal.badRequest("'data' must be an object.");
        };
    }

    static void requireScope(Identity identity, @Nullable Scope scope) {
        if (scope != null && !identity.may(scope)) {
            throw Refusal.forbidden("This token lacks the scope '%s'.".formatted(scope.wireName()));
        }
    }
}
