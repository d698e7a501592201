package dev.dwp.persistence.jdbc;

import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Something else than a set of changes that is written: a claim, a renewal, a removal. */
final class ActTask<T> extends Task<T> {
    private final Act<T> act;
    private final Consumer<Wanted> changes;
    private final boolean alone;
    private @Nullable T result;

    /** What to do in a transaction. */
    @FunctionalInterface
    interface Act<T> {
        T in(Transaction transaction) throws SQLException;
    }

    private ActTask(Act<T> act, Consumer<Wanted> changes, boolean alone) {
        this.act = act;
        this.changes = changes;
        this.alone = alone;
    }

    /** One that waits for nobody's locks, or changes what no other task does. */
    static <T> ActTask<T> of(Act<T> act) {
        return new ActTask<>(act, wanted -> {}, false);
    }

    /** One that changes jobs or runs which it names. */
    static <T> ActTask<T> changing(Consumer<Wanted> changes, Act<T> act) {
        return new ActTask<>(act, changes, false);
    }

    /** One that takes its locks in an order of its own, and so needs a transaction of its own. */
    static <T> ActTask<T> alone(Act<T> act) {
        return new ActTask<>(act, wanted -> {}, true);
    }

    @Override
    void announce(Wanted wanted) {
        changes.accept(wanted);
    }

    @Override
    boolean alone() {
        return alone;
    }

    @Override
    void perform(Transaction transaction) throws SQLException {
        result = act.in(transaction);
    }

    @Override
    void committed(long before) {
        answer(Objects.requireNonNull(result));
    }
}
