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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msgpack.core.MessagePack;
import picocli.CommandLine;

/** What the archive of loaded classes is made of, from which the client starts. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no shell")
class ArchiveTest {
    /** Those that have no maps of their stacks are checked by an older verifier, and are left out of every archive. */
    private static final int OLDEST_FOR_AN_ARCHIVE = 50;

    /** Those of JFR's events and of method handles that the JDK makes as it runs; 15 with JDK 25. */
    private static final int MOST_OUTSIDE = 60;

    private static final Pattern OF_THE_CLIENT = Pattern.compile(
            "\\] (dev\\.dwp|picocli|com\\.fasterxml|java\\.net|jdk\\.internal\\.net|java\\.util\\.logging)\\.");

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    @TempDir
    private static Path jars;

    private static ServerUnderTest server;
    private static Path archive;
    private static String job;

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
        Path place = place(one);
        if (Files.isDirectory(place)) {
            assertEquals(List.of(), tooOld(place));
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(place)) {
                assertEquals(List.of(), tooOld(jar.getPath("/")));
            }
        }
    }

    private static Path place(Class<?> one) {
        return Path.of(URI.create(
                one.getProtectionDomain().getCodeSource().getLocation().toString()));
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

    /** Both transports, since they have little in common beyond the command line. */
    @ParameterizedTest
    @ValueSource(strings = {"http", "ws"})
    void aCallFindsItsClassesInTheArchive(String scheme) throws Exception {
        List<String> outside = loadedBy("job", "get", job, "--url", server.url().replace("http", scheme)).stream()
                .filter(line -> !line.contains("source: shared objects file"))
                .toList();

        assertEquals(
                List.of(),
                outside.stream()
                        .filter(line -> OF_THE_CLIENT.matcher(line).find())
                        .toList());
        assertTrue(outside.size() <= MOST_OUTSIDE, () -> String.join("\n", outside));
    }

    /** The lines in which a process from the archive, that runs the client, names each class that it loads. */
    private static List<String> loadedBy(String... arguments) throws Exception {
        String option = archive.toString().endsWith(".jsa") ? "-XX:SharedArchiveFile=" : "-XX:AOTCache=";
        List<String> command = new ArrayList<>(List.of(
                JAVA.toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xlog:class+load:stderr",
                option + archive,
                "-cp",
                jars.resolve("dwp-cli.jar").toString(),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Path log = jars.resolve("loaded");
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, process.waitFor(), () -> out);
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains(" source: "))
                .toList();
    }

    @BeforeAll
    static void makeTheArchive() throws Exception {
        server = ServerUnderTest.start();
        job = new Shell(jars)
                .with("DWP_URL", server.url())
                .run("job", "enqueue", "echo", "-o", "json")
                .field("job_id");
        packClassPath();
        Path functions = Path.of("src", "main", "sh", "client.sh").toAbsolutePath();
        ProcessBuilder builder = new ProcessBuilder(
                        "sh",
                        "-euc",
                        ". '%s'; find_runtime; prepare_client '%s'".formatted(functions, jars.resolve("dwp-cli.jar")))
                .redirectErrorStream(true)
                .redirectOutput(jars.resolve("made").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process shell = builder.start();
        shell.getOutputStream().close();
        shell.waitFor();
        try (Stream<Path> files = Files.list(jars)) {
            archive = files.filter(file -> file.toString().matches(".*\\.(aot|jsa)"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("There is no archive in " + jars));
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** An archive is of jars alone: the classes of the modules are put into some, one of which names the others. */
    private static void packClassPath() throws IOException {
        List<String> names = new ArrayList<>();
        for (Class<?> one : oneClassOfEachLibrary().skip(1).toList()) {
            names.add("lib%d.jar".formatted(names.size()));
            pack(one, jars.resolve(names.getLast()), new Manifest());
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", names));
        pack(Main.class, jars.resolve("dwp-cli.jar"), manifest);
    }

    private static void pack(Class<?> one, Path to, Manifest manifest) throws IOException {
        Path place = place(one);
        if (!Files.isDirectory(place)) {
            Files.copy(place, to);
            return;
        }
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(to), manifest);
                Stream<Path> files = Files.walk(place)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new ZipEntry(place.relativize(file).toString()));
                Files.copy(file, jar);
            }
        }
    }

    @Test
    void aRehearsalRunsTheClientsOwnStart() throws Exception {
        Process rehearsal = new ProcessBuilder(
                        JAVA.toString(),
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
