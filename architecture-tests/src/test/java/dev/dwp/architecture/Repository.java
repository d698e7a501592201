package dev.dwp.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the repository that this build is of. */
public final class Repository {
    /** Its top. */
    public static final Path ROOT = rootAbove(Path.of("").toAbsolutePath());

    private Repository() {}

    /** What a file says, named from the top. */
    public static String text(String file) {
        return text(ROOT.resolve(file));
    }

    /** What a file says. */
    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files of that ending in a folder and below it. */
    public static List<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path rootAbove(Path start) {
        Path folder = start;
        while (!Files.exists(folder.resolve("docs/architecture.md"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("There is no repository around " + start);
            }
        }
        return folder;
    }
}
