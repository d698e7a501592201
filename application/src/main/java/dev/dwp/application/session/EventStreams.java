package dev.dwp.application.session;

import dev.dwp.application.auth.Authentication.Login;
import dev.dwp.application.frame.ChannelAccess;
import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.out.CursorExpired;
import dev.dwp.application.stream.Feeds;
import dev.dwp.application.stream.Sink;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.frame.ErrorCode;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Traceparent;
import dev.dwp.domain.scope.Scope;
import dev.dwp.domain.session.Identity;
import dev.dwp.domain.session.Tenant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Begins event streams that only go to the client: SSE (PROTOCOL §7.5). Thread-safe. */
public final class EventStreams {
    private final SessionServices services;
    private final ChannelAccess access;
    private final Sessions sessions;

    /** Begins streams beside these sessions. */
    public EventStreams(SessionServices services, ChannelAccess access, Sessions sessions) {
        this.services = services;
        this.access = access;
        this.sessions = sessions;
    }

    /**
     * Checks who asks for what and registers the subscription; events flow after {@link Stream#open}.
     *
     * @throws Refusal 400, 401, 403, 404, 410 or 429, before anything is sent
     */
    public Stream begin(Request request, Sink sink) {
        Login login = services.authentication().logIn(request.token());
        Identity identity = login.identity();
        requireSubscribe(identity);
        Tenant tenant = identity.actingFor(request.appId(), request.orgId());
        Set<Channel> channels =
                channels(request, new Caller(identity, tenant, Traceparent.read(request.traceparent())));
        Feeds feeds = new Feeds(services.broker(), sink, channels.size());
        Start start = start(feeds, request);
        feeds.hold(channels, tenant, start.cursor(), null);
        Stream stream = new Stream(feeds, channels.iterator().next(), sink, start);
        sessions.begun(stream);
        stream.login.use(login);
        return stream;
    }

    /** Whoever reconnects by itself would give up on a refusal: it is told of the gap and goes on behind it. */
    private static Start start(Feeds feeds, Request request) {
        String last = request.lastEventId();
        String after = request.after();
        try {
            if (last != null) {
                return new Start(feeds.startOf(last), null);
            }
            return new Start(after == null ? feeds.head() : feeds.startOf(after), null);
        } catch (CursorExpired e) {
            if (last == null) {
                throw Feeds.expired(e);
            }
            return new Start(e.beforeOldest(), new Gap(e.beforeOldest(), Feeds.expired(e)));
        }
    }

    private static void requireSubscribe(Identity identity) {
        if (!identity.may(Scope.SUBSCRIBE)) {
            throw Refusal.forbidden("This token lacks the scope '%s'.".formatted(Scope.SUBSCRIBE.wireName()));
        }
    }

    private Set<Channel> channels(Request request, Caller caller) {
        Set<Channel> channels = new LinkedHashSet<>();
        request.channels().forEach(name -> channels.add(Channel.parse(name)));
        if (channels.isEmpty()) {
            throw Refusal.badRequest("Name at least one channel: ?channel=jobs.");
        }
        int most = services.settings().maxSubscriptions();
        if (channels.size() > most) {
            throw Refusal.of(ErrorCode.TOO_MANY, "A stream may follow %d channels at a time.".formatted(most), null);
        }
        channels.forEach(channel -> access.check(caller, channel));
        return channels;
    }

    private record Start(Cursor cursor, @Nullable Gap gap) {}

    /**
     * Events that a stream begins without, as they are no longer kept.
     *
     * @param resumedAt the stream goes on after this cursor
     * @param reason 410
     */
    public record Gap(Cursor resumedAt, Refusal reason) {}

    /**
     * A client's request; every text is as it was sent.
     *
     * @param lastEventId the cursor of a client that reconnects by itself; wins over {@code after}, and where it has expired
     *     the stream begins with a {@link Gap}
     */
    public record Request(
            @Nullable String token,
            List<String> channels,
            @Nullable String lastEventId,
            @Nullable String after,
            @Nullable String appId,
            @Nullable String orgId,
            @Nullable String traceparent) {}

    /** A stream that has begun. */
    public final class Stream implements AutoCloseable, LoginWatch.Listener {
        private final Feeds feeds;
        private final Channel any;
        private final Sink sink;
        private final Start start;
        private final LoginWatch login;

        private Stream(Feeds feeds, Channel any, Sink sink, Start start) {
            this.start = start;
            this.feeds = feeds;
            this.any = any;
            this.sink = sink;
            this.login = new LoginWatch(services, this);
        }

        /** The place just before its first event, from where a client goes on that is cut off before that. */
        public Cursor cursor() {
            return start.cursor();
        }

        /** The gap that it begins with; to be told before it is opened. */
        public Optional<Gap> gap() {
            return Optional.ofNullable(start.gap());
        }

        /** Lets events flow. */
        public void open() {
            feeds.open(any);
        }

        /** The sink has room again. */
        public void resume() {
            feeds.resume();
        }

        void recheckLogin() {
            login.recheck();
        }

        @Override
        public void changed(Identity identity) {
            try {
                requireSubscribe(identity);
            } catch (Refusal e) {
                ended(e);
            }
        }

        @Override
        public void ended(Refusal reason) {
            feeds.close();
            sink.ended(any, reason);
        }

        @Override
        public void close() {
            feeds.close();
            login.close();
            sessions.ended(this);
        }
    }
}
