package dev.dwp.persistence.jdbc;

import dev.dwp.domain.channel.CronFired;
import dev.dwp.domain.channel.DomainEvent;
import dev.dwp.domain.channel.JobEvent;
import dev.dwp.domain.channel.RunEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What a segment's summary says it holds: a word of a mark and 30 bits of a hash for each job, run, queue and app. A segment
 * without a word has no event of it. One that has it may have none, where hashes meet: who reads it looks at each event.
 */
final class SegmentWords {
    /** Some job's word has it. */
    static final String ANY_JOB = ".";

    /** Some run's word has it. */
    static final String ANY_RUN = "~";

    /** Every summary has it. */
    static final String ANYTHING = "";

    private static final String QUEUE = "#";
    private static final String APP = "@";

    /** The marks are none of them, so that a word is found only where one begins. */
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static final int DIGIT_BITS = 6;
    private static final int WORD_BITS = 30;
    private static final int WORD_LENGTH = 1 + WORD_BITS / DIGIT_BITS;
    private static final int SPREAD = 0x9E3779B9;

    private SegmentWords() {}

    static String job(String id) {
        return word(ANY_JOB, id);
    }

    static String run(String id) {
        return word(ANY_RUN, id);
    }

    static String queue(String name) {
        return word(QUEUE, name);
    }

    /** Of an app; for no app {@link #ANYTHING}. */
    static String app(String app) {
        return app.isEmpty() ? ANYTHING : word(APP, app);
    }

    /** Adds those of an event. */
    static void addTo(Collection<String> words, DomainEvent event) {
        switch (event) {
            case JobEvent(var kind, var job) -> {
                words.add(job(job.id().text()));
                words.add(queue(job.spec().queue().text()));
            }
            case RunEvent(var kind, var run, var entry) ->
                words.add(run(run.id().text()));
            case CronFired fired -> {}
        }
        words.add(app(Tenants.app(event.tenant())));
    }

    /** The words of a summary. */
    static List<String> of(String summary) {
        List<String> words = new ArrayList<>();
        for (int at = 0; at + WORD_LENGTH <= summary.length(); at += WORD_LENGTH) {
            words.add(summary.substring(at, at + WORD_LENGTH));
        }
        return words;
    }

    private static String word(String mark, String text) {
        int hash = (text.hashCode() * SPREAD) >>> (Integer.SIZE - WORD_BITS);
        StringBuilder word = new StringBuilder(mark);
        for (int shift = WORD_BITS - DIGIT_BITS; shift >= 0; shift -= DIGIT_BITS) {
            word.append(DIGITS.charAt((hash >>> shift) & (DIGITS.length() - 1)));
        }
        return word.toString();
    }
}
