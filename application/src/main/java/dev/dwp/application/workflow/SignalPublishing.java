package dev.dwp.application.workflow;

import dev.dwp.application.binding.EncodedSize;
import dev.dwp.application.binding.PayloadLevels;
import dev.dwp.application.binding.ValueDigest;
import dev.dwp.application.id.IdGenerator;
import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.in.GetRun;
import dev.dwp.application.port.in.PublishSignal;
import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.CommitInDoubt;
import dev.dwp.application.port.out.Commits;
import dev.dwp.application.port.out.KeyTaken;
import dev.dwp.application.port.out.StaleWrite;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.application.port.out.Waiter;
import dev.dwp.domain.frame.ErrorCode;
import dev.dwp.domain.frame.Excerpt;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.Publication;
import dev.dwp.domain.workflow.Signal;
import dev.dwp.domain.workflow.SignalId;
import dev.dwp.domain.workflow.TimelineEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code workflow.event} (PROTOCOL §5, §6): the publisher's half of the rendezvous. It looks for a waiter; where there is
 * none it keeps the signal and looks again, because one may have begun to wait in between. Thread-safe.
 */
final class SignalPublishing implements PublishSignal {
    private static final Logger LOG = LoggerFactory.getLogger(SignalPublishing.class);

    private final Store store;
    private final Commits commits;
    private final GetRun reading;
    private final Rendezvous rendezvous;
    private final IdGenerator ids;
    private final Ticks clock;
    private final int maxPayloadBytes;

    SignalPublishing(WorkflowEngineParts parts, GetRun reading) {
        this.store = parts.store();
        this.commits = RunCommits.of(parts);
        this.reading = reading;
        this.rendezvous = new Rendezvous(store.runs());
        this.ids = parts.ids();
        this.clock = new Ticks(parts.clock());
        this.maxPayloadBytes = parts.settings().maxValueBytes();
    }

    @Override
    public SignalId publish(Caller caller, Command command) {
        requireMemorable(command.payload());
        while (true) {
            Optional<Publication> earlier = earlier(caller, command);
            if (earlier.isPresent()) {
                SignalId id = sameIntention(earlier.get(), command);
                finish(signal(id, caller, command)); // the earlier call may have been cut off before
                return id;
            }
            if (command.run() != null) {
                reading.get(caller, command.run());
            }
            Signal signal = signal(ids.signal(), caller, command);
            try {
                deliver(signal, command.dedup());
                return signal.id();
            } catch (KeyTaken e) {
                // Another call was quicker: the next look finds what it published.
            } catch (CommitInDoubt e) {
                if (!isPublished(caller, command)) {
                    throw e;
                }
                // The next look finds it, and finishes what was begun.
            }
        }
    }

    /** Looks whether an event in doubt was published after all, which only a dedup can tell. */
    private boolean isPublished(Caller caller, Command command) {
        try {
            return earlier(caller, command).isPresent();
        } catch (StoreUnavailable e) {
            LOG.debug("Nobody can tell whether the event was published.");
            return false;
        }
    }

    private Signal signal(SignalId id, Caller caller, Command command) {
        return new Signal(
                id, command.name(), command.key(), command.payload(), caller.tenant(), command.run(), clock.now());
    }

    private Optional<Publication> earlier(Caller caller, Command command) {
        IdempotencyKey dedup = command.dedup();
        Instant since = clock.now().minus(IdempotencyKey.REMEMBERED);
        return dedup == null
                ? Optional.empty()
                : store.signals().published(caller.tenant(), command.name(), dedup, since);
    }

    private static SignalId sameIntention(Publication earlier, Command command) {
        if (!earlier.digest().equals(ValueDigest.of(command.payload()))) {
            throw Refusal.conflict("The dedup '%s' already names the event %s, which has another payload."
                    .formatted(Excerpt.of(earlier.dedup().text()), earlier.signal()));
        }
        return earlier.signal();
    }

    private void deliver(Signal signal, @Nullable IdempotencyKey dedup) {
        List<Change> published = dedup == null
                ? List.of()
                : List.of(new Change.SignalPublished(Publication.of(signal, dedup, ValueDigest.of(signal.payload()))));
        if (!handOver(signal, published)) {
            List<Change> kept = new ArrayList<>(published);
            kept.add(new Change.SignalKept(signal));
            commits.commit(new Changeset(clock.now(), kept));
            finish(signal);
        }
    }

    private void finish(Signal kept) {
        try {
            handOverKept(kept);
        } catch (StoreUnavailable e) {
            throw new CommitInDoubt("The event was kept; whether it has reached a run is not known.", e);
        }
    }

    /** What no run could remember is refused when it comes (PROTOCOL §2). */
    private void requireMemorable(Value payload) {
        PayloadLevels.require("The event's payload", payload, PayloadLevels.MOST_OF_EVENT);
        long bytes = EncodedSize.of(payload);
        if (bytes > maxPayloadBytes) {
            throw Refusal.of(
                    ErrorCode.TOO_LARGE,
                    "The event's payload takes up to %d bytes, and a run can remember %d; keep it elsewhere and send where."
                            .formatted(bytes, maxPayloadBytes),
                    null);
        }
    }

    /** Ends the longest wait with a signal that is not stored yet; {@code false} when nothing waits. */
    private boolean handOver(Signal signal, List<Change> published) {
        Optional<Waiter> waiter = store.signals().longestWaiting(signal);
        while (waiter.isPresent() && !end(waiter.get(), signal, published)) {
            waiter = store.signals().longestWaiting(signal);
        }
        return waiter.isPresent();
    }

    /**
     * Until this signal is taken, by whomever, or nothing waits for it: gives the longest waiter the oldest kept signal that
     * it accepts, which may be another than this one.
     */
    private void handOverKept(Signal signal) {
        boolean goOn = true;
        while (goOn) {
            Optional<Waiter> waiter = store.signals().longestWaiting(signal);
            Optional<Signal> oldest = waiter.flatMap(this::oldestKept);
            goOn = oldest.isPresent() && !(take(waiter.get(), oldest.get()) && isSame(oldest.get(), signal));
        }
    }

    private Optional<Signal> oldestKept(Waiter waiter) {
        return waiter.entry().awaits() instanceof Await.ForSignal await
                ? store.signals().oldestKept(waiter.run(), await)
                : Optional.empty();
    }

    private boolean take(Waiter waiter, Signal kept) {
        return end(waiter, kept, List.of(new Change.SignalTaken(kept.id())));
    }

    private static boolean isSame(Signal one, Signal other) {
        return one.id().equals(other.id());
    }

    /** Whether the entry was ended; otherwise it, its run or the signal has changed meanwhile. */
    private boolean end(Waiter waiter, Signal signal, List<Change> more) {
        Instant now = clock.now();
        List<Change> changes = new ArrayList<>(more);
        TimelineEntry ended = waiter.entry().completed(signal.payload(), now);
        rendezvous.end(waiter.run(), ended, now).stream().map(Change.OfRun::new).forEach(changes::add);
        try {
            commits.commit(new Changeset(now, changes));
            return true;
        } catch (StaleWrite e) {
            return false;
        } catch (CommitInDoubt e) {
            if (isWritten(ended)) {
                return true;
            }
            throw e;
        }
    }

    /** Looks whether it was this signal that ended an entry: then it is not handed to another. */
    private boolean isWritten(TimelineEntry ended) {
        try {
            return store.runs().timeline(ended.runId()).contains(ended);
        } catch (StoreUnavailable e) {
            LOG.debug("Nobody can tell what became of the signal.", e);
            return false;
        }
    }
}
