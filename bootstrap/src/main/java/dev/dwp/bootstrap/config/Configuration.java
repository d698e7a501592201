package dev.dwp.bootstrap.config;

import dev.dwp.application.auth.ApiKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

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
        List<String> warnings = new ArrayList<>();
        return new Loaded(from(values(sources, warnings::add), sources.demo()), sources, warnings);
    }

    /**
     * Reads the keys alone, as they are written now: no trial keys are put in the place of none.
     *
     * @throws ConfigurationFailure with a sentence on the first thing that is wrong anywhere
     */
    public static List<ApiKey> keys(Sources sources) {
        return AuthSettings.keys(values(sources, warning -> {}));
    }

    private static Values values(Sources sources, Consumer<String> warnings) {
        sources.flags().forEach((key, given) -> KnownKeys.require(key, given.source()));
        Map<String, Given> file = sources.file() == null ? Map.of() : PropertiesFile.read(sources.file());
        return new Values()
                .over(file)
                .over(new Environment(file.keySet(), warnings).read(sources.environment()))
                .over(sources.flags());
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
