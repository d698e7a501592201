package dev.dwp.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/**
 * The main classes of every module, imported once. Sibling modules are folders when Maven stops at {@code test} and jars
 * when it goes on to {@code verify}; both are read from where the class loader found them.
 */
final class MainClasses {
    static final JavaClasses ALL = new ClassFileImporter()
            .importLocations(
                    Arrays.stream(Module.values()).map(MainClasses::location).collect(Collectors.toSet()));

    private MainClasses() {}

    private static Location location(Module module) {
        Path place = place(module.anchor());
        if (Files.isDirectory(place)) {
            return Location.of(place);
        }
        try (JarFile jar = new JarFile(place.toFile())) {
            return Location.of(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path place(Class<?> anchor) {
        try {
            return Path.of(
                    anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
