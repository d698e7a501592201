package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.Wakeups.Topic;
import dev.dwp.application.store.CountDeltas;
import dev.dwp.application.store.JobCountKey;
import dev.dwp.application.store.RunCountKey;
import dev.dwp.domain.job.TenantQueue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The writer's transaction under way: where statements run, and what is collected for its end. What all nodes share and
 * change all the time, the head of the log and the counts, is written last, so that it is locked for as short as can be.
 * For the writer's thread.
 */
final class Transaction {
    private final Session session;
    private final WorkingSet working;
    private final List<Told> events = new ArrayList<>();
    private final CountDeltas<JobCountKey> jobs = new CountDeltas<>();
    private final CountDeltas<RunCountKey> runs = new CountDeltas<>();
    private final Map<TenantQueue, Integer> newcomers = new LinkedHashMap<>();
    private final Map<TenantQueue, Integer> served = new LinkedHashMap<>();
    private final Set<Topic> news = EnumSet.noneOf(Topic.class);
    private boolean touched;
    private long highest;
    private long oldest;
    private long headBefore;

    Transaction(Session session) {
        this.session = session;
        this.working = new WorkingSet(session);
    }

    Session session() {
        return session;
    }

    WorkingSet working() {
        return working;
    }

    /** Appends events. */
    void tell(List<Told> more) {
        events.addAll(more);
        if (!more.isEmpty()) {
            news.add(Topic.EVENTS);
        }
    }

    /** How many events it has told so far. */
    int told() {
        return events.size();
    }

    List<Told> events() {
        return events;
    }

    CountDeltas<JobCountKey> jobs() {
        return jobs;
    }

    CountDeltas<RunCountKey> runs() {
        return runs;
    }

    /** A job begins to wait in a lane: the event told last says so. */
    void waits(TenantQueue lane) {
        newcomers.putIfAbsent(lane, told());
    }

    /** A lane has had its turn: the event told last says so. */
    void served(TenantQueue lane) {
        served.put(lane, told());
    }

    /** Lanes where a job begins to wait, and which of the transaction's events told of it, from 1. */
    Map<TenantQueue, Integer> newcomers() {
        return newcomers;
    }

    /** Lanes that had a turn, and which of the transaction's events told of the last one, from 1. */
    Map<TenantQueue, Integer> served() {
        return served;
    }

    /** There is something new for those who wait for it. */
    void ring(Topic topic) {
        news.add(topic);
    }

    Set<Topic> news() {
        return news;
    }

    /** Events before this number are no longer kept. */
    void trimmedTo(long oldestKept) {
        oldest = Math.max(oldest, oldestKept);
    }

    /** The oldest event kept, as far as this transaction knows. */
    long oldest() {
        return oldest;
    }

    /** It was committed; the head of the log was here before its events. */
    void endedAfter(long head) {
        headBefore = head;
    }

    long headBefore() {
        return headBefore;
    }

    /** The log was seen to come this far: numbers of this transaction's events must be above. */
    void countAbove(long highestSeen) {
        highest = highestSeen;
    }

    long highest() {
        return highest;
    }

    /** Has the log looked at, also if there is nothing to write: one that has lost its tail begins another life. */
    boolean touchLog() {
        touched = true;
        return true;
    }

    /** Whether it has anything to write that all nodes share. */
    boolean touchesLog() {
        return touched || !events.isEmpty() || !jobs.isEmpty() || !runs.isEmpty() || !served.isEmpty() || oldest > 0;
    }
}
