package dev.dwp.cluster;

import dev.dwp.conformance.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The servers of the soak, each of which may be down at times, and each with a way of its own to the database. One that dies,
 * for whatever reason, is started again. Thread-safe.
 */
final class SoakNodes implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int MOST_ATTEMPTS = 30;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Path folder;
    private final Path journals;
    private final Path marks;
    private final List<String> settings;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Standstill> standstills = new CopyOnWriteArrayList<>();
    private final AtomicInteger started = new AtomicInteger();
    private volatile boolean closed;

    /** One of them, through all its processes. */
    private static final class Node {
        final int index;
        final ProxiedDatabase database;

        /** Held while a process is started, so that none is when all are closed. */
        final ReentrantLock starting = new ReentrantLock();

        /** Those two are written under the lock. */
        volatile @Nullable ServerProcess process;

        volatile String journal = "";

        Node(int index, ProxiedDatabase database) {
            this.index = index;
            this.database = database;
        }

        boolean isAlive() {
            ServerProcess latest = process;
            return latest != null && latest.isAlive();
        }

        /** The latest, which may be dead. */
        ServerProcess process() {
            return Objects.requireNonNull(process, "It has been started.");
        }
    }

    SoakNodes(Path folder, String database, int count, List<String> settings) throws IOException {
        this.folder = folder;
        this.journals = Files.createDirectory(folder.resolve("journals"));
        this.marks = Files.createDirectory(folder.resolve("marks"));
        this.settings = settings;
        for (int i = 0; i < count; i++) {
            Node node = new Node(i, new ProxiedDatabase(database));
            nodes.add(node);
            revive(node);
        }
    }

    private ServerProcess start(int index, ProxiedDatabase database, String journal) throws IOException {
        List<String> arguments = new ArrayList<>();
        arguments.add(journals.resolve(journal).toString());
        arguments.add(marks.toString());
        arguments.add("node.name=node-" + index);
        arguments.add("store=" + database.url());
        arguments.addAll(settings);
        return ServerProcess.start(folder.resolve("node-" + index + ".log"), SoakNode.class.getName(), arguments);
    }

    /** Again and again where it does not start, as its database may be away. Occupies its thread, which no virtual one may. */
    private void revive(Node node) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS && !started(node); attempt++) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private boolean started(Node node) {
        node.starting.lock();
        try {
            if (!closed) {
                String journal = "journal-" + started.getAndIncrement();
                ServerProcess process = start(node.index, node.database, journal);
                node.journal = journal;
                node.process = process;
                Thread.ofPlatform().daemon().start(() -> {
                    process.onExit().join();
                    revive(node);
                });
            }
            return true;
        } catch (IOException | AssertionError e) {
            System.out.println("soak: node-%d did not start: %s".formatted(node.index, e));
            return false;
        } finally {
            node.starting.unlock();
        }
    }

    /** One of them, which may be dead or standing still. */
    ServerProcess any(Random random) {
        return nodes.get(random.nextInt(nodes.size())).process();
    }

    int count() {
        return nodes.size();
    }

    /** How many processes there were. */
    int started() {
        return started.get();
    }

    /** One of them as soon as it is alive. */
    ServerProcess alive(int index) throws Exception {
        Node node = nodes.get(index);
        Eventually.holds("node-%d lives".formatted(index), PATIENCE, node::isAlive);
        return node.process();
    }

    /** Waits until all of them say that they are ready: that all of their threads run, and that the store is there. */
    void awaitReady() throws Exception {
        for (int i = 0; i < count(); i++) {
            try (Client client = new Client(alive(i))) {
                Eventually.holds(
                        "node-%d is ready".formatted(i),
                        () -> client.get("/health/ready").status() == 200);
            }
        }
    }

    /** Kills one, and waits until it has been started again. */
    void kill(int index) throws Exception {
        alive(index).kill();
        alive(index);
    }

    /** Lets one stand still while something else is done. */
    void stop(int index, Runnable meanwhile) throws Exception {
        ServerProcess process = alive(index);
        String journal = nodes.get(index).journal;
        try {
            process.pause();
        } catch (AssertionError e) {
            if (process.isAlive()) {
                throw e;
            }
            return; // a handler was faster
        }
        meanwhile.run();
        standstills.add(new Standstill(journal, Instant.now()));
        process.resume();
    }

    /** The way of one to the database. */
    ProxiedDatabase database(int index) {
        return nodes.get(index).database;
    }

    List<Standstill> standstills() {
        return standstills;
    }

    /** How many processes a job or run has ended. */
    long deaths(String id) throws IOException {
        return SoakHandlers.deaths(marks, id);
    }

    /** What handlers really did, on all of them. */
    List<Journal.Entry> journal() throws IOException {
        return Journal.read(journals);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        for (Node node : nodes) {
            node.starting.lock();
            try {
                ServerProcess process = node.process;
                if (process != null) {
                    process.close();
                }
            } finally {
                node.starting.unlock();
            }
            node.database.close();
        }
    }
}
