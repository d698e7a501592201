package dev.dwp.architecture.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("docs/architecture.md draws the lifecycles as they are")
class DiagramTest {
    private static final String ARROW = "^ +(\\S+) --> (\\w+): (\\w+)$";

    private final Page page = Page.of("docs/architecture.md");

    @ParameterizedTest
    @EnumSource
    void everyTransitionIsDrawnAndNoOther(Lifecycle lifecycle) {
        assertEquals(lifecycle.transitions(), drawn(page, lifecycle));
    }

    @ParameterizedTest
    @EnumSource
    void anArrowThatIsMissingShows(Lifecycle lifecycle) {
        assertNotEquals(
                lifecycle.transitions(), drawn(page.with("    RUNNING --> COMPLETED: COMPLETE\n", ""), lifecycle));
    }

    @ParameterizedTest
    @EnumSource
    void anArrowTooManyShows(Lifecycle lifecycle) {
        String arrow = "    RUNNING --> COMPLETED: COMPLETE\n";
        Page wrong = page.with(arrow, arrow + "    CANCELLED --> COMPLETED: COMPLETE\n");
        assertNotEquals(lifecycle.transitions(), drawn(wrong, lifecycle));
    }

    private static Set<String> drawn(Page page, Lifecycle lifecycle) {
        return page.section(lifecycle.subject() + " lifecycle").lines(ARROW);
    }
}
