package dev.dwp.bootstrap;

import dev.dwp.application.handler.HandlerModule;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Finds handlers in a folder of jars, by {@link ServiceLoader}. All jars share one class loader, below the server's own. */
final class Plugins {
    private Plugins() {}

    /**
     * The modules of all jars, in the order of the jars' names.
     *
     * @throws StartFailure with a sentence when the folder or a module cannot be read, or there is none in it
     */
    static List<HandlerModule> load(Path folder) {
        try {
            ClassLoader loader = new URLClassLoader("plugins", urls(folder), HandlerModule.class.getClassLoader());
            List<HandlerModule> modules = ServiceLoader.load(HandlerModule.class, loader).stream()
                    .filter(provider -> loader.equals(provider.type().getClassLoader()))
                    .map(ServiceLoader.Provider::get)
                    .toList();
            if (modules.isEmpty()) {
                throw new StartFailure("The folder %s has no plug-in: put a jar there with a file META-INF/services/%s."
                        .formatted(folder, HandlerModule.class.getName()));
            }
            return modules;
        } catch (IOException e) {
            throw new StartFailure("The folder %s of plugins.dir cannot be read.".formatted(folder), e);
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new StartFailure("A plug-in in %s cannot be loaded: %s".formatted(folder, e.getMessage()), e);
        }
    }

    private static URL[] urls(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .map(Plugins::url)
                    .toArray(URL[]::new);
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
