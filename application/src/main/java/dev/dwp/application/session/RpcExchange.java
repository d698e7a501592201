package dev.dwp.application.session;

import dev.dwp.application.auth.Authentication;
import dev.dwp.application.frame.Answer;
import dev.dwp.application.frame.AnswerPermit;
import dev.dwp.application.log.LogLabels;
import dev.dwp.application.port.out.ValueSize;
import dev.dwp.domain.frame.ErrorCode;
import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Method;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Traceparent;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.session.Identity;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers one frame at a time, each with its own credential (PROTOCOL §1, §4.1). Thread-safe. */
public final class RpcExchange {
    private static final int OK = 200;

    private final Authentication authentication;
    private final SessionServices.Protocol protocol;
    private final AnswerPermits permits;

    /** Answers as the sessions do. */
    public RpcExchange(SessionServices services) {
        this.authentication = services.authentication();
        this.protocol = services.protocol();
        this.permits = services.permits();
    }

    /** Answers a frame with a response, a pong or an error frame; never throws. */
    public Frame answer(Frame frame, Headers headers) {
        if (!(frame instanceof Frame.Request request)) {
            return answerOther(frame);
        }
        long began = System.nanoTime();
        Frame answer = answerLabelled(traced(request, headers), headers);
        int code = answer instanceof Frame.Failure failure ? failure.error().code() : OK;
        protocol.telemetry().answered(request.method(), code, Duration.ofNanos(System.nanoTime() - began));
        return answer;
    }

    /** Whether the token of the header is somebody's. */
    public boolean knows(Headers headers) {
        try {
            authentication.identify(headers.token());
            return true;
        } catch (RuntimeException unknown) {
            return false;
        }
    }

    /**
     * Answers a large frame by what is around its data, where that is enough: a request of somebody who is not known, or
     * what is no request. Never throws.
     *
     * @param mayAuthenticate whether it is small enough for an {@code auth}, whose token is in its data
     * @return empty when the frame has to be looked at as a whole
     */
    public Optional<Frame> answerHead(Frame head, Headers headers, boolean mayAuthenticate) {
        if (!(head instanceof Frame.Request request)) {
            return Optional.of(answerOther(head));
        }
        long began = System.nanoTime();
        try {
            if (!request.method().equals(Method.AUTH.wireName())) {
                authentication.identify(token(request, headers));
            } else if (!mayAuthenticate) {
                throw Refusal.of(
                        ErrorCode.TOO_LARGE, "This is more than an 'auth' can be; send the token alone.", null);
            }
            return Optional.empty();
        } catch (Throwable e) {
            Frame.Failure failure = failure(request.id(), e);
            protocol.telemetry()
                    .answered(request.method(), failure.error().code(), Duration.ofNanos(System.nanoTime() - began));
            return Optional.of(failure);
        }
    }

    private Frame answerLabelled(Frame.Request request, Headers headers) {
        LogLabels labels = RequestLabels.add(request);
        try {
            return answerRequest(request, headers);
        } finally {
            labels.remove();
        }
    }

    private Frame answerRequest(Frame.Request request, Headers headers) {
        try {
            return answer(request, headers);
        } catch (Throwable e) {
            return failure(request.id(), e);
        }
    }

    private Frame answerOther(Frame frame) {
        try {
            return switch (frame) {
                case Frame.Ping ping -> protocol.frames().pong(ping);
                case Frame.CreditGrant grant ->
                    throw Refusal.badRequest("Credits need a session: use the WebSocket transport.");
                default -> throw Refusal.badRequest("RPC takes a request or a ping.");
            };
        } catch (Throwable e) {
            return failure(frame.id(), e);
        }
    }

    /** Answers what is no frame, or cannot be answered otherwise. */
    public Frame.Failure failure(@Nullable String correlId, Throwable failure) {
        return protocol.frames().failure(correlId, protocol.failures().tell(failure));
    }

    private Frame answer(Frame.Request request, Headers headers) {
        if (request.method().equals(Method.AUTH.wireName())) {
            AuthRequest asked = AuthRequest.read(protocol.router().dataOf(request), token(request, headers));
            Value whose = AuthAnswer.overRpc(authentication.identify(asked.token()), headers.format());
            return protocol.frames().response(request.id(), whose, asked.ignored());
        }
        Identity identity = authentication.identify(token(request, headers));
        try (AnswerPermit permit = permits.alone(request)) {
            permit.take();
            Answer answer = protocol.router().route(request, identity, null, headers.size(), permit);
            return protocol.frames().response(request.id(), answer.data(), answer.ignored());
        }
    }

    private static @Nullable String token(Frame.Request request, Headers headers) {
        String token = request.context().token();
        return token == null ? headers.token() : token;
    }

    /** The frame's own trace wins over the header's. */
    private static Frame.Request traced(Frame.Request request, Headers headers) {
        Frame.Context context = request.context();
        String trace = Traceparent.read(headers.traceparent());
        if (context.traceparent() != null || trace == null) {
            return request;
        }
        return new Frame.Request(request.id(), request.method(), request.data(), context.traced(trace), request.ts());
    }

    /**
     * What came beside the frame.
     *
     * @param token of the {@code Authorization} header
     * @param traceparent of the header of that name, as it was sent
     * @param format in which the answer is written
     * @param size measures in that format
     */
    public record Headers(@Nullable String token, @Nullable String traceparent, String format, ValueSize size) {}
}
