package dev.dwp.persistence.jdbc;

import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.session.Tenant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A channel of the log for a view: which segments may hold events of it, and which events are. Immutable. */
record EventQuery(@Nullable Channel channel, Tenant view) {
    /** So many segments are found at a time, however few or many events are asked for. */
    private static final int LEAST_SEGMENTS = 64;

    private static final int MOST_SEGMENTS = 256;

    /** So many events are looked at for each that is asked for, where segments hold others beside; but not fewer than some. */
    private static final int LOOKED_AT_FOR_ONE = 4;

    private static final int LEAST_LOOKED_AT = 64;

    boolean asksFor(Tenant tenant, List<Channel> channels) {
        return view.sees(tenant) && (channel == null || channels.contains(channel));
    }

    /** The statement that finds segments. */
    Sql sql() {
        return everything() ? EventSql.SEGMENTS : EventSql.SEGMENTS_WITH;
    }

    /** Its parameters. */
    @Nullable
    Object[] parameters(Cursor after, int limit) {
        long n = after.n();
        return everything()
                ? Rows.of(n, limit, n, n, n, segments(limit))
                : Rows.of(
                        n,
                        n,
                        Math.max((long) limit * LOOKED_AT_FOR_ONE, LEAST_LOOKED_AT),
                        n,
                        n,
                        n,
                        channelWord(),
                        SegmentWords.app(Tenants.app(view)),
                        segments(limit));
    }

    /** Of so many segments more may follow. */
    int segments(int limit) {
        return Math.clamp(limit, LEAST_SEGMENTS, MOST_SEGMENTS);
    }

    private boolean everything() {
        return Tenants.app(view).isEmpty() && (channel == null || channel instanceof Channel.Firehose);
    }

    private String channelWord() {
        return switch (channel) {
            case Channel.OneJob(var id) -> SegmentWords.job(id.text());
            case Channel.OneRun(var id) -> SegmentWords.run(id.text());
            case Channel.Queue(var name) -> SegmentWords.queue(name.text());
            case Channel.Jobs jobs -> SegmentWords.ANY_JOB;
            case Channel.Workflows runs -> SegmentWords.ANY_RUN;
            case Channel.Firehose all -> SegmentWords.ANYTHING;
            case null -> SegmentWords.ANYTHING;
        };
    }
}
