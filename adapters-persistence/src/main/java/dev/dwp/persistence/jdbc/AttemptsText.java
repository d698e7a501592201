package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Attempt;
import dev.dwp.domain.job.WorkerId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The history of a job's attempts as one JSON column: an array of objects, oldest first. */
final class AttemptsText {
    private static final String NONE = "[]";

    private AttemptsText() {}

    static String write(List<Attempt> attempts, ValueFormat format) {
        if (attempts.isEmpty()) {
            return NONE;
        }
        return format.write(
                new Value.Array(attempts.stream().map(AttemptsText::value).toList()));
    }

    static List<Attempt> read(String column, ValueFormat format) {
        if (column.equals(NONE) || !(format.read(column) instanceof Value.Array(List<Value> items))) {
            return List.of();
        }
        return items.stream().map(item -> attempt((Value.Struct) item)).toList();
    }

    private static Value value(Attempt attempt) {
        return Value.struct()
                .put("number", attempt.number())
                .put("worker", attempt.worker().text())
                .put("started_at", Micros.of(attempt.startedAt()))
                .put("ended_at", Micros.of(attempt.endedAt()))
                .put("outcome", attempt.outcome().wireName())
                .put("error", attempt.error())
                .build();
    }

    private static Attempt attempt(Value.Struct struct) {
        return new Attempt(
                (int) number(struct, "number"),
                new WorkerId(text(struct, "worker")),
                Micros.instant(number(struct, "started_at")),
                Micros.instant(number(struct, "ended_at")),
                Attempt.Outcome.valueOf(text(struct, "outcome").toUpperCase(Locale.ROOT)),
                struct.text("error"));
    }

    private static long number(Value.Struct struct, String name) {
        if (struct.member(name) instanceof Value.Int(long number)) {
            return number;
        }
        throw new IllegalStateException("An attempt has no number as its %s.".formatted(name));
    }

    private static String text(Value.Struct struct, String name) {
        return Objects.requireNonNull(struct.text(name), name);
    }
}
