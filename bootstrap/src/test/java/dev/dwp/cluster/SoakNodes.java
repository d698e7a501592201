package dev.dwp.cluster;

import dev.dwp.conformance.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** The servers of the soak, each of which may be down at times. Restarted by one thread, read by all. */
final class SoakNodes implements AutoCloseable {
    private final Path folder;
    private final Path journals;
    private final List<String> settings;
    private final List<ServerProcess> running = new CopyOnWriteArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<Standstill> standstills = new ArrayList<>();
    private int started;

    SoakNodes(Path folder, String database, int count, List<String> settings) throws IOException {
        this.folder = folder;
        this.journals = Files.createDirectory(folder.resolve("journals"));
        this.settings = new ArrayList<>(settings);
        this.settings.add("store=" + database);
        for (int i = 0; i < count; i++) {
            names.add("");
            running.add(start(i));
        }
    }

    private ServerProcess start(int index) throws IOException {
        names.set(index, "journal-" + started++);
        List<String> arguments = new ArrayList<>();
        arguments.add(journals.resolve(names.get(index)).toString());
        arguments.add("node.name=node-" + index);
        arguments.addAll(settings);
        return ServerProcess.start(folder.resolve("node-" + index + ".log"), SoakNode.class.getName(), arguments);
    }

    /** One of them, which may be dead or standing still. */
    ServerProcess any(Random random) {
        return running.get(random.nextInt(running.size()));
    }

    int count() {
        return running.size();
    }

    ServerProcess get(int index) {
        return running.get(index);
    }

    void killAndRestart(int index) throws IOException, InterruptedException {
        running.get(index).kill();
        running.set(index, start(index));
    }

    /** Lets one stand still while something else is done. */
    void stop(int index, Runnable meanwhile) throws IOException, InterruptedException {
        running.get(index).pause();
        meanwhile.run();
        standstills.add(new Standstill(names.get(index), Instant.now()));
        running.get(index).resume();
    }

    List<Standstill> standstills() {
        return standstills;
    }

    /** What handlers really did, on all of them. */
    List<Journal.Entry> journal() throws IOException {
        return Journal.read(journals);
    }

    @Override
    public void close() {
        running.forEach(ServerProcess::close);
    }
}
