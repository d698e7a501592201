package dev.dwp.bootstrap;

import dev.dwp.application.handler.HandlerModule;
import dev.dwp.application.handler.Handlers;
import dev.dwp.application.port.out.Authenticator;
import dev.dwp.bootstrap.config.NodeSettings;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plug-ins of a folder of jars. All jars, and those of the sub-folder {@code lib}, share one class loader, below the
 * server's own. A jar offers {@link Plugin}s, {@link HandlerModule}s or {@link Authenticator}s. Used by one thread.
 */
final class Plugins {
    private static final String LIBRARIES = "lib";

    private static final Logger LOG = LoggerFactory.getLogger(Plugins.class);

    private final Map<String, Map<String, String>> settings;
    private final List<Offer<Plugin>> plugins = new ArrayList<>();
    private final List<Offer<HandlerModule>> modules = new ArrayList<>();
    private final List<Authenticator> authenticators = new ArrayList<>();
    private final List<Offer<Plugin>> started = new ArrayList<>();

    /** What a jar offers. */
    private record Offer<T>(PluginJar jar, T made) {}

    private Plugins(Map<String, Map<String, String>> settings) {
        this.settings = settings;
    }

    /**
     * Loads those of the configured folder; none when none is configured.
     *
     * @throws StartFailure with a sentence when the folder or a plug-in cannot be read, or something else is in it
     */
    static Plugins load(NodeSettings node) {
        Plugins loaded = new Plugins(node.pluginSettings());
        Path folder = node.plugins();
        if (folder != null) {
            loaded.loadAll(folder);
        }
        loaded.requireKnown();
        return loaded;
    }

    private void loadAll(Path folder) {
        try {
            List<Path> files = files(folder);
            if (files.isEmpty()) {
                throw new StartFailure("The folder %s has no plug-in: put a jar there with a file %s."
                        .formatted(folder, PluginJar.services(Plugin.class)));
            }
            ClassLoader loader = new URLClassLoader(
                    "plugins",
                    Stream.concat(files.stream(), libraries(folder).stream())
                            .map(Plugins::url)
                            .toArray(URL[]::new),
                    Plugin.class.getClassLoader());
            files.forEach(file -> load(new PluginJar(file), loader));
        } catch (IOException e) {
            throw new StartFailure("The folder %s of plugins.dir cannot be read.".formatted(folder), e);
        }
    }

    private void load(PluginJar jar, ClassLoader loader) {
        List<String> asPlugin = jar.providers(Plugin.class);
        List<String> asModule = jar.providers(HandlerModule.class);
        List<String> asAuthenticator = jar.providers(Authenticator.class);
        if (asPlugin.isEmpty() && asModule.isEmpty() && asAuthenticator.isEmpty()) {
            throw new StartFailure(
                    "The jar %s is no plug-in, since it has no file %s; a library that plug-ins need belongs into the folder %s beside it."
                            .formatted(jar, PluginJar.services(Plugin.class), LIBRARIES));
        }
        asPlugin.forEach(name -> plugins.add(new Offer<>(jar, jar.make(name, Plugin.class, loader))));
        asModule.forEach(name -> modules.add(new Offer<>(jar, jar.make(name, HandlerModule.class, loader))));
        asAuthenticator.forEach(name -> authenticators.add(jar.make(name, Authenticator.class, loader)));
        asAuthenticator.forEach(name -> LOG.info("Loaded the authenticator {} of {}.", name, jar));
    }

    /** Each plug-in has a name of its own, and each name in the configuration has a plug-in. */
    private void requireKnown() {
        Set<String> names = new HashSet<>();
        for (Offer<Plugin> plugin : plugins) {
            String name = name(plugin);
            if (!names.add(name)) {
                throw new StartFailure("The plug-in %s is named '%s', as another is; take one of them out."
                        .formatted(plugin.jar(), name));
            }
        }
        Set<String> unknown = new TreeSet<>(settings.keySet());
        unknown.removeAll(names);
        if (!unknown.isEmpty()) {
            throw new StartFailure("There is a setting plugin.%s.…, but no plug-in of that name; there are: %s."
                    .formatted(unknown.iterator().next(), names.isEmpty() ? "none" : new TreeSet<>(names)));
        }
    }

