package dev.dwp.engine.job;

import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.CommitInDoubt;
import dev.dwp.application.port.out.Commits;
import dev.dwp.application.port.out.CronStore;
import dev.dwp.application.port.out.EventLog;
import dev.dwp.application.port.out.JobStore;
import dev.dwp.application.port.out.NodeStore;
import dev.dwp.application.port.out.RunStore;
import dev.dwp.application.port.out.SignalStore;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.application.port.out.Wakeups;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.persistence.memory.MemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A store in memory that tests can take away, share with imaginary others, and listen in on. */
final class FragileStore implements Store {
    private final Store store;
    private volatile boolean away;
    private volatile boolean shared;
    private volatile boolean deaf;
    private volatile Set<String> broken = Set.of();
    private volatile UnaryOperator<Changeset> beforeCommit = UnaryOperator.identity();
    private volatile Consumer<Changeset> afterCommit = changes -> {};
    private volatile Runnable beforeRenewal = () -> {};
    private final Deque<Boolean> doubts = new ConcurrentLinkedDeque<>();
    private final AtomicBoolean claimInDoubt = new AtomicBoolean();

    FragileStore() {
        this(new MemoryStore());
    }

    /** One node's way to a store that others use, too. */
    FragileStore(Store store) {
        this.store = store;
    }

    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    void share() {
        shared = true;
    }

    /** No hints reach anyone any more. */
    void loseHints() {
        deaf = true;
    }

    /** Some methods of the job store fail. */
    void breakJobs(String... methods) {
        broken = Set.of(methods);
    }

    /** Called with each set before it is committed, on the committing thread. */
    void beforeCommit(UnaryOperator<Changeset> action) {
        beforeCommit = action;
    }

    /** Called with each set that was committed, on the committing thread. */
    void afterCommit(Consumer<Changeset> action) {
        afterCommit = action;
    }

    /** What it hides. */
    Store underneath() {
        return store;
    }

    /** Leaves the next commit in doubt, once for each time this was called: it has taken place, or it has not. */
    void leaveInDoubt(boolean takesPlace) {
        doubts.add(takesPlace);
    }

    /** The next claim takes place, but nobody hears of it. */
    void leaveAClaimInDoubt() {
        claimInDoubt.set(true);
    }

    /** Called before leases of jobs are renewed, on the thread that renews them. */
    void beforeRenewal(Runnable action) {
        beforeRenewal = action;
    }

    private void require(String method) {
        if (away || broken.contains(method)) {
            throw new StoreUnavailable("The store is away.", new IllegalStateException("taken away by the test"));
        }
    }

    @Override
    public String kind() {
        return "fragile";
    }

    @Override
    public Commits commits() {
        return this::commit;
    }

    private Cursor commit(Changeset changes) {
        require("commit");
        Changeset wanted = beforeCommit.apply(changes);
        Boolean takesPlace = doubts.poll();
        if (takesPlace == null) {
            return committed(wanted);
        }
        if (takesPlace) {
            committed(wanted);
        }
        throw new CommitInDoubt("Nobody knows.", new IllegalStateException("left in doubt by the test"));
    }

    private Cursor committed(Changeset wanted) {
        Cursor head = store.commits().commit(wanted);
        afterCommit.accept(wanted);
        return head;
    }

    @Override
    public JobStore jobs() {
        return (JobStore) Proxy.newProxyInstance(
                JobStore.class.getClassLoader(), new Class<?>[] {JobStore.class}, (proxy, method, arguments) -> {
                    require(method.getName());
                    if (method.getName().equals("renew")) {
                        beforeRenewal.run();
                    }
                    try {
                        Object result = method.invoke(store.jobs(), arguments);
                        if (method.getName().equals("claimDue") && claimInDoubt.getAndSet(false)) {
                            throw new CommitInDoubt("Nobody knows.", new IllegalStateException("as the test wants it"));
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public RunStore runs() {
        return store.runs();
    }

    @Override
    public SignalStore signals() {
        return store.signals();
    }

    @Override
    public EventLog events() {
        return store.events();
    }

    @Override
    public CronStore crons() {
        return store.crons();
    }

    @Override
    public NodeStore nodes() {
        return store.nodes();
    }

    @Override
    public boolean shared() {
        return shared;
    }

    @Override
    public Wakeups wakeups() {
        return (topic, wake) -> store.wakeups().on(topic, () -> {
            if (!deaf || topic == Wakeups.Topic.EVENTS) {
                wake.run();
            }
        });
    }

    @Override
    public boolean healthy() {
        return !away;
    }

    @Override
    public void close() {
        store.close();
    }
}
