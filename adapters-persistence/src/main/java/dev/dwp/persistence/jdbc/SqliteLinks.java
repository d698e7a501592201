package dev.dwp.persistence.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds the one name under which a SQLite file is locked and opened. SQLite names its write-ahead log after the file, so
 * that two names for one file would make two logs, which overwrite each other's pages.
 */
final class SqliteLinks {
    private static final int MOST_LINKS = 40;
    private static final List<String> COMPANIONS = List.of("-wal", "-shm", "-journal");

    private SqliteLinks() {}

    /**
     * Follows symbolic links, of the file and of its folders, to the file's own path. The file need not exist, nor its folder.
     *
     * @throws UnusableStore when the file, or one that SQLite keeps beside it, may be reached by another name
     */
    static Path resolve(Path given) throws IOException {
        Path path = follow(given);
        if (Files.isRegularFile(path)) {
            requireOneName(given, path);
        }
        for (String companion : COMPANIONS) {
            requireOwn(given, path.resolveSibling(path.getFileName() + companion));
        }
        return path;
    }

    private static Path follow(Path given) throws IOException {
        Path path = given.toAbsolutePath();
        for (int links = 0; links < MOST_LINKS; links++) {
            if (Files.exists(path)) {
                return path.toRealPath();
            }
            if (!Files.isSymbolicLink(path)) {
                return inRealFolder(path);
            }
            path = path.resolveSibling(Files.readSymbolicLink(path));
        }
        throw new UnusableStore(
                "The database file %s is a symbolic link that leads back to itself; name the file that is meant."
                        .formatted(given));
    }

    private static Path inRealFolder(Path path) throws IOException {
        Path folder = path.getParent();
        return folder != null && Files.isDirectory(folder) ? folder.toRealPath().resolve(path.getFileName()) : path;
    }

    private static void requireOneName(Path given, Path file) throws IOException {
        int names = names(file).orElse(1);
        if (names > 1) {
            throw new UnusableStore(
                    ("The database file %s has %d names (hard links), and a server that uses another of them"
                                    + " would overwrite what this one writes; find them with 'find <folder> -samefile %s' and"
                                    + " remove all but one, or use another file.")
                            .formatted(given, names, file));
        }
    }

    private static void requireOwn(Path given, Path companion) throws IOException {
        if (Files.isSymbolicLink(companion)
                || (Files.exists(companion, LinkOption.NOFOLLOW_LINKS)
                        && names(companion).orElse(1) > 1)) {
            throw new UnusableStore(
                    ("%s belongs to the database %s alone, and is a link to a file that has another name"
                                    + " too; put the file itself in the place of the link, or use another database.")
                            .formatted(companion, given));
        }
    }

    /**
     * Counts the names of a file. Windows has no such attribute in Java: there, hard links are not noticed, and it is for
     * whoever makes them not to start a server on each.
     */
    private static Optional<Integer> names(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return Optional.empty();
        }
        return Optional.of((Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS));
    }
}
