package dev.dwp.architecture.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("docs/protocol.md tells everything that the code knows")
class ProtocolPageTest {
    private final Page page = Page.of("docs/protocol.md");

    @ParameterizedTest
    @EnumSource
    void itTellsThemAllAndNoOther(Said said) {
        assertEquals(said.names(), said.foundOn(page));
    }

    @ParameterizedTest
    @EnumSource
    void oneThatIsMissingShows(Said said) {
        for (String name : said.names()) {
            assertNotEquals(said.names(), said.foundOn(page.with(name.replaceFirst(" .*", ""), "it")), name);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("§5.0: what a state may become is what the transition table allows")
    void statesBecomeWhatTheTableAllows(Lifecycle lifecycle) {
        assertEquals(allowed(lifecycle), told(page, lifecycle));
    }

    @Test
    void aWrongStateShows() {
        Page wrong = page.with("| `running`, `cancelled` |", "| `running` |");
        assertNotEquals(allowed(Lifecycle.JOB), told(wrong, Lifecycle.JOB));
    }

    private static Set<String> allowed(Lifecycle lifecycle) {
        String table = String.join("\n", lifecycle.transitions()).toLowerCase(Locale.ROOT);
        return new Page(table).lines("^(\\w+) (?!\\1 )(\\w+) \\w+$");
    }

    private static Set<String> told(Page page, Lifecycle lifecycle) {
        Set<String> told = new TreeSet<>();
        for (String row : page.section(lifecycle.subject() + " states").lines("^\\| `(\\w+)` \\|.*\\|([^|]+)\\|$")) {
            String state = row.substring(0, row.indexOf(' '));
            new Page(row).lines("`(\\w+)`").forEach(next -> told.add(state + " " + next));
        }
        return told;
    }
}
