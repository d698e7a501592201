package dev.dwp.benchmarks.scenario;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * {@link Attackers} in a process of their own and of the lowest priority. Attackers from elsewhere would have processors of
 * their own; those on the server's machine take what the server and its other clients leave.
 */
public final class AttackerProcess implements AutoCloseable {
    private static final String BEGUN = "begun";

    private final Process process;
    private final BufferedReader out;

    private AttackerProcess(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts one and waits until the attack has begun.
     *
     * @param attack its name in {@link Attackers#attacks}
     * @param log where it says what went wrong
     */
    static AttackerProcess start(URI server, String attack, Path log) throws IOException {
        List<String> command = List.of(
                "nice",
                "-n",
                "19",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AttackerProcess.class.getName(),
                server.toString(),
                attack);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        AttackerProcess started = new AttackerProcess(process);
        if (!BEGUN.equals(started.out.readLine())) {
            process.destroyForcibly();
            throw new IOException("The attack did not begin; see " + log);
        }
        return started;
    }

    /** Lets the attackers stop; returns how many attacks were made. */
    long stop() throws IOException {
        process.getOutputStream().close();
        String made = out.readLine();
        if (made == null) {
            throw new IOException("The attackers ended too early.");
        }
        return Long.parseLong(made);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** Attacks a server until the standard input ends. Arguments: its address, and the name of the attack. */
    public static void main(String[] args) throws Exception {
        long made;
        try (Attackers attackers = new Attackers(URI.create(args[0]))) {
            attackers.fillLists();
            attackers.begin(Attackers.attacks().getOrDefault(args[1], List.of()));
            System.out.println(BEGUN);
            System.in.transferTo(OutputStream.nullOutputStream());
            made = attackers.made();
        }
        System.out.println(made);
    }
}
