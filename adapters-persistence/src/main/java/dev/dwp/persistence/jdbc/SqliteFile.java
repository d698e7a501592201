package dev.dwp.persistence.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The file of a SQLite store, and the right to be the one that uses it: a lock of the operating system on a file beside it,
 * which goes with the process, however that ends. It is the file's own path that is locked and opened, whatever symbolic
 * links lead there.
 */
final class SqliteFile implements AutoCloseable {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private final Path path;
    private final FileChannel channel;

    private SqliteFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Takes the right to a file, which need not exist yet.
     *
     * @throws UnusableStore when another has it, the file has several names, or it is no database
     */
    static SqliteFile take(Path path) {
        Path own = locate(path);
        FileChannel channel = open(own);
        try {
            if (lock(channel) == null) {
                throw new UnusableStore(
                        "The database %s is in use by another server; stop that one, or use another file."
                                .formatted(path));
            }
            requireDatabase(own);
            return new SqliteFile(own, channel);
        } catch (IOException e) {
            close(channel);
            throw unreadable(path, e);
        } catch (UnusableStore e) {
            close(channel);
            throw e;
        }
    }

    Path path() {
        return path;
    }

    /** Makes its folder where there is none. */
    private static Path locate(Path path) {
        try {
            Path folder = new SqliteUrl(path).resolved().file().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Path own = new SqliteUrl(path).resolved().file();
            if (Files.exists(own) && !Files.isRegularFile(own)) {
                throw new UnusableStore("%s is not a file; name a file for the database.".formatted(path));
            }
            return own;
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static FileChannel open(Path path) {
        try {
            return FileChannel.open(
                    path.resolveSibling(path.getFileName() + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void requireDatabase(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] head = in.readNBytes(MAGIC.length);
            if (head.length > 0 && !Arrays.equals(head, MAGIC) && !isUnwritten(path, head)) {
                throw new UnusableStore(
                        "%s is not a SQLite database; it was left as it is. Use another file.".formatted(path));
            }
        }
    }

    /** A process was killed while it wrote the file for the first time, and had written other pages than the first. */
    private static boolean isUnwritten(Path path, byte[] head) {
        return Arrays.equals(head, new byte[head.length])
                && Files.exists(path.resolveSibling(path.getFileName() + "-journal"));
    }

    static UnusableStore unreadable(Path path, IOException e) {
        String why = switch (e) {
            case AccessDeniedException denied -> "this user may not write %s".formatted(denied.getFile());
            case NoSuchFileException missing -> "%s is not there and cannot be made".formatted(missing.getFile());
            case FileSystemException other
            when other.getReason() != null -> "%s: %s".formatted(other.getFile(), other.getReason());
            default -> String.valueOf(e.getMessage());
        };
        return new UnusableStore(
                "The database file %s cannot be used: %s. Name a file in a folder that this user may write."
                        .formatted(path, why),
                e);
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("A lock file could not be closed.", e);
        }
    }

    @Override
    public void close() {
        close(channel);
    }
}
