package dev.dwp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.bootstrap.cli.Usage;
import dev.dwp.cli.command.CommandTable;
import dev.dwp.cli.page.ManualPage;
import dev.dwp.cli.syntax.Flag;
import dev.dwp.cli.syntax.Syntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is said of the commands, in documents and help, is what they are. */
class ManualTest {
    private static final Path PAGE = Path.of("..", "docs", "cli.md");
    private static final String BEGIN =
            "<!-- From the table of commands; DWP_WRITE_DOCS=1 with ManualTest writes it. -->\n";
    private static final String END = "<!-- End of the table of commands. -->\n";

    @Test
    void thePageSaysWhatTheTableOfCommandsSays() throws IOException {
        String page = Files.readString(PAGE);
        String generated = "\n" + ManualPage.text(CommandTable.syntaxes(), CommandTable.EVERYWHERE) + "\n";
        if (System.getenv("DWP_WRITE_DOCS") != null) {
            page = page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
                    + generated
                    + page.substring(page.indexOf(END));
            Files.writeString(PAGE, page);
        }
        assertEquals(generated, page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END)));
    }

    @Test
    void theServersFlagsAreThoseThatTheServerNames() {
        Set<String> ofTable = CommandTable.ofServer().stream()
                .flatMap(command -> command.flags().stream())
                .map(Flag::name)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> ofServer = Pattern.compile("--[a-z-]{2,}")
                .matcher(Usage.TEXT)
                .results()
                .map(MatchResult::group)
                .filter(name -> !Set.of("--flag", "--repair").contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        ofServer.add("--repair");
        assertEquals(ofServer, ofTable);
    }

    @Test
    void everyCommandOfAGroupHasItsGroupAndEveryNameIsThereOnce() {
        List<Syntax> commands = CommandTable.syntaxes();
        Set<String> groups = CommandTable.GROUPS.stream().map(Syntax::name).collect(Collectors.toSet());
        commands.stream()
                .filter(command -> command.words().size() > 1)
                .forEach(command -> assertTrue(groups.contains(command.words().getFirst()), command.name()));
        assertEquals(
                commands.size(), commands.stream().map(Syntax::name).distinct().count());
    }

    @Test
    void everyClientCommandHasAnExampleAndNoFlagOfAllCommands() {
        Set<String> everywhere =
                CommandTable.EVERYWHERE.stream().map(Flag::name).collect(Collectors.toSet());
        CommandTable.syntaxes().stream()
                .filter(command -> !CommandTable.ofServer().contains(command))
                .forEach(command -> {
                    assertFalse(command.examples().isEmpty(), command.name());
                    command.flags().forEach(flag -> assertFalse(everywhere.contains(flag.name()), command.name()));
                });
    }
}
