package dev.dwp.http.websocket;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what waits to be written to all peers together. Each connection has an account. When more than half is in use, a
 * connection takes one event at a time; when all is, the connections that hold the most are cut, until the rest fits.
 * Thread-safe, without a lock.
 */
public final class UnreadBudget {
    /** On an account that is closed. */
    private static final long CLOSED = -1;

    private final long most;
    private final AtomicLong total = new AtomicLong();
    private final Set<Account> accounts = ConcurrentHashMap.newKeySet();

    /** Holds so many octets. */
    public UnreadBudget(long most) {
        this.most = most;
    }

    /** Bounds nothing. */
    static UnreadBudget unbounded() {
        return new UnreadBudget(Long.MAX_VALUE);
    }

    /**
     * A connection begins to queue.
     *
     * @param cut ends the connection and drops what it has queued; called at most once, by any thread, which must not be held
     *     up
     */
    public Account open(Runnable cut) {
        Account account = new Account(cut);
        accounts.add(account);
        return account;
    }

    /** Octets that wait now. */
    public long octets() {
        return total.get();
    }

    /** What one connection has queued. */
    public final class Account implements AutoCloseable {
        private final AtomicLong held = new AtomicLong();
        private final Runnable cut;

        private Account(Runnable cut) {
            this.cut = cut;
        }

        /** Octets were queued; {@link #settle} has to follow, under no lock. */
        public void add(long octets) {
            if (held.getAndUpdate(before -> before == CLOSED ? CLOSED : before + octets) != CLOSED) {
                total.addAndGet(octets);
            }
        }

        /** Octets were written or dropped. */
        public void remove(long octets) {
            if (held.getAndUpdate(before -> before == CLOSED ? CLOSED : before - octets) != CLOSED) {
                total.addAndGet(-octets);
            }
        }

        /** Whether nothing should be queued that can be sent later as well. */
        public boolean pressed() {
            return total.get() > most / 2;
        }

        /** Cuts connections while more waits than may. */
        public void settle() {
            while (total.get() > most) {
                Account largest = accounts.stream()
                        .max(Comparator.comparingLong(account -> account.held.get()))
                        .orElse(null);
                if (largest == null) {
                    return;
                }
                if (largest.leave()) {
                    largest.cut.run();
                }
            }
        }

        /** The connection is over. */
        @Override
        public void close() {
            leave();
        }

        /** Takes the account off the budget; false when it was off already. */
        private boolean leave() {
            long before = held.getAndSet(CLOSED);
            accounts.remove(this);
            if (before == CLOSED) {
                return false;
            }
            total.addAndGet(-before);
            return true;
        }
    }
}
