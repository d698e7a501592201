package dev.dwp.benchmarks.machine;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A DWP server as {@code ./dwp serve} runs it: a process of its own, with the demo's handlers and keys. */
public final class ServerProcess implements AutoCloseable {
    private static final String READY = "ready on ";

    private final Process process;
    private final URI uri;

    private ServerProcess(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /**
     * Starts one on a free port and waits until it is ready. It does not outlive this process.
     *
     * @param jar of the server
     * @param log what it prints
     * @param store as {@code --store} takes it
     * @param environment keys of its configuration
     */
    public static ServerProcess start(Path jar, Path log, String store, Map<String, String> environment)
            throws IOException {
        return start(jar, log, store, environment, "-XX:MaxRAMPercentage=50");
    }

    /**
     * The same with another heap.
     *
     * @param heap an option of the JVM
     */
    static ServerProcess start(Path jar, Path log, String store, Map<String, String> environment, String heap)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(jar, store, heap))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null || !line.startsWith(READY)) {
            process.destroyForcibly();
            throw new IOException("The server did not start; see " + log);
        }
        return new ServerProcess(process, URI.create(line.substring(READY.length())));
    }

    /** As {@code ./dwp} has it. */
    private static List<String> command(Path jar, String store, String heap) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(heap, "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20"));
        command.addAll(List.of("-XX:+UnlockExperimentalVMOptions", "-XX:G1NewSizePercent=1"));
        if (Runtime.version().feature() >= 25) {
            command.add("-XX:+UseCompactObjectHeaders");
        }
        String classPath = jar + File.pathSeparator + jar.resolveSibling("lib/*");
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath, "dev.dwp.bootstrap.Main"));
        command.addAll(List.of("serve", "--port", "0", "--store", store));
        return command;
    }

    /** Its address over HTTP. */
    public URI uri() {
        return uri;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Seconds of processor time that it has used. */
    public double cpuSeconds() {
        return CpuTime.ofTree(process.pid());
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM, and waits until it has ended. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
