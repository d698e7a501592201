package dev.dwp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dwp.client.DwpClient;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.msgpack.core.MessagePack;
import picocli.CommandLine;

/** What the archive of loaded classes is made of, from which the client starts. */
class ArchiveTest {
    /** Those that have no maps of their stacks are checked by an older verifier, and are left out of every archive. */
    private static final int OLDEST_FOR_AN_ARCHIVE = 50;

    static Stream<Class<?>> oneClassOfEachLibrary() {
        return Stream.of(
                Main.class,
                DwpClient.class,
                CommandLine.class,
                ObjectMapper.class,
                JsonFactory.class,
                JsonProperty.class,
                MessagePack.class);
    }

    @ParameterizedTest
    @MethodSource("oneClassOfEachLibrary")
    void noLibraryIsOfAJavaWhoseClassesAnArchiveLeavesOut(Class<?> one) throws Exception {
        Path place =
                Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(place)) {
            assertEquals(List.of(), tooOld(place));
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(place)) {
                assertEquals(List.of(), tooOld(jar.getPath("/")));
            }
        }
    }

    private static List<String> tooOld(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> version(file) < OLDEST_FOR_AN_ARCHIVE)
                    .map(Path::toString)
                    .toList();
        }
    }

    private static int version(Path file) {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            assertEquals(0xCAFEBABE, in.readInt());
            in.readUnsignedShort();
            return in.readUnsignedShort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aRehearsalRunsTheClientsOwnStart() throws Exception {
        Process rehearsal = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-verbose:class",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Rehearsal.class.getName())
                .redirectErrorStream(true)
                .start();
        rehearsal.getOutputStream().close();
        List<String> said = rehearsal.inputReader().lines().toList();

        assertEquals(0, rehearsal.waitFor());
        for (Class<?> used : List.of(Main.class, CommandLine.class, DwpClient.class, ObjectMapper.class)) {
            assertTrue(said.stream().anyMatch(line -> line.contains(used.getName() + " source:")), used.getName());
        }
    }
}
