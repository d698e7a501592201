package dev.dwp.bootstrap.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All that the server is told. {@link #load} lets no value through that is out of its range, and no two that contradict each
 * other. Immutable.
 *
 * @param server where and how it listens
 * @param storage what it keeps, and for how long
 * @param auth who may come in
 * @param work how jobs run
 * @param node what this process is called and loads
 */
public record Configuration(
        ServerSettings server, StorageSettings storage, AuthSettings auth, WorkSettings work, NodeSettings node) {

    /** Refuses what would let strangers in from other machines. */
    public Configuration {
        if (!server.listen().loopback()) {
            auth.requireFitForOtherMachines(server.listen().host());
        }
    }

    /**
     * Reads it all.
     *
     * @throws ConfigurationFailure with a sentence on the first thing that is wrong
     */
    public static Loaded load(Sources sources) {
        Map<String, Given> file = sources.file() == null ? Map.of() : PropertiesFile.read(sources.file());
        List<String> warnings = new ArrayList<>();
        Environment environment = new Environment(file.keySet(), warnings::add);
        Values values = new Values()
                .over(file)
                .over(environment.read(sources.environment()))
                .over(sources.flags());
        return new Loaded(from(values, sources.demo()), warnings);
    }

    /** What holds when nobody says anything: on loopback, in a file beside, with the handlers and keys to try with. */
    public static Configuration defaults() {
        return from(new Values(), true);
    }

    private static Configuration from(Values values, boolean demo) {
        ServerSettings server = ServerSettings.from(values);
        return new Configuration(
                server,
                StorageSettings.from(values),
                AuthSettings.from(values, demo, server.listen()),
                WorkSettings.from(values),
                NodeSettings.from(values, demo));
    }
}
