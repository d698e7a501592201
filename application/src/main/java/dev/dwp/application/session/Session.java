package dev.dwp.application.session;

import dev.dwp.application.auth.Authentication.Login;
import dev.dwp.application.frame.Answer;
import dev.dwp.application.frame.AnswerPermit;
import dev.dwp.application.log.LogLabels;
import dev.dwp.application.port.out.Wakeups;
import dev.dwp.application.stream.Feeds;
import dev.dwp.application.thread.TaskThreads;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.frame.ErrorBody;
import dev.dwp.domain.frame.ErrorCode;
import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Method;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.scope.Scope;
import dev.dwp.domain.session.Identity;
import dev.dwp.domain.session.SessionId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection's protocol state (PROTOCOL §4): first authentication, then requests side by side up to a limit, with
 * subscribe, unsubscribe and credits in the order sent.
 *
 * <p>{@link #receive}, {@link #reject} and {@link #closed} are called by the one thread that reads the connection;
 * everything else may be called by any thread.
 */
public final class Session {
    private static final String RETRY_AFTER_MS = "50";
    private static final int OK = 200;

    private enum Phase {
        AWAITING_AUTH,
        OPEN,
        ENDED
    }

    private final SessionServices services;
    private final SessionServices.Protocol protocol;
    private final Connection connection;
    private final Consumer<Session> onEnd;
    private final Feeds feeds;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.AWAITING_AUTH);
    private final AtomicInteger inFlight = new AtomicInteger();

    private final LoginWatch login;

    private final AnswerPermits.OfConnection permits;

    /** Written once by the reading thread, before the phase becomes OPEN, and read by it alone. */
    private @Nullable Opened opened;

    /** Written by the reading thread. */
    private volatile @Nullable Liveness liveness;

    private volatile Wakeups.@Nullable Registration authDeadline;

    Session(SessionServices services, Connection connection, Consumer<Session> onEnd) {
        this.services = services;
        this.protocol = services.protocol();
        this.connection = connection;
        this.onEnd = onEnd;
        this.feeds =
                new Feeds(services.broker(), connection, services.settings().maxSubscriptions());
        this.permits = services.permits().connection(connection::awaitTaken);
        this.login = new LoginWatch(services, new LoginWatch.Listener() {
            @Override
            public void changed(Identity identity) {
                scopesChanged(identity);
            }

            @Override
            public void ended(Refusal reason) {
                loginEnded(reason);
            }
        });
    }

    /** What was agreed on in the first {@code auth}, and holds as long as the session does. */
    private record Opened(SessionId id, String format) {}

    void awaitAuthentication() {
        SessionServices.Time time = services.time();
        authDeadline = time.alarms()
                .at(time.clock().instant().plus(services.settings().authTimeout()), this::authenticationIsLate);
    }

    /**
     * Takes one frame.
     *
     * @param small whether what it asks for takes but a moment, unless it waits for something
     * @param done is run once nothing of the frame is needed any more: when it is answered, or at once
     */
    public void receive(Frame frame, boolean small, Runnable done) {
        boolean goesOn = false;
        try {
            switch (phase.get()) {
                case AWAITING_AUTH -> receiveFirst(frame);
                case OPEN -> goesOn = receiveNext(frame, small, done);
                case ENDED -> {}
            }
        } finally {
            if (!goesOn) {
                done.run();
            }
        }
    }

    /** Takes a message that is no frame; {@code id} is that of its sender, where it could be read. */
    public void reject(@Nullable String id, Refusal refusal) {
        fail(id, refusal);
        endUnauthenticated(refusal.body().code());
    }

    /** The connection has room again for events. */
    public void resume() {
        feeds.resume();
    }

    /** The connection is closed: lets go of everything. */
    public void closed() {
        phase.set(Phase.ENDED);
        feeds.close();
        login.close();
        close(authDeadline);
        Liveness watching = liveness;
        if (watching != null) {
            watching.stop();
        }
        onEnd.accept(this);
    }

    boolean authenticated() {
        return phase.get() == Phase.OPEN;
    }

    /** Credentials have changed: looks up what this session's stands for now. */
    void recheckLogin() {
        login.recheck();
    }

    void shutDown() {
        connection.close(CloseReason.SHUTTING_DOWN, "The server is shutting down.");
    }

    private void authenticationIsLate() {
        if (phase.compareAndSet(Phase.AWAITING_AUTH, Phase.ENDED)) {
            fail(
                    null,
                    Refusal.of(
                            ErrorCode.AUTH_TIMEOUT,
                            "The first message must be 'auth', within %d ms."
                                    .formatted(services.settings().authTimeout().toMillis()),
                            null));
            connection.close(CloseReason.POLICY, "Authentication timed out.");
        }
    }

    /** Nothing but an {@code auth} that succeeds may come first. */
    private void endUnauthenticated(int code) {
        if (phase.compareAndSet(Phase.AWAITING_AUTH, Phase.ENDED)) {
            connection.close(
                    CloseReason.POLICY,
                    code == ErrorCode.UNAUTHENTICATED.number()
                            ? "The token was not accepted."
                            : "The first message must authenticate.");
        }
    }

    private void receiveFirst(Frame frame) {
        int code;
        if (frame instanceof Frame.Request request && request.method().equals(Method.AUTH.wireName())) {
            code = perform(request, () -> authenticate(request));
        } else {
            code = fail(frame.id(), Refusal.badRequest("The first frame must be a request of the method 'auth'."));
        }
        endUnauthenticated(code);
    }

    private void authenticate(Frame.Request request) {
        AuthRequest asked = AuthRequest.read(
                protocol.router().dataOf(request), request.context().token());
        Login found = services.authentication().logIn(asked.token());
        Opened agreed = new Opened(protocol.ids().session(), connection.useFormat(asked.format()));
        if (!phase.compareAndSet(Phase.AWAITING_AUTH, Phase.OPEN)) {
            return;
        }
        close(authDeadline);
        authDeadline = null;
        opened = agreed;
        welcome(request, agreed, asked, found);
    }

    /** A later {@code auth} replaces the credential by another of the same subject; a refusal leaves all as it was. */
    private void refresh(Frame.Request request, Opened agreed) {
        AuthRequest asked = AuthRequest.read(
                protocol.router().dataOf(request), request.context().token());
        Login found = services.authentication().logIn(asked.token());
        Identity subject = login.subject();
        if (subject != null && !subject.sameSubject(found.identity())) {
            throw Refusal.conflict("This session belongs to '%s'; open another connection for another identity."
                    .formatted(subject.subject()));
        }
        Liveness watching = liveness;
        if (watching != null) {
            watching.stop();
        }
        welcome(request, agreed, asked, found);
        scopesChanged(found.identity());
    }

    /** The answer goes first: using a login may end the session at once, where its credential has just been withdrawn. */
    private void welcome(Frame.Request request, Opened agreed, AuthRequest asked, Login found) {
        connection.send(protocol.frames()
                .response(
                        request.id(),
                        AuthAnswer.onSession(
                                agreed.id().text(),
                                agreed.format(),
                                asked.heartbeat(),
                                services.settings(),
                                found.identity()),
                        asked.ignored()));
        watch(asked.heartbeat());
        login.use(found);
    }

    private void scopesChanged(Identity identity) {
        if (!identity.may(Scope.SUBSCRIBE)) {
            feeds.end(Refusal.forbidden(
                    "This token no longer has the scope '%s'.".formatted(Scope.SUBSCRIBE.wireName())));
        }
    }

    private void loginEnded(Refusal reason) {
        if (phase.compareAndSet(Phase.OPEN, Phase.ENDED)) {
            feeds.close();
            fail(null, reason);
            connection.close(CloseReason.POLICY, reason.body().message());
        }
    }

    private void watch(Duration heartbeat) {
        Liveness watching = heartbeat.isZero()
                ? new Liveness(services.time(), connection, services.settings().pingInterval(), null)
                : new Liveness(
                        services.time(),
                        connection,
                        heartbeat,
                        () -> connection.send(protocol.frames().ping()));
        liveness = watching;
        watching.start();
    }

    /** Whether the frame is answered by another thread, which then says that it is done with it. */
    private boolean receiveNext(Frame frame, boolean small, Runnable done) {
        switch (frame) {
            case Frame.Ping ping -> connection.send(protocol.frames().pong(ping));
            case Frame.Pong pong -> {}
            case Frame.CreditGrant grant -> grant(grant);
            case Frame.Request request -> {
                return handle(request, small, done);
            }
            case Frame.Response other -> refuseDirection(other);
            case Frame.Failure other -> refuseDirection(other);
            case Frame.Event other -> refuseDirection(other);
        }
        return false;
    }

    private void refuseDirection(Frame frame) {
        fail(frame.id(), Refusal.badRequest("A client may send requests, pings and pongs only."));
    }

    private void grant(Frame.CreditGrant grant) {
        try {
            String channel = grant.channel();
            feeds.grant(channel == null ? null : Channel.parse(channel), grant.credits());
        } catch (Refusal e) {
            fail(grant.id(), e);
        }
    }

    private boolean handle(Frame.Request request, boolean small, Runnable done) {
        Opened agreed = opened;
        if (agreed != null && request.method().equals(Method.AUTH.wireName())) {
            perform(request, () -> refresh(request, agreed));
        } else if (ordered(request)) {
            try (AnswerPermit permit = services.permits().alone(request)) {
                permit.take();
                answer(request, () -> route(request, permit));
            }
        } else if (inFlight.incrementAndGet() > services.settings().maxInFlight()) {
            inFlight.decrementAndGet();
            perform(request, () -> {
                throw tooManyInFlight();
            });
        } else if (small && services.quick().include(request)) {
            answerInFlight(request);
        } else {
            return start(request, done);
        }
        return false;
    }

    private boolean start(Frame.Request request, Runnable done) {
        try {
            TaskThreads.start("dwp-request", () -> {
                try {
                    answerInFlight(request);
                } finally {
                    done.run();
                }
            });
            return true;
        } catch (RuntimeException | Error e) {
            inFlight.decrementAndGet();
            perform(request, () -> {
                throw e;
            });
            return false;
        }
    }

    /** What may be large waits its turn; when that comes, there may be nobody left to answer. */
    private void answerInFlight(Frame.Request request) {
        try (AnswerPermit permit = permits.of(request)) {
            permit.take();
            if (phase.get() == Phase.OPEN) {
                answer(request, () -> routeInFlight(request, permit));
            } else {
                inFlight.decrementAndGet();
            }
        }
    }

    /** No longer under way when it is answered: the client may send its next one then. */
    private Answer routeInFlight(Frame.Request request, AnswerPermit permit) {
        try {
            return route(request, permit);
        } finally {
            inFlight.decrementAndGet();
        }
    }

    private static boolean ordered(Frame.Request request) {
        String method = request.method();
        return method.equals(Method.SUBSCRIBE.wireName()) || method.equals(Method.UNSUBSCRIBE.wireName());
    }

    private Refusal tooManyInFlight() {
        return Refusal.of(
                ErrorCode.TOO_MANY,
                "At most %d requests may be under way on one connection; wait for an answer."
                        .formatted(services.settings().maxInFlight()),
                RETRY_AFTER_MS);
    }

    private void answer(Frame.Request request, Supplier<Answer> routing) {
        perform(request, () -> {
            Answer answer = routing.get();
            connection.send(protocol.frames().response(request.id(), answer.data(), answer.ignored()));
            Channel opens = answer.opens();
            if (opens != null) {
                feeds.open(opens);
            }
        });
    }

    /** Does what a request asks for; what goes wrong is answered. Either way it is counted. Returns the answer's code. */
    private int perform(Frame.Request request, Runnable work) {
        LogLabels labels = RequestLabels.add(request);
        long began = System.nanoTime();
        int code = OK;
        try {
            work.run();
        } catch (Throwable e) {
            code = fail(request.id(), e);
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            protocol.telemetry().answered(request.method(), code, took);
            connection.answered(request.method(), code, took);
            labels.remove();
        }
        return code;
    }

    private Answer route(Frame.Request request, AnswerPermit permit) {
        return protocol.router().route(request, login.identity(), feeds, connection.size(), permit);
    }

    private int fail(@Nullable String correlId, Throwable failure) {
        ErrorBody error = protocol.failures().tell(failure);
        connection.send(protocol.frames().failure(correlId, error));
        return error.code();
    }

    private static void close(Wakeups.@Nullable Registration registration) {
        if (registration != null) {
            registration.close();
        }
    }
}
