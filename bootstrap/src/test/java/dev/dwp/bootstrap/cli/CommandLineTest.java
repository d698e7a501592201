package dev.dwp.bootstrap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.bootstrap.config.Given;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line. */
class CommandLineTest {
    private static Command parse(String line) {
        return CommandLine.parse(line.isEmpty() ? List.of() : Arrays.asList(line.split(" ", -1)));
    }

    private static Command.Serve serve(String line) {
        return assertInstanceOf(Command.Serve.class, parse(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help", "-h", "serve --help", "serve --port 1 -h"})
    void helpCanBeAskedForInEveryUsualWay(String line) {
        assertEquals(new Command.Help(), parse(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "--version"})
    void versionCanBeAskedFor(String line) {
        assertEquals(new Command.Version(), parse(line));
    }

    @Test
    void serveAloneSetsNothing() {
        assertEquals(new Command.Serve(Map.of(), null, true, false), parse("serve"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve --port 1 --host h --store memory --config a/b --node n --plugins p --no-demo",
                "serve --no-demo --plugins=p --node=n --config=a/b --store=memory --host=h --port=1",
            })
    void everyFlagIsUnderstoodInBothWaysOfWritingAndInAnyOrder(String line) {
        Command.Serve serve = serve(line);

        assertEquals(
                Map.of(
                        "server.port", Given.byFlag("--port", "1"),
                        "server.host", Given.byFlag("--host", "h"),
                        "store", Given.byFlag("--store", "memory"),
                        "node.name", Given.byFlag("--node", "n"),
                        "plugins.dir", Given.byFlag("--plugins", "p")),
                serve.settings());
        assertEquals(Path.of("a/b"), serve.config());
        assertEquals(false, serve.demo());
    }

    @Test
    void theCommandsOfTheStoreKnowWhereItIs() {
        Map<String, Given> memory = Map.of("store", Given.byFlag("--store", "memory"));

        assertEquals(new Command.Migrate(Map.of(), null), parse("migrate"));
        assertEquals(new Command.Migrate(memory, Path.of("a")), parse("migrate --store memory --config=a"));
        assertEquals(new Command.Doctor(Map.of(), null, false), parse("doctor"));
        assertEquals(
                new Command.Doctor(memory, Path.of("a"), true), parse("doctor --repair --config a --store=memory"));
    }

    @Test
    void ofAFlagThatIsRepeatedTheLastCounts() {
        assertEquals(
                Map.of("server.port", Given.byFlag("--port", "2")),
                serve("serve --port 1 --port=2").settings());
    }

    @Test
    void aValueMayHoldAnEqualsSignAndBeginWithADash() {
        assertEquals(
                "a=b", serve("serve --node=a=b").settings().get("node.name").text());
        assertEquals("-x", serve("serve --node -x").settings().get("node.name").text());
        assertNull(serve("serve --node -x").config());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                  | serve, migrate, doctor, version or help
                    sreve               | There is no command 'sreve'; did you mean 'serve'?
                    start               | There is no command 'start'; did you mean
                    --port 1            | The command comes first, then '--port'
                    version x           | leave out 'x'
                    help serve          | leave out 'serve'
                    serve x             | 'x' belongs to no flag
                    serve --prot 1      | There is no flag '--prot'; did you mean '--port'?
                    serve --no-dmo      | There is no flag '--no-dmo'; did you mean '--no-demo'?
                    migrate --port 1    | There is no flag '--port'; did you mean
                    migrate --repair    | There is no flag '--repair'; did you mean
                    doctor --no-demo    | There is no flag '--no-demo'; did you mean
                    doctor --repair=now | leave out '=now'
                    serve --repair      | There is no flag '--repair'; did you mean
                    serve -p 1          | There is no flag '-p'; did you mean '--port'?
                    serve --port        | --port needs a value
                    serve --port=       | --port needs a value
                    serve --port --host | --port needs a value
                    serve --no-demo=1   | --no-demo takes no value
                    serve --no-demo x   | 'x' belongs to no flag
                    """)
    void anythingElseIsWrongUsageThatSaysWhatWasMeant(String line, String reason) {
        String sentence = assertThrows(WrongUsage.class, () -> parse(line)).sentence();

        assertTrue(sentence.contains(reason), sentence);
    }

    @Test
    void theHelpTellsOfEveryFlag() {
        for (Flag flag : Flag.values()) {
            assertTrue(Usage.TEXT.contains("  " + flag.text() + " "), flag.text());
        }
    }
}
