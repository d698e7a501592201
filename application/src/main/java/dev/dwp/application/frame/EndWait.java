package dev.dwp.application.frame;

import dev.dwp.application.port.in.AwaitEnd;
import dev.dwp.application.port.out.Snapshot;
import dev.dwp.application.stream.Feeds;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers {@code wait_ms}: reads something when it has ended, or when the time is up (PROTOCOL §5). */
final class EndWait {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final AwaitEnd ends;
    private final InstantSource clock;

    EndWait(AwaitEnd ends, InstantSource clock) {
        this.ends = ends;
        this.clock = clock;
    }

    /**
     * The thing as it is at last.
     *
     * @param now reads it with the head of the log; throws a refusal where it does not exist for the caller
     */
    <T> T read(Invocation invocation, Channel channel, Supplier<Snapshot<T>> now, Predicate<T> ended) {
        Duration asked = invocation.params().millis("wait_ms");
        if (asked == null || asked.isZero()) {
            return now.get().item();
        }
        Instant deadline = clock.instant().plus(asked.compareTo(LONGEST) > 0 ? LONGEST : asked);
        Cursor unfinished = unfinished(now.get(), ended);
        while (unfinished != null && await(invocation, channel, unfinished, deadline)) {
            unfinished = unfinished(now.get(), ended);
        }
        return now.get().item();
    }

    /** Where to wait from; {@code null} where nothing is to be waited for. The item, which may be large, is not kept. */
    private static <T> @Nullable Cursor unfinished(Snapshot<T> seen, Predicate<T> ended) {
        return ended.test(seen.item()) ? null : seen.cursor();
    }

    /** Without the permit to make an answer, which others need meanwhile. */
    private boolean await(Invocation invocation, Channel channel, Cursor after, Instant deadline) {
        invocation.permit().close();
        try {
            Feeds session = invocation.session();
            AwaitEnd.Asker asker = session == null ? AwaitEnd.Asker.STAYS : session::whenClosed;
            return ends.await(invocation.caller(), channel, after, deadline, asker);
        } finally {
            invocation.permit().take();
        }
    }
}
