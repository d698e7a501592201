package dev.dwp.bootstrap;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** One jar of the plug-ins' folder, and the classes that it offers. Every failure names the jar. */
final class PluginJar {
    private final Path file;

    PluginJar(Path file) {
        this.file = file;
    }

    /** The names of the classes that it offers as {@code service}. */
    List<String> providers(Class<?> service) {
        try (JarFile jar = new JarFile(file.toFile())) {
            ZipEntry entry = jar.getEntry(services(service));
            return entry == null
                    ? List.of()
                    : names(new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new StartFailure(
                    "The file %s in the folder of plugins.dir is no jar that can be read; take it out of there."
                            .formatted(file),
                    e);
        }
    }

    /** Makes one of the classes that it offers. */
    <T> T make(String provider, Class<T> service, ClassLoader loader) {
        try {
            Class<?> type = Class.forName(provider, true, loader);
            if (!service.isAssignableFrom(type)) {
                throw new StartFailure("The plug-in %s names %s in %s, but that class does not implement %s."
                        .formatted(file.getFileName(), provider, services(service), service.getName()));
            }
            return service.cast(type.getConstructor().newInstance());
        } catch (ClassNotFoundException e) {
            throw new StartFailure(
                    "The plug-in %s names %s in %s, but it has no such class."
                            .formatted(file.getFileName(), provider, services(service)),
                    e);
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
            throw new StartFailure(
                    "The plug-in %s cannot be loaded: %s needs to be a public class with a public constructor without"
                                    .formatted(file.getFileName(), provider)
                            + " parameters.",
                    e);
        } catch (InvocationTargetException e) {
            throw failure("in the constructor of " + provider, e.getCause() == null ? e : e.getCause());
        } catch (LinkageError e) {
            throw failure("when %s was loaded".formatted(provider), e);
        }
    }

    /** A failure of the plug-in's own code, with its reason. */
    StartFailure failure(String where, Throwable reason) {
        return new StartFailure("The plug-in %s failed %s: %s".formatted(file.getFileName(), where, reason), reason);
    }

    /** The jar's name. */
    @Override
    public String toString() {
        return file.getFileName().toString();
    }

    static String services(Class<?> service) {
        return "META-INF/services/" + service.getName();
    }

    private static List<String> names(String text) {
        List<String> names = new ArrayList<>();
        text.lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .forEach(names::add);
        return names;
    }
}