    /** Adds the handlers of all to {@code handlers}. */
    void register(Handlers.Builder handlers) {
        for (Offer<HandlerModule> module : modules) {
            Handlers before = handlers.build();
            guarded(module.jar(), "in register", () -> module.made().register(handlers));
            report(module.jar(), module.made().getClass().getName(), before, handlers.build());
        }
        for (Offer<Plugin> plugin : plugins) {
            Handlers before = handlers.build();
            guarded(plugin.jar(), "in register", () -> plugin.made().register(handlers, settings(plugin)));
            report(plugin.jar(), name(plugin), before, handlers.build());
        }
    }

    private static void report(PluginJar jar, String name, Handlers before, Handlers after) {
        Set<String> jobs = new TreeSet<>(after.jobNames());
        jobs.removeAll(before.jobNames());
        Set<String> workflows = new TreeSet<>();
        after.workflowVersions().stream()
                .filter(version -> !before.workflowVersions().contains(version))
                .forEach(version -> workflows.add(version.name()));
        LOG.info("Loaded the plug-in {} of {}: jobs {}, workflows {}.", name, jar, jobs, workflows);
    }

    /** Makes what all of them bring to authenticate with, in the order of their jars. */
    List<Authenticator> authenticators() {
        List<Authenticator> all = new ArrayList<>(authenticators);
        for (Offer<Plugin> plugin : plugins) {
            guarded(plugin.jar(), "in authenticator", () -> {
                Optional<Authenticator> made = plugin.made().authenticator(settings(plugin));
                made.ifPresent(all::add);
            });
        }
        return all;
    }

    /**
     * Starts them.
     *
     * @throws StartFailure naming the jar of one that cannot start; those that had started have been stopped
     */
    void start(Dispatch dispatch) {
        for (Offer<Plugin> plugin : plugins) {
            try {
                guarded(plugin.jar(), "in start", () -> plugin.made().start(dispatch));
            } catch (StartFailure e) {
                stop();
                throw e;
            }
            started.add(plugin);
        }
    }

    /** Stops those that have started, the last one first. */
    void stop() {
        for (Offer<Plugin> plugin : started.reversed()) {
            try {
                guarded(plugin.jar(), "in stop", () -> plugin.made().stop());
            } catch (StartFailure e) {
                LOG.error("Stopping a plug-in failed. {}", e.sentence(), e);
            }
        }
        started.clear();
    }

    private String name(Offer<Plugin> plugin) {
        List<String> name = new ArrayList<>();
        guarded(plugin.jar(), "in name", () -> name.add(plugin.made().name()));
        return name.getFirst();
    }

    private PluginSettings settings(Offer<Plugin> plugin) {
        String name = name(plugin);
        return new PluginSettings(name, settings.getOrDefault(name, Map.of()));
    }

    @FunctionalInterface
    private interface PluginCode {
        void run() throws Exception;
    }

    /** Runs code of a plug-in; what it throws is its own failure. */
    private static void guarded(PluginJar jar, String where, PluginCode code) {
        try {
            code.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw jar.failure(where, e);
        } catch (Exception | Error e) {
            throw jar.failure(where, e);
        }
    }

    /** The jars; whatever else is there is refused, save hidden files and the folder of libraries. */
    private static List<Path> files(Path folder) throws IOException {
        List<Path> jars = new ArrayList<>();
        for (Path file : visible(folder)) {
            boolean libraries = Files.isDirectory(file) && file.endsWith(LIBRARIES);
            if (!libraries && !file.toString().endsWith(".jar")) {
                throw new StartFailure(
                        "In the folder of plugins.dir, %s is no jar; take it out of there.".formatted(file));
            }
            if (!libraries) {
                jars.add(file);
            }
        }
        return jars;
    }

    private static List<Path> libraries(Path folder) throws IOException {
        Path libraries = folder.resolve(LIBRARIES);
        return Files.isDirectory(libraries) ? visible(libraries) : List.of();
    }

    private static List<Path> visible(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("Every file has a URL: " + file, e);
        }
    }
}
