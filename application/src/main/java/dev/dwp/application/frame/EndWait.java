package dev.dwp.application.frame;

import dev.dwp.application.port.in.AwaitEnd;
import dev.dwp.application.port.out.Snapshot;
import dev.dwp.domain.channel.Channel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Predicate;
import java.util.function.Supplier;

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
        Snapshot<T> seen = now.get();
        if (asked == null || asked.isZero() || ended.test(seen.item())) {
            return seen.item();
        }
        Instant deadline = clock.instant().plus(asked.compareTo(LONGEST) > 0 ? LONGEST : asked);
        boolean goOn = true;
        while (goOn && !ended.test(seen.item())) {
            goOn = ends.await(invocation.caller(), channel, seen.cursor(), deadline);
            seen = now.get();
        }
        return seen.item();
    }
}
